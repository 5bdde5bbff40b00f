import {
  formatRegistry,
  formatRepository,
  parseImageReference,
  partitionOfRegion,
  registryIdentity,
  repositoryIdentity,
  type RegistryIdentity,
} from '../../verification';
import { ECR } from '../support/domain/domain';

const ACCOUNT = '111122223333';
const ecr = (region: string, partition: 'aws' | 'aws-us-gov' | 'aws-cn' = 'aws'): RegistryIdentity => ({
  kind: 'ecr',
  partition,
  account: ACCOUNT,
  region,
});

describe('registryIdentity', () => {
  it.each<[string, RegistryIdentity]>([
    [ECR, ecr('eu-west-1')],
    [`${ACCOUNT}.dkr.ecr.ap-southeast-2.amazonaws.com`, ecr('ap-southeast-2')],
    [`${ACCOUNT}.dkr.ecr-fips.us-east-1.amazonaws.com`, ecr('us-east-1')],
    [`${ACCOUNT}.dkr-ecr.eu-west-1.on.aws`, ecr('eu-west-1')],
    [`${ACCOUNT}.dkr-ecr-fips.us-west-2.on.aws`, ecr('us-west-2')],
    [`${ACCOUNT}.dkr.ecr.us-gov-west-1.amazonaws.com`, ecr('us-gov-west-1', 'aws-us-gov')],
    [`${ACCOUNT}.dkr.ecr-fips.us-gov-east-1.amazonaws.com`, ecr('us-gov-east-1', 'aws-us-gov')],
    [`${ACCOUNT}.dkr-ecr-fips.us-gov-west-1.on.aws`, ecr('us-gov-west-1', 'aws-us-gov')],
    [`${ACCOUNT}.dkr.ecr.cn-north-1.amazonaws.com.cn`, ecr('cn-north-1', 'aws-cn')],
    [`${ACCOUNT}.dkr-ecr.cn-northwest-1.on.amazonwebservices.com.cn`, ecr('cn-northwest-1', 'aws-cn')],
  ])('recognises %s as ECR', (host, identity) => {
    expect(registryIdentity(host)).toEqual(identity);
  });

  it.each([
    ['a host after it', `${ECR}.evil.example`],
    ['a host before it', `evil.example.${ECR}`],
    ['a label before it', `x.${ECR}`],
    ['a port', `${ECR}:443`],
    ['a dot at the end', `${ECR}.`],
    ['a line break', `${ECR}\n`],
    ['a line before it', `evil.example\n${ECR}`],
    ['upper case', ECR.toUpperCase()],
    ['eleven digits', '11112222333.dkr.ecr.eu-west-1.amazonaws.com'],
    ['thirteen digits', '1111222233334.dkr.ecr.eu-west-1.amazonaws.com'],
    ['digits of another alphabet', '١١١١٢٢٢٢٣٣٣٣.dkr.ecr.eu-west-1.amazonaws.com'],
    ['no region', `${ACCOUNT}.dkr.ecr.amazonaws.com`],
    ['an impossible region', `${ACCOUNT}.dkr.ecr.evil.amazonaws.com`],
    ['a region with a dot', `${ACCOUNT}.dkr.ecr.eu-west-1.evil.amazonaws.com`],
    ['another letter for a dot', `${ACCOUNT}xdkr.ecr.eu-west-1.amazonaws.com`],
    ['another letter for the dot of the domain', `${ACCOUNT}.dkr.ecr.eu-west-1.amazonawsxcom`],
    ['another domain', `${ACCOUNT}.dkr.ecr.eu-west-1.amazonaws.co`],
    ['a domain that begins the same', `${ACCOUNT}.dkr.ecr.eu-west-1.amazonaws.com.co`],
    ['a hyphen for a dot', `${ACCOUNT}.dkr-ecr.eu-west-1.amazonaws.com`],
    ['a dot for a hyphen', `${ACCOUNT}.dkr.ecr.eu-west-1.on.aws`],
    ['a dual-stack host with a host after it', `${ACCOUNT}.dkr-ecr.eu-west-1.on.aws.evil.example`],
    ['another service', `${ACCOUNT}.s3.eu-west-1.amazonaws.com`],
    ['the domain of China for another region', `${ECR}.cn`],
    ['a region of China in another domain', `${ACCOUNT}.dkr.ecr.cn-north-1.amazonaws.com`],
    ['a dual-stack region of China in another domain', `${ACCOUNT}.dkr-ecr.cn-north-1.on.aws`],
    ['the dual-stack domain of China for another region', `${ACCOUNT}.dkr-ecr.eu-west-1.on.amazonwebservices.com.cn`],
    ["AWS's public gallery", 'public.ecr.aws'],
    ['an empty host', ''],
  ])('does not recognise a look-alike as ECR: %s', (_what, host) => {
    expect(registryIdentity(host)).toEqual({ kind: 'other', host });
  });
});

