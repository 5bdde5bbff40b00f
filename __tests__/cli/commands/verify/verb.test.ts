import { writeFileSync } from 'node:fs';
import type { JsonSubject } from '../../../../cli/commands/verify/render-subjects';
import { aContainer, anUntrusted, aTask, aTrusted, digestOf, ECR } from '../../../support/domain/domain';
import { listening } from '../../shared/terraform/in-project';
import { anAwsError } from '../gate/gate-under-test';
import { inFolder, somePorts, verify, WEB } from './verify-under-test';

const { stdout, stderr } = listening();

const folder = inFolder();

const fileOf = (name: string, text: string): string => {
  writeFileSync(folder(name), text);
  return folder(name);
};

const printed = (): readonly JsonSubject[] => JSON.parse(stdout()) as readonly JsonSubject[];

const running = (...containers: readonly Parameters<typeof aContainer>[0][]) => ({
  ...somePorts(),
  readRunning: async () => containers.map((each) => aTask({ containers: [aContainer(each)] })),
});

describe('image-trust verify', () => {
  it('verifies images and what files and ECS name, in one list', async () => {
    const definition = { containerDefinitions: [{ name: 'log', image: WEB }] };
    const args = [
      ...[WEB, '--json', '--task-definition', fileOf('td.json', JSON.stringify(definition))],
      ...['--task-definition', 'web:7', '--service', 'pay/web', '--running', 'pay'],
      ...['--compose', fileOf('compose.yaml', `services: { db: { image: "${WEB}" } }`)],
    ];
    expect(await verify(somePorts(), ...args)).toBe(0);
    expect(
      printed().map(({ source, container, running, provisional }) => [source, container, running, provisional]),
    ).toEqual([
      [null, null, null, true],
      [`${folder('td.json')}: log`, 'log', null, true],
      [`${folder('compose.yaml')}: services.db`, 'db', null, true],
      ['task definition web:7: web', 'web', null, true],
      ['task definition web:7: web', 'web', null, true],
      ['running in pay/web', 'web', 1, false],
      ['running in pay', 'web', 1, false],
    ]);
  });

  it('verifies each image once', async () => {
    const verdictOn = jest.fn(() => aTrusted());
    await verify(somePorts(verdictOn), WEB, WEB, '--task-definition', 'web:7');
    expect(verdictOn).toHaveBeenCalledTimes(1);
  });

  it('groups what runs by repository and digest, and says how many containers run it', async () => {
    const ports = running(
      { image: WEB, imageDigest: digestOf('a') },
      { image: `${ECR}/shop/web:2`, imageDigest: digestOf('a') },
      { image: WEB, imageDigest: digestOf('b') },
    );
    expect(await verify(ports, '--running', 'pay')).toBe(0);
    expect(stdout()).toContain('NAMED BY');
    expect(stdout()).toMatch(new RegExp(`${WEB}@${digestOf('a')} +trusted +- +shop +running in pay: 2 containers\n`));
    expect(stdout()).toMatch(new RegExp(`${WEB}@${digestOf('b')} +trusted +- +shop +running in pay: 1 container\n`));
    expect(stdout()).not.toContain('provisional');
  });

  it('groups containers that get their verdict without a digest', async () => {
    const ports = running(
      { name: 'aws-guardduty-agent-a1', image: null, imageDigest: null },
      { name: 'aws-guardduty-agent-b2', image: null, imageDigest: null },
      { image: 'A B', imageDigest: digestOf('a') },
      { image: 'nginx:1', imageDigest: null },
      { image: 'nginx:1', imageDigest: null },
    );
    await verify(ports, '--running', 'pay', '--json');
    expect(printed().map(({ running: count }) => count)).toEqual([2, 1, 2]);
  });

  it('never resolves a tag of what runs: without a digest it is inconclusive', async () => {
    const ports = running({ image: WEB, imageDigest: null });
    expect(await verify(ports, '--running', 'pay', '--json')).toBe(3);
    expect(printed()).toMatchObject([{ verdict: 'inconclusive', reason: 'digest-unknown', provisional: false }]);
  });

  it('says that tags were resolved now, below the table', async () => {
    await verify(somePorts(), '--task-definition', 'web:7');
    expect(stdout()).toContain('\nTags were resolved now, so the verdicts on them are provisional: ');
  });

  it('ends with 1 when one image is untrusted, and explains each', async () => {
    const ports = somePorts(({ imageDigest }) => (imageDigest === null ? aTrusted() : anUntrusted()));
    expect(await verify(ports, '--service', 'pay/web', '--explain')).toBe(1);
    expect(stderr()).toContain('  verdict         untrusted (revoked)\n');
  });

  it('ends with 3 when nothing names an image, and says so', async () => {
    const compose = fileOf('compose.yaml', 'services: { web: { build: . } }');
    expect(await verify(running(), '--running', 'pay', '--compose', compose)).toBe(3);
    expect(stderr()).toContain('compose.yaml: services.web: no image: it is built, and names no image\n');
    expect(stderr()).toContain('running in pay: no running task\n');
  });

  it('verifies what a service without a task definition runs', async () => {
    const ports = somePorts();
    const describeService = async () => {
      const service = await ports.describeService('pay', 'web');
      return service && { ...service, taskDefinitionArn: null };
    };
    expect(await verify({ ...ports, describeService }, '--service', 'pay/web')).toBe(0);
    expect(stderr()).toContain('service pay/web: no task definition\n');
  });

  it.each([
    [
      'a service that does not exist',
      ['--service', 'pay/web'],
      { describeService: async () => undefined },
      'the cluster pay has no service web',
    ],
    [
      'a task definition that does not exist',
      ['--task-definition', 'web:7'],
      { readContainers: () => Promise.reject(anAwsError('ClientException')) },
      'ecs:DescribeTaskDefinition: ClientException: as AWS says it: check the name and the revision',
    ],
    [
      'a cluster that does not exist',
      ['--running', 'pay'],
      { readRunning: () => Promise.reject(anAwsError('ClusterNotFoundException')) },
      'ecs:ListTasks and ecs:DescribeTasks: ClusterNotFoundException',
    ],
  ])('says what is wrong with %s', async (_what, args, ports, message) => {
    expect(await verify({ ...somePorts(), ...ports }, ...args)).not.toBe(0);
    expect(stderr()).toContain(message);
  });

  it.each([
    [
      '--task-definition',
      '/missing/td.json',
      '--task-definition /missing/td.json: expected a readable file, found ENOENT',
    ],
    [
      '--task-definition',
      'arn:aws:ecs:eu-west-2:111122223333:task-definition/web:7',
      'expected a task definition in eu-west-1',
    ],
    ['--service', 'arn:aws:ecs:eu-west-2:111122223333:service/pay/web', 'expected a service in eu-west-1'],
    ['--running', 'arn:aws:ecs:eu-west-1:999999999999:cluster/pay', 'of account 111122223333'],
    ['--junit', '/missing/junit.xml', '--junit: expected a file that can be written, found no folder /missing'],
  ])('refuses %s %s', async (option, value, message) => {
    await expect(verify(somePorts(), WEB, option, value)).rejects.toThrow(message);
  });
});
