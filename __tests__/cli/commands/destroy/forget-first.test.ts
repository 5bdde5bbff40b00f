import { forgettingFirst } from '../../../../cli/commands/destroy/forget-first';
import { ToolFailure } from '../../../../cli/shared/failure';

const STACK = JSON.stringify({ removed: [{ from: 'a.kept', lifecycle: { destroy: false } }, { from: 'a.never' }] });

const stateOf = (...names: readonly string[]): string =>
  JSON.stringify({ version: 4, resources: names.map((name) => ({ mode: 'managed', type: 'a', name })) });

const run = async (
  args: readonly string[],
  { stack = STACK, state = stateOf('kept', 'other'), synthesised = 0, status = 0 } = {},
) => {
  const ran: string[] = [];
  const said: string[] = [];
  const program = forgettingFirst({
    cdktf: (each) => {
      ran.push(`cdktf ${each.join(' ')}`);
      return Promise.resolve(each[0] === 'synth' ? synthesised : 0);
    },
    terraform: (folder, each) => {
      ran.push(`${folder}: terraform ${each.join(' ')}`);
      const stdout = each[1] === 'pull' ? state : '';
      return Promise.resolve({ status: each[1] === 'rm' ? status : 0, stdout, output: 'Error: denied' });
    },
    read: () => stack,
    say: (line) => void said.push(line),
  });
  return { ended: await program(args), ran, said };
};

const FOLDER = 'cdktf.out/stacks/dev-signing';
const DESTROY = ['destroy', 'dev-signing', '--auto-approve'];

describe('destroying a stack', () => {
  it('first makes Terraform forget what a removed block names and the state holds', async () => {
    const { ended, ran, said } = await run(DESTROY);
    expect(ended).toBe(0);
    expect(ran).toEqual([
      'cdktf synth',
      `${FOLDER}: terraform init -input=false -no-color`,
      `${FOLDER}: terraform state pull`,
      `${FOLDER}: terraform state rm a.kept`,
      'cdktf destroy dev-signing --auto-approve',
    ]);
    expect(said).toEqual(['kept, no longer managed: a.kept']);
  });

  it.each([
    ['the state holds nothing of it', { state: stateOf('other') }],
    ['there is no state', { state: '' }],
    ['the stack has no removed block', { stack: '{}' }],
  ])('forgets nothing when %s', async (_title, given) => {
    const { ran, said } = await run(DESTROY, given);
    expect(ran.filter((each) => each.includes('state rm'))).toEqual([]);
    expect(ran.at(-1)).toBe('cdktf destroy dev-signing --auto-approve');
    expect(said).toEqual([]);
  });

  it('destroys nothing when synthesis or forgetting fails', async () => {
    expect(await run(DESTROY, { synthesised: 2 })).toMatchObject({ ended: 2, ran: ['cdktf synth'] });
    await expect(run(DESTROY, { status: 1 })).rejects.toThrow(ToolFailure);
  });

  it('leaves every other command alone', async () => {
    expect((await run(['deploy', 'dev-signing'])).ran).toEqual(['cdktf deploy dev-signing']);
  });
});