describe('partitionOfRegion', () => {
  it.each([
    ['eu-west-1', 'aws'],
    ['us-east-1', 'aws'],
    ['us-gov-west-1', 'aws-us-gov'],
    ['cn-north-1', 'aws-cn'],
  ])('of %s is %s', (region, partition) => {
    expect(partitionOfRegion(region)).toBe(partition);
  });
});

describe('repositoryIdentity', () => {
  const identityOf = (text: string) => repositoryIdentity(parseImageReference(text));

  it.each([
    ECR,
    ECR.toUpperCase(),
    `${ACCOUNT}.dkr.ecr-fips.eu-west-1.amazonaws.com`,
    `${ACCOUNT}.dkr-ecr.eu-west-1.on.aws`,
    `${ACCOUNT}.dkr-ecr-fips.eu-west-1.on.aws`,
    `${ECR}:443`,
    `${ACCOUNT}.dkr-ecr.eu-west-1.on.aws:0443`,
  ])('is the same for every host form of one repository: %s', (host) => {
    expect(identityOf(`${host}/shop/web:2`)).toEqual({
      registry: ecr('eu-west-1'),
      repository: 'shop/web',
    });
  });

  it('differs for another account, region, partition or repository', () => {
    const names = [
      `${ECR}/shop/web`,
      `${ECR}/shop/webs`,
      '444455556666.dkr.ecr.eu-west-1.amazonaws.com/shop/web',
      `${ACCOUNT}.dkr.ecr.eu-west-2.amazonaws.com/shop/web`,
      `${ACCOUNT}.dkr.ecr.us-gov-west-1.amazonaws.com/shop/web`,
      `${ACCOUNT}.dkr.ecr.cn-north-1.amazonaws.com.cn/shop/web`,
      `${ACCOUNT}.dkr.ecr.cn-north-1.amazonaws.com/shop/web`,
      `${ECR}.evil.example/shop/web`,
      `${ECR}:8443/shop/web`,
      'shop/web',
    ];
    expect(new Set(names.map((name) => formatRepository(identityOf(name)))).size).toBe(names.length);
  });

  it('does not depend on tag and digest', () => {
    expect(identityOf(`nginx:1@sha256:${'a'.repeat(64)}`)).toEqual(identityOf('docker.io/library/nginx'));
  });
});

describe('formatRepository', () => {
  it.each([
    [`${ACCOUNT}.dkr-ecr-fips.eu-west-1.on.aws/shop/web`, `${ECR}/shop/web`],
    [
      `${ACCOUNT}.dkr-ecr.cn-north-1.on.amazonwebservices.com.cn/web`,
      `${ACCOUNT}.dkr.ecr.cn-north-1.amazonaws.com.cn/web`,
    ],
    [`${ACCOUNT}.dkr.ecr-fips.us-gov-west-1.amazonaws.com/web`, `${ACCOUNT}.dkr.ecr.us-gov-west-1.amazonaws.com/web`],
    ['nginx', 'docker.io/library/nginx'],
    ['quay.io:443/web', 'quay.io/web'],
    ['quay.io:8443/web', 'quay.io:8443/web'],
    ['ecr-public.aws.com/acme/app', 'public.ecr.aws/acme/app'],
    ['registry-1.docker.io/grafana/loki', 'docker.io/grafana/loki'],
  ])('formats %s as %s', (text, expected) => {
    const identity = repositoryIdentity(parseImageReference(text));
    expect(formatRepository(identity)).toBe(expected);
    expect(registryIdentity(formatRegistry(identity.registry))).toEqual(identity.registry);
  });
});
