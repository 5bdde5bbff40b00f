import {
  AccessDeniedException,
  InternalServiceErrorException,
  RevokeSignatureCommand,
  SignerClient,
  TooManyRequestsException,
  ValidationException,
} from '@aws-sdk/client-signer';
import { mockClient } from 'aws-sdk-client-mock';
import { signatureRevoker } from '../../../adapters/signer/revoke-signature';

const JOB = 'arn:aws:signer:eu-west-1:111122223333:/signing-jobs/4a1b9f0e-7b1f-4c35-9f0a-0d9f3b1c2d3e';
const client = mockClient(SignerClient);
const revoke = (arn = JOB) => signatureRevoker(new SignerClient({ region: 'eu-west-1' }))(arn);

beforeEach(() => void client.reset());

describe('signatureRevoker', () => {
  it('revokes the signature of the job, in the account of the job', async () => {
    client.on(RevokeSignatureCommand).resolves({});
    await revoke();
    expect(client.commandCalls(RevokeSignatureCommand)[0]?.args[0].input).toMatchObject({
      jobId: '4a1b9f0e-7b1f-4c35-9f0a-0d9f3b1c2d3e',
      jobOwner: '111122223333',
    });
  });

  const made = { message: 'no', $metadata: {} };

  it.each([
    ['a missing permission', new AccessDeniedException(made), 'refused', 'you need signer:RevokeSignature'],
    ['throttling', new TooManyRequestsException(made), 'temporary', 'wait a little, then run this again'],
    ['a failure of AWS Signer', new InternalServiceErrorException(made), 'temporary', 'does not respond'],
    ['a broken connection', new Error('socket hang up'), 'temporary', 'does not respond: run this again'],
    ['a job that cannot be revoked', new ValidationException(made), 'failed', 'did not revoke the signature (no)'],
  ])('says what helps after %s', async (_what, error, code, advice) => {
    client.on(RevokeSignatureCommand).rejects(error);
    await expect(revoke()).rejects.toMatchObject({ code, message: expect.stringContaining(advice) as string });
  });

  it('refuses what is no job', async () => {
    await expect(revoke('arn:aws:signer:eu-west-1:111122223333:/signing-profiles/dev')).rejects.toMatchObject({
      code: 'failed',
    });
  });
});
