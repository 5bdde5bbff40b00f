import { parseGateOptions } from '../../../../cli/commands/gate/options';
import { serviceIn } from '../../../../cli/commands/gate/service-name';
import { CLUSTER } from '../../../support/domain/domain';
import { SERVICE } from './a-service';

describe('the arguments of image-trust gate', () => {
  it.each([
    [['check', '--service', 'pay/web'], { action: 'check', service: 'pay/web', cluster: undefined, json: false }],
    [['check', '--service', SERVICE, '--json'], { action: 'check', service: SERVICE, json: true }],
    [['status'], { action: 'status', service: undefined, cluster: undefined }],
    [['status', '--cluster', 'pay'], { action: 'status', cluster: 'pay' }],
    [['status', '--cluster', CLUSTER], { action: 'status', cluster: CLUSTER }],
  ])('are read: %j', (args, expected) => {
    expect(parseGateOptions(args)).toMatchObject(expected);
  });

  it.each([
    ['no action', [], 'expected check or status, found nothing'],
    ['check of nothing', ['check'], '--service: expected CLUSTER/SERVICE for check, found nothing'],
    [
      'a service without its cluster',
      ['check', '--service', 'web'],
      '--service: expected CLUSTER/SERVICE, found "web"',
    ],
    ['a cluster for check', ['check', '--service', 'a/b', '--cluster', 'a'], '--cluster: expected only with status'],
    ['a service for status', ['status', '--service', 'a/b'], '--service: expected only with check'],
    ['no cluster', ['status', '--cluster', 'a/b'], '--cluster: expected the name or the ARN of a cluster, found "a/b"'],
    ['two sources of trust', ['status', '--trust', 'f', '--deployment', 'd'], 'expected one of them, found both'],
  ])('are refused: %s', (_what, args, message) => {
    expect(() => parseGateOptions(args)).toThrow(message);
  });
});

const PLACE = { partition: 'aws', region: 'eu-west-1', account: '111122223333' } as const;

describe('serviceIn', () => {
  it.each([['pay/web'], [SERVICE]])('names cluster and service of %s', (text) => {
    expect(serviceIn(PLACE, text)).toMatchObject({ cluster: 'pay', service: 'web' });
  });

  it.each([
    ['the region', SERVICE.replace('eu-west-1', 'eu-west-2')],
    ['the account', SERVICE.replace('111122223333', '444455556666')],
    ['the partition', SERVICE.replace('arn:aws:', 'arn:aws-us-gov:')],
  ])('refuses an ARN of which %s is another', (_what, arn) => {
    expect(() => serviceIn(PLACE, arn)).toThrow(
      `expected a service in eu-west-1 of account 111122223333, found ${arn}`,
    );
  });
});
