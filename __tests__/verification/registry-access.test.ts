import { parseRepositoryPattern, registryAccessFor, type RepositoryPattern } from '../../verification';
import { ECR } from '../support/domain/domain';

const patterns = (...texts: readonly string[]): readonly RepositoryPattern[] =>
  texts.flatMap((text) => {
    const parsed = parseRepositoryPattern(text);
    return parsed.ok ? [parsed.pattern] : [];
  });
const named = patterns(`${ECR}/shop/*`, 'quay.io/*', 'docker.io/*');

describe('registryAccessFor', () => {
  it.each([
    ['its plain host', ECR, 'eu-west-1'],
    ['another host form', '111122223333.dkr-ecr-fips.eu-west-1.on.aws', 'eu-west-1'],
    ['another region of it, by that region', '111122223333.dkr.ecr.us-east-1.amazonaws.com', 'us-east-1'],
  ])('logs in to ECR in an account that a policy names: %s', (_what, host, region) => {
    expect(registryAccessFor(host, 'aws', named)).toEqual({
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
    ['nothing', ''],
  ])('mistake 1: gives the credentials of ECR to nobody else: %s', (_what, host) => {
    expect(registryAccessFor(host, 'aws', named)).toEqual({ kind: 'anonymous' });
  });

  it('mistake 1: gives no credentials where no policy names an account', () => {
    expect(registryAccessFor(ECR, 'aws', [])).toEqual({ kind: 'anonymous' });
    expect(registryAccessFor(ECR, 'aws', patterns('quay.io/*'))).toEqual({ kind: 'anonymous' });
  });

  it('mistake 12: serves GovCloud from GovCloud', () => {
    const host = '111122223333.dkr.ecr.us-gov-west-1.amazonaws.com';
    expect(registryAccessFor(host, 'aws-us-gov', patterns(`${host}/*`))).toMatchObject({ kind: 'ecr' });
    expect(registryAccessFor(ECR, 'aws-us-gov', named)).toEqual({ kind: 'anonymous' });
  });
});
