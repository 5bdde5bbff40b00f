import { inlineKeys } from '../../../adapters/bundler/sdk-plugins';

describe('inlineKeys', () => {
  const constants = 'const _h = "http";\nconst _hQ = "httpQuery";\n';

  it.each([
    ['one key', 'var a = { [_h]: 1 };', 'var a = { "http": 1 };'],
    ['each of several keys', 'var a = [{ [_hQ]: _h, [_h]: 2 }];', 'var a = [{ "httpQuery": _h, "http": 2 }];'],
    ['no key that is not a constant', 'var a = { [_x]: 1 };', 'var a = { [_x]: 1 };'],
    ['no constant outside of keys', 'var a = [_h];', 'var a = [_h];'],
  ])('writes constants into object literals: %s', (_what, source, expected) => {
    expect(inlineKeys(constants + source)).toBe(constants + expected);
  });

  it.each(['const _h = "ht\\\\tp";', 'let _h = "http";', 'const _h = other;'])(
    'leaves a key as it is where its value is not a plain text: %s',
    (constant) => {
      const source = `${constant}\nvar a = { [_h]: 1 };`;
      expect(inlineKeys(source)).toBe(source);
    },
  );
});
