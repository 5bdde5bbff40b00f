import { OLDEST_TERRAFORM } from '../../../contracts/naming/oldest-terraform';
import type { ToolFailureCode } from '../failure';
import type { TerraformError } from './terraform-errors';

/** One reason why Terraform fails: how its error reads, which kind of failure it is, and what to do about it. */
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

/** What to do when Terraform is missing or too old. */
export const INSTALL_TERRAFORM = `install Terraform ${OLDEST_TERRAFORM} or later and put it on PATH`;

const lockHolder = ({ text }: TerraformError): string => {
  const who = /\bWho: (\S+) Version:/.exec(text)?.[1];
  const since = /\bCreated: (\d{4}-\d\d-\d\d \d\d:\d\d:\d\d)\S* /.exec(text)?.[1];
  const known = since !== undefined && !since.startsWith('0001-');
  return `${who ?? 'an unknown holder'}${known ? `, since ${since} UTC` : ''}`;
};

const lockedState = (error: TerraformError): string => {
  const id = /\bID: (\S+) Path:/.exec(error.text)?.[1] ?? 'ID';
  return `the state is locked by ${lockHolder(error)}: wait until that run has ended; only if you are certain that it no longer runs, run terraform force-unlock ${id} in the stack's folder under cdktf.out/stacks`;
};

const ALREADY_EXISTS =
  /RepositoryAlreadyExistsException|EntityAlreadyExists|ResourceAlreadyExistsException|BucketAlreadyOwnedByYou|BucketAlreadyExists|QueueAlreadyExists|QueueNameExists|AlreadyExistsException|ResourceInUseException: Table already exists|ResourceConflictException: Function already exist/;

/** What "existing" in the deployment file can name, by Terraform's type and by how errors call it. */
const NAMED_BY_EXISTING =
  /^(?:aws_ecr_repository|aws_signer_signing_profile)\.|^(?:ECR Repository|Signer Signing Profile) \(/;

const adviceToUse = (what: string, address: string | undefined): string =>
  [address, what].some((each) => NAMED_BY_EXISTING.test(each ?? ''))
    ? 'to use it as it is, name it under "existing" in the deployment file; otherwise '
    : '';

// Terraform would make what it imports like the stack's own: immutable tags break a pipeline that moves them.
const warningOfImport = (what: string, address = ''): string =>
  /^(?:aws_ecr_repository\.|ECR Repository \()/.test(address === '' ? what : address)
    ? '; an import makes its tags immutable and replaces its policy at the next deployment, and the whole repository with its images if they are encrypted with a KMS key'
    : '; an import changes its settings to those of the stack at the next deployment';

const alreadyExists = ({ address, summary }: TerraformError): string => {
  const what = /^creating (?:AWS )?(.+?\)):/.exec(summary)?.[1] ?? 'a resource of the stack';
  const importing = address === undefined ? 'terraform import' : `terraform import '${address}' ID`;
  return `${what} already exists, but not in this stack's state: it was created by hand or belongs to another deployment; ${adviceToUse(what, address)}choose another name in the deployment file, delete it, or import it (${importing} in the stack's folder under cdktf.out/stacks)${warningOfImport(what, address)}`;
};

const unmet = /^(?:Resource|Module output value) (?:pre|post)condition failed/;

const TOOLS: readonly FailureRow[] = [
  row('missing', /Terraform CLI not present|execvp\(3\) failed/, `Terraform was not found: ${INSTALL_TERRAFORM}`),
  row(
    'missing',
    /does not support Terraform version (\d+\.\d+\.\d+)/,
    (_, match) => `Terraform ${match[1]} is too old for the stacks: ${INSTALL_TERRAFORM}`,
  ),
  row(
    'temporary',
    /providers for locking.*(?:could not connect|failed to request|no such host|timeout)/,
    "Terraform's registry cannot be reached for the provider checksums: check network and proxy, or use --skip-provider-lock",
  ),
  row(
    'temporary',
    /(?:could not connect to \S+: failed to request discovery|could not query provider registry|registry\.terraform\.io\S*: (?:dial|net\/http|context deadline))/,
    "Terraform's provider registry cannot be reached: check network and proxy, or set up a local mirror of the AWS provider (terraform providers mirror, then provider_installation in Terraform's CLI configuration)",
  ),
  row(
    'missing',
    /no available releases match the given constraints|provider registry does not have a provider|Failed to install provider/,
    'the version of the AWS provider that the stacks require is not available: add it to the local provider mirror (terraform providers mirror), or let Terraform reach its registry',
  ),
];

const STATE: readonly FailureRow[] = [
  row('refused', /^Error acquiring the state lock.*Lock Info:/, lockedState),
  row(
    'refused',
    /S3 bucket "([^"]+)" does not exist/,
    (_, match) =>
      `the state bucket ${match[1]} does not exist: create it first (private, with versioning), or fix "backend" in the deployment file`,
  ),
  row(
    'refused',
    /(?:Unable to (?:access|list) object[^:]* in S3 bucket "([^"]+)"|ListObjectsV2[^:]*StatusCode: 403)/,
    (_, match) =>
      `the state bucket ${match[1] === undefined ? '' : `${match[1]} `}denies access: the identity that you run this with needs s3:ListBucket on it, and s3:GetObject, s3:PutObject and s3:DeleteObject on ecs-image-trust/*`,
  ),
  row(
    'failed',
    /^Backend (?:configuration changed|initialization required)/,
    "the deployment file keeps the state in another place than the last run here did: move the state (terraform init -migrate-state in the stack's folder under cdktf.out/stacks), or, if there is no state to move, delete cdktf.out and run this again",
  ),
  row(
    'refused',
    /Required token could not be found|terraform login/,
    "you are not logged in to Terraform Cloud: run terraform login, or set TF_TOKEN_app_terraform_io to a token (the host's name, with _ for each dot)",
  ),
];

