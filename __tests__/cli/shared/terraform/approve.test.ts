import { isApproved } from '../../../../cli/shared/terraform/approve';
import { aTerminal } from './a-terminal';

const asked = { verb: 'deploy', given: false, question: 'deploy dev?' };

describe('isApproved', () => {
  it('asks once', async () => {
    const terminal = aTerminal(['yes']);
    expect(await isApproved(asked, terminal)).toBe(true);
    expect(terminal.questions).toEqual(['deploy dev? Type yes to continue: ']);
  });

  it.each(['', 'y', 'no', 'YES!'])('does not take %j for approval', async (answer) => {
    expect(await isApproved(asked, aTerminal([answer]))).toBe(false);
  });

  it('does not ask when it was approved in advance', async () => {
    const terminal = aTerminal([]);
    expect(await isApproved({ ...asked, given: true }, terminal)).toBe(true);
    expect(terminal.questions).toEqual([]);
  });

  it('refuses when there is no terminal to ask on', async () => {
    await expect(isApproved(asked, aTerminal([], false))).rejects.toThrow(
      'deploy: expected a terminal to ask on, or --auto-approve, found neither: nothing was done',
    );
  });
});
