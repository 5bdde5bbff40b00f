import { existsSync, writeFileSync } from 'node:fs';
import { destroyVerb, destroyWith, type DestroyPorts } from '../../../../cli/commands/destroy/verb';
import { deploymentInput } from '../../../support/deployment/deployment';
import { aTerminal } from '../../shared/terraform/a-terminal';
import { inProject, listening } from '../../shared/terraform/in-project';

const OUTPUTS = 'deployments/dev.outputs.json';
const OTHER_OUTPUTS = 'deployments/dev.verifier.outputs.json';
const notRetained = () =>
  deploymentInput({ signing: { ...(deploymentInput()['signing'] as object), retainProfile: false } });

describe('image-trust destroy', () => {
  const write = inProject();
  const { stdout } = listening();

  beforeEach(() => {
    write(notRetained());
    writeFileSync(OUTPUTS, '{}');
    writeFileSync(OTHER_OUTPUTS, '{}');
  });

  const destroy = async (
    args: readonly string[],
    { status = 0, ...overrides }: Partial<DestroyPorts> & { status?: number } = {},
  ) => {
    const ran: string[] = [];
    const terminal = aTerminal(['yes']);
    const ended = await destroyWith({
      environment: {},
      terminal,
      cdktfFor: async () => (each) => {
        ran.push(each.slice(0, 2).join(' '));
        return Promise.resolve(status);
      },
      clock: () => 0,
      ...overrides,
    })(args);
    return { status: ended, ran, said: terminal.said.join('\n') };
  };

  it('keeps the signing stack and its outputs, and removes the outputs of the others', async () => {
    const { status, ran, said } = await destroy([]);
    expect({ status, ran }).toEqual({ status: 0, ran: ['destroy dev-sample', 'destroy dev-verifier'] });
    expect(said).toContain('The signing stack stays');
    expect([existsSync(OUTPUTS), existsSync(OTHER_OUTPUTS)]).toEqual([true, false]);
  });

  it('destroys the signing stack last and removes its outputs, if that is requested', async () => {
    const { ran, said } = await destroy(['--with-signing']);
    expect(ran).toEqual(['destroy dev-sample', 'destroy dev-verifier', 'destroy dev-signing']);
    expect(said).toContain('its name can never be used again');
    expect(existsSync(OUTPUTS)).toBe(false);
  });

  it('stops at the first failure, says how to resume, and keeps all outputs', async () => {
    const { status, ran, said } = await destroy(['--with-signing'], { status: 1 });
    expect({ status, ran }).toEqual({ status: 1, ran: ['destroy dev-sample'] });
    expect(said).toContain('resume with: npx image-trust destroy --deployment dev --with-signing');
    expect(existsSync(OUTPUTS)).toBe(true);
  });

  it('does nothing at all if the profile is retained', async () => {
    write(deploymentInput());
    await expect(destroy(['--with-signing', '--auto-approve'])).rejects.toThrow(
      'destroy: the profile dev_workloads is retained, because its name could never be used again',
    );
  });

  it('does nothing unless it is approved', async () => {
    expect(await destroy([], { terminal: aTerminal(['no']) })).toMatchObject({ status: 1, ran: [] });
    await expect(destroy([], { terminal: aTerminal([], false) })).rejects.toThrow('found neither');
  });

  it('prints the steps and changes nothing in a dry run', async () => {
    expect(await destroy(['--with-signing', '--dry-run'])).toMatchObject({ status: 0, ran: [] });
    expect(stdout()).toContain('  3  signing   DEPLOYMENT=dev npx cdktf destroy dev-signing --auto-approve\n');
    expect(existsSync(OUTPUTS)).toBe(true);
  });

  it('prints what it destroyed and what it kept as JSON, alone on stdout', async () => {
    await destroy(['--json']);
    expect(JSON.parse(stdout())).toEqual({
      deployment: 'dev',
      destroyed: ['dev-sample', 'dev-verifier'],
      kept: ['dev-signing'],
      remarks: ['Nothing verifies', 'Every report is deleted', 'The signing stack stays'].map(
        (text) => expect.stringContaining(text) as string,
      ),
    });
  });

  it('prints the steps of a dry run as JSON', async () => {
    expect(await destroy(['--dry-run', '--json'])).toMatchObject({ status: 0, ran: [] });
    expect(JSON.parse(stdout())).toMatchObject({
      deployment: 'dev',
      steps: [{ name: 'sample' }, { name: 'verifier' }],
    });
  });

  it('prints no JSON when it failed', async () => {
    await destroy(['--json'], { status: 1 });
    expect(stdout()).toBe('');
  });

  it('documents its exit codes and what stays', () => {
    expect(destroyVerb.help).toMatch(
      /\nExit codes:\n {2}0 +destroyed\n {2}1 +a step failed, or you did not approve\n {2}2 +usage/,
    );
    expect(destroyVerb.help).toContain('its name can never be used again');
  });
});
