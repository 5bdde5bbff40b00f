/** An error response of AWS. */
export class AwsError extends Error {
  /** HTTP status. Default: 400. */
  readonly status: number;

  constructor(
    readonly code: string,
    message: string,
    { status = 400 }: { readonly status?: number } = {},
  ) {
    super(message);
    this.name = 'AwsError';
    this.status = status;
  }
}
