import { planVerb } from '../../../../cli/commands/plan/verb';

describe('the help of image-trust plan', () => {
  it('has the exit codes of terraform plan -detailed-exitcode', () => {
    expect(planVerb.help).toMatch(
      /\nExit codes:\n {2}0 +nothing would change\n {2}1 +an error, a usage error, .*\n {2}2 +something would change/,
    );
  });
});
