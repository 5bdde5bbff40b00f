import { didYouMean } from '../../../cli/shared/did-you-mean';

describe('didYouMean', () => {
  const COMMANDS = ['deploy', 'destroy', 'plan', 'sign', 'sign-and-push'];

  it.each([
    ['depoly', '; did you mean deploy?'],
    ['destory', '; did you mean destroy?'],
    ['sing', '; did you mean sign?'],
    ['sign-push', '; did you mean sign-and-push?'],
    ['constructor', ''],
    ['x', ''],
    ['', ''],
  ])('of %j is %j', (typed, hint) => {
    expect(didYouMean(typed, COMMANDS)).toBe(hint);
  });

  it('does not count the dashes of an option', () => {
    expect(didYouMean('--no', ['--to', '--json'])).toBe('; did you mean --to?');
    expect(didYouMean('--yes', ['--json'])).toBe('');
  });
});
