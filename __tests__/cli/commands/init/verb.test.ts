import { execFileSync } from 'node:child_process';
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseDeployment } from '../../../../contracts/deployment/deployment';
import { initOn, initVerb } from '../../../../cli/commands/init/verb';
import { aTerminal } from '../../shared/terraform/a-terminal';
import { inProject, listening } from '../../shared/terraform/in-project';

const ROOT = join(__dirname, '../../../..');
const FILE = 'deployments/dev-eu.json';
const FLAGS = ['--name', 'dev-eu', '--account', '111122223333', '--region', 'eu-west-1', '--repository', 'shop/web'];

describe('image-trust init', () => {
  inProject();
  const { stdout } = listening();

  const init = async (args: readonly string[], answers?: readonly string[]) => {
    const terminal = aTerminal(answers ?? [], answers !== undefined);
    const status = await initOn(terminal)(args);
    return { status, ...terminal };
  };

  const written = () => parseDeployment(readFileSync(FILE, 'utf8'), FILE);

  it('writes a deployment file from options, sums it up and names the next command', async () => {
    const { status, said } = await init(FLAGS);
    expect(status).toBe(0);
    expect(stdout()).toBe(`${FILE}\n`);
    expect(said).toEqual([
      `Wrote ${FILE}: deployment dev-eu in account 111122223333, eu-west-1.`,
      '  mode          audit: report untrusted images only',
      '  repositories  shop/web',
      '  sample        none',
      'Next: read the file, commit it, then run: npx image-trust deploy --deployment dev-eu',
    ]);
    expect(written()).toMatchObject({
      name: 'dev-eu',
      account: '111122223333',
      region: 'eu-west-1',
      partition: 'aws',
      mode: 'audit',
      signing: {
        profile: 'dev_eu_workloads',
        repositories: { workloads: ['shop/web'], verifier: 'dev-eu-image-trust' },
      },
      policies: {
        workloads: {
          repositories: ['111122223333.dkr.ecr.eu-west-1.amazonaws.com/shop/web'],
          signers: ['arn:aws:signer:eu-west-1:111122223333:/signing-profiles/dev_eu_workloads'],
        },
      },
    });
    expect(written().sample).toBeUndefined();
  });

  it('says that another deployment of the same account and region sees the same tasks', async () => {
    writeFileSync('deployments/prod.json', '{"name": "prod", "account": "111122223333", "region": "eu-west-1"}');
    const { said } = await init(FLAGS);
    expect(said.at(-2)).toMatch(
      /^Note: dev-eu and prod are in the same account and region, so each verifies the tasks/,
    );
  });

  it('gives the sample a policy of its own where there are subnets for it', async () => {
    await init([...FLAGS, '--subnet', 'subnet-0a1b2c3d', '--subnet', 'subnet-4e5f6071', '--mode', 'enforce']);
    expect(written()).toMatchObject({ mode: 'enforce', sample: { subnets: ['subnet-0a1b2c3d', 'subnet-4e5f6071'] } });
    expect(Object.keys(written().policies)).toEqual(['workloads', 'sample']);
  });

  it('gives the sample tasks a public IP address only with --public-subnets, and says what they need otherwise', async () => {
    const subnet = ['--subnet', 'subnet-0a1b2c3d'];
    const { said } = await init([...FLAGS, ...subnet]);
    expect(written().sample?.assignPublicIp).toBe(false);
    expect(said.join(' ').replace(/\s+/g, ' ')).toContain(
      'in subnet-0a1b2c3d, without a public IP address: the subnets need a NAT gateway or VPC endpoints',
    );
    const again = await init([...FLAGS, ...subnet, '--public-subnets', '--force']);
    expect(written().sample?.assignPublicIp).toBe(true);
    expect(again.said).toContain('  sample        in subnet-0a1b2c3d, with a public IP address');
  });

  it('refuses --public-subnets without a subnet', async () => {
    await expect(init([...FLAGS, '--public-subnets'])).rejects.toThrow(
      '--public-subnets: expected a --subnet with it, found nothing',
    );
    expect(existsSync(FILE)).toBe(false);
  });

  it.each([
    ['yes', true],
    ['Yes', true],
    ['no', false],
    ['', false],
  ])('asks on a terminal whether the subnets are public: %j', async (answer, assigned) => {
    const { questions } = await init([...FLAGS, '--mode', 'audit'], ['subnet-0a1b2c3d', answer]);
    expect(questions.at(-1)).toContain('Are these subnets public');
    expect(written().sample?.assignPublicIp).toBe(assigned);
  });

  it('asks again until it is answered by yes or no', async () => {
    const { said } = await init([...FLAGS, '--mode', 'audit'], ['subnet-0a1b2c3d', 'maybe', 'yes']);
    expect(said[0]).toBe('  expected yes or no, found "maybe"');
  });

  it('knows the partition of the region', async () => {
    await init(FLAGS.map((flag) => (flag === 'eu-west-1' ? 'us-gov-west-1' : flag)));
    expect(written().policies['workloads']?.signers[0]).toMatch(/^arn:aws-us-gov:signer:us-gov-west-1:/);
  });

  it('writes as the formatter does, also where a list is too long for a line', async () => {
    const repositories = ['a', 'b', 'c', 'd'].flatMap((name) => ['--repository', `shop/${name.repeat(30)}`]);
    await init([...FLAGS, ...repositories, '--subnet', 'subnet-0a1b2c3d']);
    const args = ['--config', join(ROOT, '.prettierrc.json'), FILE];
    const formatted = execFileSync(join(ROOT, 'node_modules', '.bin', 'prettier'), args, { encoding: 'utf8' });
    expect(readFileSync(FILE, 'utf8')).toBe(formatted);
  });

  it('prints the file and the next command as JSON, alone on stdout', async () => {
    await init([...FLAGS, '--json']);
    expect(JSON.parse(stdout())).toEqual({
      deployment: 'dev-eu',
      file: FILE,
      next: 'npx image-trust deploy --deployment dev-eu',
    });
  });

  it('asks on a terminal for what is not given', async () => {
    const { questions } = await init(FLAGS.slice(0, 4), ['eu-west-1', '', 'shop/web, shop/checkout', '']);
    expect(questions.map((question) => question.split(/[,;:( ]/)[0])).toEqual(['AWS', 'Mode', 'ECR', 'Subnets']);
    expect(written().signing.repositories.workloads).toEqual(['shop/web', 'shop/checkout']);
    expect(written().mode).toBe('audit');
    expect(written().sample).toBeUndefined();
  });

  it('asks again until an answer is sound', async () => {
    const { said, questions } = await init(FLAGS.slice(2), ['Dev', '', 'dev-eu', '', '']);
    expect(questions).toHaveLength(5);
    expect(said[0]).toContain('expected a name of 2 to 31 lower-case letters, digits and single hyphens');
    expect(said[0]).toContain('found "Dev"');
    expect(said[1]).toContain('found nothing');
  });

  it('lists all problems at once and writes nothing', async () => {
    writeFileSync(FILE, '{}');
    const failed = init([
      '--name',
      'dev-eu',
      '--account',
      '1',
      '--mode',
      'stop',
      '--subnet',
      'subnet',
      '--repository',
      'UP',
    ]);
    await expect(failed).rejects.toThrow(
      [
        'init: 6 problems',
        '  --account: expected an account of 12 digits, found "1"',
        '  --region: expected a region such as eu-west-1 (supported partitions: aws, aws-us-gov), found nothing',
        '  --mode: expected one of "audit", "enforce", found "stop"',
        '  --repository: expected the name of an ECR repository without a registry: 2 to 256 lower-case letters and digits, with single . _ - / between them, found ["UP"]',
        '  --subnet: expected the id of a subnet, found ["subnet"]',
        `  --name: expected a new deployment, or --force to overwrite its file, found "${FILE}"`,
      ].join('\n'),
    );
    expect(readFileSync(FILE, 'utf8')).toBe('{}');
  });

  it('overwrites a file only with --force', async () => {
    writeFileSync(FILE, '{}');
    await expect(init(FLAGS)).rejects.toThrow('or --force to overwrite its file');
    await init([...FLAGS, '--force']);
    expect(written().name).toBe('dev-eu');
  });

  it('writes nothing that contradicts itself', async () => {
    await expect(init([...FLAGS, '--repository', 'shop/web'])).rejects.toThrow('each repository once');
    expect(existsSync(FILE)).toBe(false);
  });

  it('needs options without a terminal', async () => {
    await expect(init([])).rejects.toThrow('init: 4 problems');
    await expect(init(['dev'])).rejects.toThrow('init: usage error\n  expected only options, found "dev"');
    expect(readdirSync('deployments')).toEqual([]);
  });

  it('documents its exit codes', () => {
    expect(initVerb.help).toMatch(
      /\nExit codes:\n {2}0 +the file was written\n {2}2 +usage error, with every problem: nothing was written\n/,
    );
  });
});
