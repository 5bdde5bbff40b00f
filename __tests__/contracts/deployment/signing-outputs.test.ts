import { parseSigningOutputs } from '../../../contracts/deployment/signing-outputs';

const PROFILE = 'arn:aws:signer:eu-west-1:111122223333:/signing-profiles/dev_workloads';
const outputs = {
  verifierRepositoryUri: '111122223333.dkr.ecr.eu-west-1.amazonaws.com/dev-image-trust',
  workloadRepositoryUris: { 'shop/web': '111122223333.dkr.ecr.eu-west-1.amazonaws.com/shop/web' },
  profileArn: PROFILE,
  profileVersionArn: `${PROFILE}/a1B2c3D4e5`,
};
const parse = (value: unknown) => parseSigningOutputs(JSON.stringify(value), 'out.json', 'dev');

const inTerraform = (values: object): object =>
  Object.fromEntries(
    Object.entries(values).map(([name, value]) => [
      name,
      { sensitive: false, type: 'dynamic', value: value as unknown },
    ]),
  );

describe("the signing stack's outputs", () => {
  it('are found among the outputs of other stacks', () => {
    expect(parse({ 'dev-sample': { clusterName: 'dev-sample' }, 'dev-signing': outputs })).toEqual(outputs);
  });

  it('of another deployment are refused, with the command that writes the right outputs', () => {
    expect(() => parse({ 'prod-signing': outputs })).toThrow(
      'dev-signing: expected the outputs of that stack, as cdktf deploy dev-signing --outputs-file out.json writes them, or terraform output -json in that stack, found nothing',
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

  it('may come from terraform output -json, together with further outputs', () => {
    expect(parse({ ...inTerraform(outputs), another: { sensitive: true, type: 'string', value: 'x' } })).toEqual(
      outputs,
    );
  });

  it.each<[string, object, string]>([
    ['of another stack', { clusterName: 'dev-sample' }, 'profileArn: expected an object, found nothing'],
    [
      'with a version for the profile',
      { ...outputs, profileArn: `${PROFILE}/a1B2c3D4e5` },
      'profileArn.value: expected the ARN',
    ],
  ])('as Terraform writes them, but %s, are refused', (_what, values, problem) => {
    expect(() => parse(inTerraform(values))).toThrow(problem);
  });

  it('are refused if terraform output -json found no outputs', () => {
    expect(() => parse({})).toThrow('dev-signing: expected the outputs of that stack');
  });
});
