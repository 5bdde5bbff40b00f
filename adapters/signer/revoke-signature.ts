import {
  AccessDeniedException,
  RevokeSignatureCommand,
  SignerServiceException,
  TooManyRequestsException,
  type SignerClient,
} from '@aws-sdk/client-signer';
import { messageOf } from '../../verification';
import { ToolError, type ToolErrorCode } from '../tool-error';

/** Revokes the signature that one signing job made, by the ARN of the job. It cannot be undone. Throws ToolError. */
export type RevokeSignature = (jobArn: string) => Promise<void>;

const JOB = /^arn:[^:]+:signer:[^:]+:(?<account>[0-9]{12}):\/signing-jobs\/(?<id>[A-Za-z0-9-]+)$/;

const REASON = 'A canary image of ecs-image-trust: it shows that a revoked signature is not trusted';

/** Why AWS Signer did not revoke a signature, and what helps. */
const adviceOn = (error: unknown): readonly [ToolErrorCode, string] => {
  if (error instanceof AccessDeniedException)
    return ['refused', 'AWS refuses to revoke the signature: you need signer:RevokeSignature on it'];
  if (error instanceof TooManyRequestsException)
    return ['temporary', 'AWS Signer is throttling requests: wait a little, then run this again'];
  return error instanceof SignerServiceException && error.$fault === 'client'
    ? ['failed', 'AWS Signer did not revoke the signature']
    : ['temporary', 'AWS Signer does not respond: run this again'];
};

const failure = (jobArn: string, error: unknown): ToolError => {
  const [code, advice] = adviceOn(error);
  return new ToolError(code, `${jobArn}: ${advice} (${messageOf(error)})`, { cause: error });
};

/**
 * Makes what revokes signatures in the account and region of the client. Only the signature of the named job is revoked,
 * not the profile's others. https://docs.aws.amazon.com/signer/latest/api/API_RevokeSignature.html
 */
export const signatureRevoker =
  (client: SignerClient): RevokeSignature =>
  async (jobArn) => {
    const { account: jobOwner, id: jobId } = JOB.exec(jobArn)?.groups ?? {};
    if (jobId === undefined) throw new ToolError('failed', `${jobArn}: expected the ARN of a signing job`);
    try {
      await client.send(new RevokeSignatureCommand({ jobId, jobOwner, reason: REASON }));
    } catch (error) {
      throw failure(jobArn, error);
    }
  };
