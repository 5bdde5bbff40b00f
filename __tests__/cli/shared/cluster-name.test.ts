import { clusterArnIn, parseCluster } from '../../../cli/shared/cluster-name';
import { CLUSTER } from '../../support/domain/domain';

const DEV = { name: 'dev', partition: 'aws', region: 'eu-west-1', account: '111122223333' } as const;

describe('parseCluster', () => {
  it('reads a name or an ARN', () => {
    expect(parseCluster('pay')).toEqual({ cluster: 'pay' });
    expect(parseCluster(CLUSTER)).toMatchObject({ cluster: 'pay', region: 'eu-west-1' });
  });

  it.each(['', '*', 'a/b', 'pay ', 'x'.repeat(256)])('reads nothing else: %j', (text) => {
    expect(parseCluster(text)).toBeUndefined();
  });
});

describe('clusterArnIn', () => {
  it.each(['pay', CLUSTER])('gives the ARN of %s', (text) => {
    expect(clusterArnIn(DEV, text, 'gate')).toBe(CLUSTER);
  });

  it.each([
    ['region', CLUSTER.replace('eu-west-1', 'eu-west-2')],
    ['account', CLUSTER.replace('111122223333', '444455556666')],
    ['partition', CLUSTER.replace('arn:aws:', 'arn:aws-us-gov:')],
  ])('refuses a cluster of another %s', (_what, arn) => {
    expect(() => clusterArnIn(DEV, arn, 'gate')).toThrow(
      `gate: --cluster: expected a cluster of the account and region of dev, ${CLUSTER}, found ${arn}`,
    );
  });
});
