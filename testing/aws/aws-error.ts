/** A refusal of AWS: its error code, its HTTP status, and what else the body says. */
export class AwsError extends Error {
  /** Default: 400. */
  readonly status: number;
  /** Default: nothing else. */
  readonly fields: Readonly<Record<string, unknown>>;

  constructor(
    readonly code: string,
    message: string,
    { status = 400, fields = {} }: Partial<Pick<AwsError, 'status' | 'fields'>> = {},
  ) {
    super(message);
    this.name = 'AwsError';
    this.status = status;
    this.fields = fields;
  }
}
