import { writeFileSync } from 'node:fs';
import { planWith, type PlanPorts } from '../../../../cli/commands/plan/verb';
import { NOW } from './a-plan';

export const NOTHING = { format_version: '1.2' };
export const ONE_MORE = {
  format_version: '1.2',
  resource_changes: [
    { address: 'aws_sqs_queue.q', type: 'aws_sqs_queue', mode: 'managed', change: { actions: ['create'], after: {} } },
  ],
};
/** What `terraform show` prints for each stack, or what a failing Terraform prints. */
export type Stacks = Readonly<Record<string, object | string>>;

/** Runs `image-trust plan` with a Terraform that plans these stacks. */
export const plan = async (args: readonly string[], stacks: Stacks = {}, overrides: Partial<PlanPorts> = {}) => {
  const [ran, said, files]: [string[], string[], string[]] = [[], [], []];
  const status = await planWith({
    environment: {},
    cdktfFor: (deployment) => (each) => {
      ran.push(`${deployment}: cdktf ${each.join(' ')}`);
      return Promise.resolve(0);
    },
    terraform: async () => (folder, each) => {
      const shown = stacks[folder.replace('cdktf.out/stacks/dev-', '')] ?? NOTHING;
      ran.push(`${folder}: ${each.filter((word) => !/^-(?:no-color|input|out)|tfplan$/.test(word)).join(' ')}`);
      files.push(...each.flatMap((word) => /^-out=(.*)$/.exec(word)?.[1] ?? []));
      files.forEach((file) => writeFileSync(file, 'secret'));
      if (typeof shown === 'string' && each[0] === 'plan')
        return Promise.resolve({ status: 1, stdout: '', output: shown });
      const output = each[0] === 'show' ? JSON.stringify(shown) : '';
      return Promise.resolve({ status: each[0] === 'plan' && shown !== NOTHING ? 2 : 0, stdout: output, output });
    },
    say: (line) => said.push(line),
    clock: () => 0,
    now: () => NOW,
    ...overrides,
  })(args);
  return { status, ran, said, files };
};
