import { parseSigningOutputs } from '../../contracts/signing-outputs';

const PROFILE = 'arn:aws:signer:eu-west-1:111122223333:/signing-profiles/dev_workloads';
const outputs = {
  verifierRepositoryUri: '111122223333.dkr.ecr.eu-west-1.amazonaws.com/dev-image-trust',
  workloadRepositoryUris: { 'shop/web': '111122223333.dkr.ecr.eu-west-1.amazonaws.com/shop/web' },
  profileArn: PROFILE,
  profileVersionArn: `${PROFILE}/a1B2c3D4e5`,
};
const parse = (value: unknown) => parseSigningOutputs(JSON.stringify(value), 'out.json', 'dev');

describe("the signing stack's outputs", () => {
  it('are found among those of other stacks', () => {
    expect(parse({ 'dev-sample': { clusterName: 'dev-sample' }, 'dev-signing': outputs })).toEqual(outputs);
  });

  it('of another deployment are refused with the command that writes the right ones', () => {
    expect(() => parse({ 'prod-signing': outputs })).toThrow(
      'dev-signing: expected the outputs of that stack, as cdktf deploy dev-signing --outputs-file out.json writes them, found nothing',
    );
  });

  it.each<[string, object, string]>([
    ['no profile version', { profileVersionArn: PROFILE }, 'dev-signing.profileVersionArn: expected the ARN'],
    ['a version for the profile', { profileArn: `${PROFILE}/a1B2c3D4e5` }, 'dev-signing.profileArn: expected the ARN'],
    [
      'a repository that is no URI',
      { workloadRepositoryUris: { 'shop/web': 'shop/web' } },
      'dev-signing.workloadRepositoryUris["shop/web"]: expected the URI',
    ],
  ])('with %s are refused', (_what, overrides, problem) => {
    expect(() => parse({ 'dev-signing': { ...outputs, ...overrides } })).toThrow(problem);
  });
});
