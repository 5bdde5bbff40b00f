import type { ToolFailureCode } from '../failure';
import type { TerraformError } from './terraform-errors';

/** One reason why Terraform fails: what gives it away, what kind of trouble it is, and what to do. */
export interface FailureRow {
  readonly pattern: RegExp;
  readonly code: ToolFailureCode;
  readonly advice: (error: TerraformError, match: RegExpExecArray) => string;
}

const row = (code: ToolFailureCode, pattern: RegExp, advice: string | FailureRow['advice']): FailureRow => ({
  pattern,
  code,
  advice: typeof advice === 'string' ? () => advice : advice,
});

/** The oldest Terraform that knows how to lock a state in S3 by itself. */
export const OLDEST_TERRAFORM = '1.10.0';

/** What to do where Terraform is absent. */
export const INSTALL_TERRAFORM = `install Terraform ${OLDEST_TERRAFORM} or later, and put it on PATH`;

const lockHolder = ({ text }: TerraformError): string => {
  const who = /\bWho: (\S+) Version:/.exec(text)?.[1];
  const since = /\bCreated: (\d{4}-\d\d-\d\d \d\d:\d\d:\d\d)\S* /.exec(text)?.[1];
  const known = since !== undefined && !since.startsWith('0001-');
  return `${who ?? 'somebody'}${known ? `, since ${since} UTC` : ''}`;
};

const lockedState = (error: TerraformError): string => {
  const id = /\bID: (\S+) Path:/.exec(error.text)?.[1] ?? 'ID';
  return `the state is locked by ${lockHolder(error)}: wait until that run has ended; only if it is certain that it runs no more, terraform force-unlock ${id} in the stack's folder under cdktf.out/stacks`;
};

const ALREADY_EXISTS =
  /RepositoryAlreadyExistsException|EntityAlreadyExists|ResourceAlreadyExistsException|BucketAlreadyOwnedByYou|BucketAlreadyExists|QueueAlreadyExists|QueueNameExists|AlreadyExistsException|ResourceInUseException: Table already exists|ResourceConflictException: Function already exist/;

const alreadyThere = ({ address, summary }: TerraformError): string => {
  const what = /^creating (?:AWS )?(.+?\)):/.exec(summary)?.[1] ?? 'what the stack makes';
  const importing = address === undefined ? 'terraform import' : `terraform import '${address}' ID`;
  return `${what} is there already, but not in this stack's state: it was made by hand, or belongs to another deployment; take it over (${importing} in the stack's folder under cdktf.out/stacks), or remove it, or name another in the deployment file`;
};

const unmet = /^(?:Resource|Module output value) (?:pre|post)condition failed/;

const TOOLS: readonly FailureRow[] = [
  row(
    'missing',
    /Terraform CLI not present|execvp\(3\) failed/,
    `Terraform is not on this machine: ${INSTALL_TERRAFORM}`,
  ),
  row(
    'missing',
    /does not support Terraform version (\d+\.\d+\.\d+)/,
    (_, match) => `Terraform ${match[1]} is older than the stacks need: ${INSTALL_TERRAFORM}`,
  ),
  row(
    'temporary',
    /providers for locking.*(?:could not connect|failed to request|no such host|timeout)/,
    'Terraform’s registry cannot be reached for checksums: look at network and proxy, or use --skip-provider-lock',
  ),
  row(
    'temporary',
    /(?:could not connect to \S+: failed to request discovery|could not query provider registry|registry\.terraform\.io\S*: (?:dial|net\/http|context deadline))/,
    'the registry of Terraform’s providers cannot be reached: look at network and proxy, or keep a mirror of the AWS provider on this machine (terraform providers mirror, and provider_installation in Terraform’s own configuration)',
  ),
  row(
    'missing',
    /no available releases match the given constraints|provider registry does not have a provider|Failed to install provider/,
    'the AWS provider of the version that the stacks ask for is not to be had here: add it to this machine’s mirror of providers (terraform providers mirror), or let Terraform reach its registry',
  ),
];

