import { parseBreakGlassOptions } from '../../../../cli/commands/break-glass/options';
import { digestOf } from '../../../support/domain/domain';

const IMAGE = `docker.io/library/nginx@${digestOf('a')}`;
const GRANT = ['grant', '--cluster', 'pay', '--reason', 'signing is down', '--hours', '4'];
const NONE = { deployment: undefined, cluster: 'pay', digest: undefined, repository: undefined };

describe('the arguments of image-trust break-glass', () => {
  it.each<[readonly string[], object]>([
    [
      [...GRANT, '--digest', IMAGE],
      { ...NONE, what: { action: 'grant' }, digest: IMAGE, reason: 'signing is down', hours: '4', json: false },
    ],
    [
      [...GRANT, '--repository', 'docker.io/library/nginx', '--json', '--deployment', 'dev'],
      { deployment: 'dev', repository: 'docker.io/library/nginx', digest: undefined, json: true },
    ],
    [['list', '--cluster', 'pay'], { ...NONE, what: { action: 'list' }, reason: undefined, hours: undefined }],
    [
      ['revoke', '4f3a9c21b7de', '--cluster', 'arn:aws:ecs:eu-west-1:111122223333:cluster/pay'],
      { what: { action: 'revoke', argument: '4f3a9c21b7de' } },
    ],
  ])('are read: %j', (args, expected) => {
    expect(parseBreakGlassOptions(args)).toMatchObject(expected);
  });

  it.each<[string, readonly string[], readonly string[]]>([
    ['no action', [], ['expected grant or list or revoke, found nothing']],
    ['an unknown action', ['constructor'], ['expected grant or list or revoke, found "constructor"']],
    [
      'a grant without anything',
      ['grant'],
      [
        '--cluster: expected the name or the ARN of an ECS cluster, found nothing',
        '--reason: expected a reason of at least 10 characters, found nothing',
        '--hours: expected a whole number of hours from 1 to 24, found nothing',
        'expected --digest or --repository, found neither',
      ],
    ],
    [
      'a grant with every value wrong',
      ['grant', '--cluster', '*', '--reason', 'x', '--hours', '25', '--repository', 'docker.io/*'],
      [
        '--cluster: expected the name or the ARN of an ECS cluster, found "*"',
        '--repository: expected one repository with its registry, without tag, digest or star, found "docker.io/*"',
        '--reason: expected a reason of at least 10 characters, found "x"',
        '--hours: expected a whole number of hours from 1 to 24, found "25"',
      ],
    ],
    ...['0', '1.5', '-1', '4h', ''].map((hours): [string, readonly string[], readonly string[]] => [
      `hours that are ${JSON.stringify(hours)}`,
      [...GRANT.slice(0, -2), `--hours=${hours}`, '--digest', IMAGE],
      [`--hours: expected a whole number of hours from 1 to 24, found ${JSON.stringify(hours)}`],
    ]),
    [
      'a short name of a repository',
      [...GRANT, '--repository', 'nginx'],
      ['--repository: expected the canonical form docker.io/library/nginx, found "nginx"'],
    ],
    [
      'an image and a repository',
      [...GRANT, '--digest', IMAGE, '--repository', 'docker.io/library/nginx'],
      ['--digest, --repository: expected one of them, found both'],
    ],
    ['a revocation of nothing', ['revoke', '--cluster', 'pay'], ['revoke: expected ID, found nothing']],
    [
      'a revocation of something else',
      ['revoke', 'x#y'],
      [
        'ID: expected the id of a grant, 12 hexadecimal digits, found "x#y"',
        '--cluster: expected the name or the ARN of an ECS cluster, found nothing',
      ],
    ],
    [
      'an option of another action',
      ['list', '--cluster', 'pay', '--hours', '4', '--reason', ''],
      ['--reason: expected only with grant, found with list', '--hours: expected only with grant, found with list'],
    ],
    [
      'a list of one',
      ['list', '4f3a9c21b7de', '--cluster', 'pay'],
      ['list: expected only options, found "4f3a9c21b7de"'],
    ],
  ])('are refused with every problem at once: %s', (_what, args, problems) => {
    const lines = problems.map((problem) => `  ${problem}`);
    const message = ['break-glass: usage error', ...lines, 'see npx image-trust help break-glass'].join('\n');
    expect(() => parseBreakGlassOptions(args)).toThrow(new Error(message));
  });
});
