import { defaultProvider } from '../../../functions/shared/lambda-credentials';

describe('defaultProvider', () => {
  const own = process.env;

  afterEach(() => {
    process.env = own;
  });

  it('reads the keys that Lambda sets, with their session token', async () => {
    process.env = { AWS_ACCESS_KEY_ID: 'AKIA', AWS_SECRET_ACCESS_KEY: 'secret', AWS_SESSION_TOKEN: 'session' };
    await expect(defaultProvider()()).resolves.toEqual({
      accessKeyId: 'AKIA',
      secretAccessKey: 'secret',
      sessionToken: 'session',
    });
  });

  it.each([
    ['no key', {}],
    ['no secret', { AWS_ACCESS_KEY_ID: 'AKIA' }],
    ['an empty key', { AWS_ACCESS_KEY_ID: '', AWS_SECRET_ACCESS_KEY: 'secret' }],
  ])('fails as the SDK does where the environment has %s', async (_, environment) => {
    process.env = environment;
    await expect(defaultProvider()()).rejects.toMatchObject({ name: 'CredentialsProviderError' });
  });
});