const STATE: readonly FailureRow[] = [
  row('refused', /^Error acquiring the state lock.*Lock Info:/, lockedState),
  row(
    'refused',
    /S3 bucket "([^"]+)" does not exist/,
    (_, match) =>
      `the bucket ${match[1]} for the state does not exist: make it before (private, with versions), or mend "backend" in the deployment file`,
  ),
  row(
    'refused',
    /(?:Unable to (?:access|list) object[^:]* in S3 bucket "([^"]+)"|ListObjectsV2[^:]*StatusCode: 403)/,
    (_, match) =>
      `the bucket ${match[1] ?? 'of the state'} refuses: the identity that you run this with needs s3:ListBucket on it, and s3:GetObject, s3:PutObject and s3:DeleteObject on ecs-image-trust/*`,
  ),
  row(
    'failed',
    /^Backend (?:configuration changed|initialization required)/,
    'the deployment file keeps the state elsewhere than the last run here did: move it (terraform init -migrate-state in the stack’s folder under cdktf.out/stacks), or, where nothing is to be moved, remove cdktf.out and run this again',
  ),
  row(
    'refused',
    /Required token could not be found|terraform login/,
    'nobody is logged in to Terraform Cloud: run terraform login, or put a token into TF_TOKEN_app_terraform_io (the host’s name with _ for each dot)',
  ),
];

const IDENTITY: readonly FailureRow[] = [
  row(
    'refused',
    /No valid credential sources found|failed to refresh cached credentials|no EC2 IMDS role found|failed to find SSO session/,
    'nobody is logged in to AWS: log in (aws sso login, or credentials in the environment), then run this again',
  ),
  row(
    'refused',
    /ExpiredToken|RequestExpired|token has expired|SSO session.*expired|InvalidGrantException/,
    'the AWS login has expired: log in again, then run this again',
  ),
  row(
    'refused',
    /InvalidClientTokenId|UnrecognizedClientException|SignatureDoesNotMatch|InvalidAccessKeyId/,
    'AWS does not know these credentials: log in to AWS again, then run this again',
  ),
  row(
    'refused',
    /AWS account ID not allowed: (\d+)/,
    (_, match) =>
      `the AWS login is for account ${match[1]}, the deployment file names another: log in to the deployment’s account`,
  ),
];

const ANSWERS: readonly FailureRow[] = [
  row('failed', unmet, ({ lastWords }) => lastWords),
  row(
    'temporary',
    /Throttl|Rate exceeded|TooManyRequests|RequestLimitExceeded|SlowDown/,
    'AWS says that it is asked too fast: wait a little, then run this again',
  ),
  row(
    'refused',
    /not authorized to perform:? ([a-z0-9-]+:[A-Za-z*]+)/,
    (_, match) =>
      `AWS refuses ${match[1]}: the identity that you run this with needs it (docs/deploying.md lists all that it needs)`,
  ),
  row(
    'refused',
    /AccessDenied|UnauthorizedOperation|AuthorizationError|StatusCode: 403/,
    'AWS refuses: the identity that you run this with lacks a permission (docs/deploying.md lists all that it needs)',
  ),
  row(
    'refused',
    /Signer Signing Profile \(([^)]+)\).*PutSigningProfile.*(?:cancel|already|ConflictException|not available|cannot be used)/i,
    (_, match) =>
      `the name of the signing profile ${match[1]} is taken, or belonged to one that was cancelled, and then never comes back: choose another under "signing" in the deployment file, or bring a living one as "existing"`,
  ),
  row(
    'refused',
    /RepositoryNotEmptyException: The repository with name '([^']+)'/,
    (_, match) =>
      `the repository ${match[1]} still holds images: delete them, or set "retainImages": false in the deployment file and run image-trust deploy --only signing before`,
  ),
  row(
    'refused',
    /Source image (\S+) does not exist/,
    (_, match) =>
      `the image ${match[1]}, which the lock names, is not in its repository any more: run image-trust sign-and-push, then run this again`,
  ),
  row('refused', ALREADY_EXISTS, alreadyThere),
  row(
    'failed',
    /^Instance cannot be destroyed.*Resource (\S+) has/,
    (_, match) =>
      `${match[1]} refuses to be destroyed (prevent_destroy): for the signing profile set "retainProfile": false in the deployment file if that is meant`,
  ),
  row(
    'temporary',
    /connection refused|connection reset|no such host|network is unreachable|i\/o timeout|TLS handshake timeout|deadline exceeded|request send failed|StatusCode: 5\d\d|timeout while waiting/,
    'AWS, or what answers for it, cannot be reached or does not do its work: look at network and proxy, then run this again',
  ),
];

/** Every reason that is known; the first that fits any error counts. */
export const FAILURE_ROWS: readonly FailureRow[] = [...TOOLS, ...STATE, ...IDENTITY, ...ANSWERS];
