import { isApproved } from '../../../../cli/shared/terraform/approve';
import { aTerminal } from './a-terminal';

const asked = { verb: 'deploy', given: false, question: 'deploy dev?' };

describe('isApproved', () => {
  it('asks once on a terminal', async () => {
    const terminal = aTerminal(['yes']);
    expect(await isApproved(asked, terminal)).toBe(true);
    expect(terminal.questions).toEqual(['deploy dev? Only yes goes on: ']);
  });

  it.each(['', 'y', 'no', 'YES!'])('takes nothing but yes for a yes: %j', async (answer) => {
    expect(await isApproved(asked, aTerminal([answer]))).toBe(false);
  });

  it('asks nobody when it was approved in advance', async () => {
    const terminal = aTerminal([]);
    expect(await isApproved({ ...asked, given: true }, terminal)).toBe(true);
    expect(terminal.questions).toEqual([]);
  });

  it('refuses to go on where nobody can be asked', async () => {
    await expect(isApproved(asked, aTerminal([], false))).rejects.toThrow(
      'deploy: expected a terminal to ask on, or --auto-approve, found neither: nothing was done',
    );
  });
});
