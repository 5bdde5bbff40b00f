import { calling } from '../../../../cli/commands/sample/aws-failure';

const failing = (name: string, more: object = { $metadata: {} }): Promise<never> =>
  Promise.reject(Object.assign(new Error('why'), { name }, more));

describe('calling', () => {
  it('returns what AWS returns', async () => {
    expect(await calling('ecs:RunTask', Promise.resolve(1))).toBe(1);
  });

  it.each([
    ['ClusterNotFoundException', 'deploy what is missing (npx image-trust deploy)'],
    ['ResourceNotFoundException', 'deploy what is missing (npx image-trust deploy)'],
    ['ClientException', 'deploy what is missing (npx image-trust deploy)'],
    ['InvalidParameterException', 'fix the sample in the deployment file'],
    ['ExpiredTokenException', 'log in to AWS'],
    ['UnrecognizedClientException', 'log in to AWS'],
    ['AccessDeniedException', 'ask for the permission that the message names'],
    ['ThrottlingException', 'run this again'],
    ['PlatformUnknownException', 'fix this, then run it again'],
  ])('says what to do after %s', async (name, next) => {
    await expect(calling('ecs:RunTask', failing(name))).rejects.toThrow(`ecs:RunTask: ${name}: why: ${next}`);
  });

  it('says so if there are no credentials', async () => {
    await expect(calling('ecs:RunTask', failing('CredentialsProviderError', {}))).rejects.toThrow('log in to AWS');
  });

  it('passes on an error that is not from AWS', async () => {
    await expect(calling('ecs:RunTask', failing('RangeError', {}))).rejects.toThrow(/^why$/);
  });
});
