import { basename } from 'node:path';
import { deployWith, type DeployPorts } from '../../../../cli/commands/deploy/verb';
import { aTerminal } from '../../shared/terraform/a-terminal';
import { NOW } from '../plan/a-plan';

/** A Terraform that plans these changes, stack by stack; a text is what a failing one prints. */
export const planning =
  (stacks: Readonly<Record<string, object | string>> = {}, planned: string[] = []): DeployPorts['terraform'] =>
  async () =>
  (folder, each) => {
    const stack = basename(folder);
    const shown = stacks[stack] ?? {};
    if (each[0] === 'plan') planned.push(stack);
    if (typeof shown === 'string' && each[0] === 'plan')
      return Promise.resolve({ status: 1, stdout: '', output: shown });
    const stdout =
      each[0] === 'show' ? JSON.stringify({ format_version: '1.2', ...(typeof shown === 'object' ? shown : {}) }) : '';
    return Promise.resolve({ status: 0, stdout, output: stdout });
  };

/** Runs `image-trust deploy` with fakes of everything outside. */
export const deploy = async (args: readonly string[], overrides: Partial<DeployPorts> = {}) => {
  const ran: string[] = [];
  const noting = (program: string) => (each: readonly string[]) => {
    ran.push([program, ...each.slice(0, 3)].join(' '));
    return Promise.resolve(0);
  };
  const planned: string[] = [];
  const terminal = aTerminal(['yes']);
  const status = await deployWith({
    environment: {},
    terminal,
    signAndPush: noting('sign-and-push'),
    cdktfFor: async (deployment) => noting(`${deployment}: cdktf`),
    clock: () => 0,
    now: () => NOW,
    terraform: planning({}, planned),
    ...overrides,
  })(args);
  return { status, ran, planned, said: terminal.said, questions: terminal.questions };
};
