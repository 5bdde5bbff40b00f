import { RevokeSignatureCommand, SignerClient, AccessDeniedException } from '@aws-sdk/client-signer';
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

  it('says which permission is missing', async () => {
    client.on(RevokeSignatureCommand).rejects(new AccessDeniedException({ message: 'no', $metadata: {} }));
    await expect(revoke()).rejects.toMatchObject({
      code: 'refused',
      message: expect.stringContaining('you need signer:RevokeSignature'),
    });
  });

  it('asks for another attempt when AWS Signer does not respond', async () => {
    client.on(RevokeSignatureCommand).rejects(new Error('socket hang up'));
    await expect(revoke()).rejects.toMatchObject({ code: 'temporary' });
  });

  it('refuses what is no job', async () => {
    await expect(revoke('arn:aws:signer:eu-west-1:111122223333:/signing-profiles/dev')).rejects.toMatchObject({
      code: 'failed',
    });
  });
});
