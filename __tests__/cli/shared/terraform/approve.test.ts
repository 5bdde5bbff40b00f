import { isApproved } from '../../../../cli/shared/terraform/approve';
import { aTerminal } from './a-terminal';

const approval = { verb: 'deploy', given: false, question: 'deploy dev?' };

describe('isApproved', () => {
  it('asks once', async () => {
    const terminal = aTerminal(['yes']);
    expect(await isApproved(approval, terminal)).toBe(true);
    expect(terminal.questions).toEqual(['deploy dev? Type yes to continue: ']);
  });

  it.each(['', 'y', 'no', 'YES!'])('does not take %j for approval', async (answer) => {
    expect(await isApproved(approval, aTerminal([answer]))).toBe(false);
  });

  it('does not ask when it was approved in advance', async () => {
    const terminal = aTerminal([]);
    expect(await isApproved({ ...approval, given: true }, terminal)).toBe(true);
    expect(terminal.questions).toEqual([]);
  });

  it('refuses when there is no terminal to ask on', async () => {
    await expect(isApproved(approval, aTerminal([], false))).rejects.toThrow(
      'deploy: expected a terminal to ask on, or --auto-approve, found neither: nothing was done',
    );
  });
});