const IDENTITY: readonly FailureRow[] = [
  row(
    'refused',
    /No valid credential sources found|failed to refresh cached credentials|no EC2 IMDS role found|failed to find SSO session/,
    'you are not logged in to AWS: log in (aws sso login, or credentials in the environment), then run this again',
  ),
  row(
    'refused',
    /ExpiredToken|RequestExpired|token has expired|SSO session.*expired|InvalidGrantException/,
    'the AWS login has expired: log in again, then run this again',
  ),
  row(
    'refused',
    /InvalidClientTokenId|UnrecognizedClientException|SignatureDoesNotMatch|InvalidAccessKeyId/,
    'AWS does not recognise these credentials: log in to AWS again, then run this again',
  ),
  row(
    'refused',
    /AWS account ID not allowed: (\d+)/,
    (_, match) =>
      `the AWS login is for account ${match[1]}, but the deployment file names another: log in to the deployment's account`,
  ),
];

const ANSWERS: readonly FailureRow[] = [
  row('failed', unmet, ({ lastWords }) => lastWords),
  row(
    'temporary',
    /Throttl|Rate exceeded|TooManyRequests|RequestLimitExceeded|SlowDown/,
    'AWS is throttling requests: wait a little, then run this again',
  ),
  row(
    'refused',
    /not authorized to perform:? ([a-z0-9-]+:[A-Za-z*]+)/,
    (_, match) =>
      `AWS denies ${match[1]}: the identity that you run this with needs it (docs/deploying.md lists every permission)`,
  ),
  row(
    'refused',
    /AccessDenied|UnauthorizedOperation|AuthorizationError|StatusCode: 403/,
    'AWS denies access: the identity that you run this with lacks a permission (docs/deploying.md lists every permission)',
  ),
  row(
    'refused',
    /Signer Signing Profile \(([^)]+)\).*PutSigningProfile.*(?:cancel|already|ConflictException|not available|cannot be used)/i,
    (_, match) =>
      `the signing profile name ${match[1]} is taken, or was the name of a cancelled profile and can never be used again: choose another name under "signing" in the deployment file, or name an active profile under "existing"`,
  ),
  row(
    'refused',
    /RepositoryNotEmptyException: The repository with name '([^']+)'/,
    (_, match) =>
      `the repository ${match[1]} still holds images: delete them, or set "retainImages": false in the deployment file and first run npx image-trust deploy --only signing`,
  ),
  row(
    'refused',
    /Source image (\S+) does not exist/,
    (_, match) =>
      `the image ${match[1]}, which the lock names, is no longer in its repository: run npx image-trust sign-and-push, then run this again`,
  ),
  row('refused', ALREADY_EXISTS, alreadyExists),
  row(
    'failed',
    /^Instance cannot be destroyed.*Resource (\S+) has/,
    (_, match) =>
      `${match[1]} is protected (prevent_destroy): to destroy the signing profile, set "retainProfile": false in the deployment file first; to change signing.validity, choose another name for signing.profile`,
  ),
  row(
    'temporary',
    /connection refused|connection reset|no such host|network is unreachable|i\/o timeout|TLS handshake timeout|deadline exceeded|request send failed|StatusCode: 5\d\d|timeout while waiting/,
    'AWS cannot be reached, or is failing: check network and proxy, then run this again',
  ),
];

/** Every known reason. The first row that matches any error counts. */
export const FAILURE_ROWS: readonly FailureRow[] = [...TOOLS, ...STATE, ...IDENTITY, ...ANSWERS];
