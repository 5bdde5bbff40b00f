import { calling } from '../../../../cli/commands/sample/aws-failure';

const failing = (name: string, more: object = { $metadata: {} }): Promise<never> =>
  Promise.reject(Object.assign(new Error('why'), { name }, more));

describe('calling', () => {
  it('gives what AWS answers', async () => {
    expect(await calling('ecs:RunTask', Promise.resolve(1))).toBe(1);
  });

  it.each([
    ['ClusterNotFoundException', 'deploy what is lacking (image-trust deploy)'],
    ['ResourceNotFoundException', 'deploy what is lacking (image-trust deploy)'],
    ['ClientException', 'deploy what is lacking (image-trust deploy)'],
    ['InvalidParameterException', 'mend the sample in the deployment file'],
    ['ExpiredTokenException', 'log in to AWS'],
    ['UnrecognizedClientException', 'log in to AWS'],
    ['AccessDeniedException', 'ask for the right that the message names'],
    ['ThrottlingException', 'run this again'],
    ['PlatformUnknownException', 'mend that and run this again'],
  ])('says what to do after %s', async (name, next) => {
    await expect(calling('ecs:RunTask', failing(name))).rejects.toThrow(`ecs:RunTask: ${name}: why: ${next}`);
  });

  it('knows that there are no credentials', async () => {
    await expect(calling('ecs:RunTask', failing('CredentialsProviderError', {}))).rejects.toThrow('log in to AWS');
  });

  it('leaves alone what is no answer of AWS', async () => {
    await expect(calling('ecs:RunTask', failing('RangeError', {}))).rejects.toThrow(/^why$/);
  });
});
