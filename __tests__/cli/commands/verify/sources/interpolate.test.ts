import { interpolate } from '../../../../../cli/commands/verify/sources/interpolate';

const VARIABLES = { TAG: '1.4', EMPTY: '' };

describe('interpolate', () => {
  it.each([
    ['web:1', 'web:1'],
    ['web:$TAG', 'web:1.4'],
    ['${REGISTRY:-quay.io}/web:${TAG}-x', 'quay.io/web:1.4-x'],
    ['${TAG:-2}', '1.4'],
    ['${EMPTY:-2}', '2'],
    ['a${EMPTY-2}', 'a'],
    ['${NONE-2}', '2'],
    ['${NONE:-$TAG}', '1.4'],
    ['${TAG:?needed}', '1.4'],
    ['a${TAG:+b}', 'ab'],
    ['a${EMPTY:+b}', 'a'],
    ['a${EMPTY+b}', 'ab'],
    ['a${NONE+b}', 'a'],
    ['$$TAG', '$TAG'],
  ])('reads %s as %s', (source, text) => {
    expect(interpolate(source, VARIABLES)).toEqual({ kind: 'text', text });
  });

  it.each([
    ['${NONE}', ['a value of the variable NONE in the environment']],
    [
      '$EMPTY:$NONE',
      ['a value of the variable EMPTY in the environment', 'a value of the variable NONE in the environment'],
    ],
    ['${EMPTY:?needed}', ['a value of the variable EMPTY in the environment']],
    ['$constructor', ['a value of the variable constructor in the environment']],
    ['${NONE:-$EMPTY}', ['a value of the variable EMPTY in the environment']],
    ['${A:-${B}}', ['variables of the form ${NAME} or ${NAME:-DEFAULT}, not one within another']],
    ['web:$', ['variables of the form ${NAME} or ${NAME:-DEFAULT}, not one within another']],
  ])('says what is missing in %s', (source, expected) => {
    expect(interpolate(source, VARIABLES)).toMatchObject({
      kind: 'missing',
      expected: expect.arrayContaining(expected) as unknown,
    });
  });

  it('takes time in proportion to the length of a text', () => {
    const begun = Date.now();
    interpolate('${A:-'.repeat(20_000), {});
    expect(Date.now() - begun).toBeLessThan(2_000);
  });
});
