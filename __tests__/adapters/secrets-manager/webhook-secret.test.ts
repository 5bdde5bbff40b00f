import { GetSecretValueCommand, SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { mockClient } from 'aws-sdk-client-mock';
import { SECRET_KEPT_MS, webhookSecretReader } from '../../../adapters/secrets-manager/webhook-secret';
import { awsFailure } from '../../support/aws/aws-failure';
import { NOW } from '../../support/domain/domain';

const arn = 'arn:aws:secretsmanager:eu-west-1:111122223333:secret:hook-AbCdEf';
const KEY = 'an-example-key-of-at-least-32-characters';
const SECRET = { url: 'https://hooks.example.com/services/path-secret', key: KEY };

const secrets = mockClient(SecretsManagerClient);

describe('webhookSecretReader', () => {
  let now = NOW;
  const reader = () =>
    webhookSecretReader({ client: new SecretsManagerClient({ region: 'eu-west-1' }), arn, now: () => now });
  const store = (text: unknown) =>
    secrets
      .on(GetSecretValueCommand)
      .resolves({ SecretString: typeof text === 'string' ? text : JSON.stringify(text) });

  beforeEach(() => {
    now = NOW;
    secrets.reset();
    store(SECRET);
  });

  it('reads the address and the key', async () => {
    const { url, key } = await reader().read();
    expect([url.href, key]).toEqual([SECRET.url, KEY]);
    expect(secrets.commandCalls(GetSecretValueCommand)[0]?.args[0].input).toEqual({ SecretId: arn });
  });

  it('keeps them for five minutes', async () => {
    const { read } = reader();
    await read();
    now += SECRET_KEPT_MS - 1;
    await read();
    expect(secrets.calls()).toHaveLength(1);
    now += 1;
    await read();
    expect(secrets.calls()).toHaveLength(2);
  });

  it('reads them anew when they are to be forgotten', async () => {
    const { read, forget } = reader();
    await read();
    forget();
    await read();
    expect(secrets.calls()).toHaveLength(2);
  });

  it.each<[string, unknown, string]>([
    ['is no JSON', 'https://hooks.example.com/services/path-secret', 'expected a JSON object {"url", "key"}'],
    ['is a list', ['path-secret'], 'expected a JSON object {"url", "key"}'],
    [
      'has another protocol',
      { ...SECRET, url: 'http://hooks.example.com/path-secret' },
      'url: expected an address https://…',
    ],
    ['has no address', { ...SECRET, url: 'path-secret' }, 'url: expected an address https://…'],
    [
      'has a user in its address',
      { ...SECRET, url: 'https://path-secret@hooks.example.com/' },
      'url: expected an address',
    ],
    ['has a short key', { ...SECRET, key: 'path-secret' }, 'key: expected at least 32 characters'],
    ['has a number as its key', { ...SECRET, key: 12345678 }, 'key: expected at least 32 characters'],
  ])('quotes nothing of a secret that %s', async (_what, secret, problem) => {
    store(secret);
    const error = await reader()
      .read()
      .catch((thrown: unknown) => thrown);
    expect(String(error)).toContain(`WebhookSecretError: the secret of the webhook: `);
    expect(String(error)).toContain(problem);
    expect(String(error)).not.toMatch(/path-secret|12345678|hooks\.example/);
  });

  it('throws what Secrets Manager throws, and reads again', async () => {
    secrets
      .on(GetSecretValueCommand)
      .rejectsOnce(awsFailure('ThrottlingException'))
      .resolves({ SecretString: JSON.stringify(SECRET) });
    const { read } = reader();
    await expect(read()).rejects.toThrow('the call failed');
    await expect(read()).resolves.toMatchObject({ key: KEY });
  });
});
