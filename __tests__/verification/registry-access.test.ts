import { parseRepositoryPattern, registryAccessFor, type RepositoryPattern } from '../../verification';
import { ECR } from '../support/domain/domain';

const patterns = (...texts: readonly string[]): readonly RepositoryPattern[] =>
  texts.flatMap((text) => {
    const parsed = parseRepositoryPattern(text);
    return parsed.ok ? [parsed.pattern] : [];
  });
const policyPatterns = patterns(`${ECR}/shop/*`, 'quay.io/*', 'docker.io/*');

describe('registryAccessFor', () => {
  it.each([
    ['its default host', ECR, 'eu-west-1'],
    ['another host form', '111122223333.dkr-ecr-fips.eu-west-1.on.aws', 'eu-west-1'],
    ['another region', '111122223333.dkr.ecr.us-east-1.amazonaws.com', 'us-east-1'],
  ])('accesses an ECR registry with credentials when a policy names its account: %s', (_what, host, region) => {
    expect(registryAccessFor(host, 'aws', policyPatterns)).toEqual({
      kind: 'ecr',
      registry: { kind: 'ecr', partition: 'aws', account: '111122223333', region },
    });
  });

  it.each([
    ['a registry that is not ECR', 'quay.io'],
    ['an account that no policy names', '444455556666.dkr.ecr.eu-west-1.amazonaws.com'],
    ['a look-alike', `${ECR}.evil.example`],
    ['a look-alike with a port', `${ECR}:8443`],
    ['a look-alike with a label before it', `evil.${ECR}`],
    ['another partition', '111122223333.dkr.ecr.us-gov-west-1.amazonaws.com'],
    ['China', '111122223333.dkr.ecr.cn-north-1.amazonaws.com.cn'],
    ["AWS's public gallery", 'public.ecr.aws'],
    ['an empty host', ''],
  ])('rule 6: accesses every other registry anonymously: %s', (_what, host) => {
    expect(registryAccessFor(host, 'aws', policyPatterns)).toEqual({ kind: 'anonymous' });
  });

  it('rule 6: accesses ECR anonymously when no policy names the account', () => {
    expect(registryAccessFor(ECR, 'aws', [])).toEqual({ kind: 'anonymous' });
    expect(registryAccessFor(ECR, 'aws', patterns('quay.io/*'))).toEqual({ kind: 'anonymous' });
  });

  it('accesses GovCloud registries with credentials only from GovCloud', () => {
    const host = '111122223333.dkr.ecr.us-gov-west-1.amazonaws.com';
    expect(registryAccessFor(host, 'aws-us-gov', patterns(`${host}/*`))).toMatchObject({ kind: 'ecr' });
    expect(registryAccessFor(ECR, 'aws-us-gov', policyPatterns)).toEqual({ kind: 'anonymous' });
  });
});
