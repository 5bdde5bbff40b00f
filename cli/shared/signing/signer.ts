/** The signing profile that signs, and the version of it that signatures are verified against. */
export interface Signer {
  readonly profileArn: string;
  readonly profileVersionArn: string;
}
