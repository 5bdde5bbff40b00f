import { didYouMean, editDistance } from '../../../cli/shared/did-you-mean';

describe('editDistance', () => {
  it.each([
    ['deploy', 'deploy', 0],
    ['', 'plan', 4],
    ['depoly', 'deploy', 1],
    ['verfy', 'verify', 1],
    ['signn', 'sign', 1],
    ['kitten', 'sitting', 3],
  ])('of %j and %j is %d', (a, b, distance) => {
    expect(editDistance(a, b)).toBe(distance);
  });
});

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
