import type { OptionTable, ValueOf, Values } from '../../../../cli/shared/options/declaration';
import { parserOf } from '../../../../cli/shared/options/parse';

const TABLE = {
  images: { type: 'operands', name: 'IMAGE', atLeast: 'one image', help: '' },
  json: { type: 'flag', name: '--json', help: '' },
  deployment: { type: 'text', name: '--deployment', placeholder: 'NAME', help: '' },
  outputs: { type: 'file', name: '--outputs', placeholder: 'FILE', help: '' },
  only: { type: 'choice', name: '--only', placeholder: 'PART', values: ['signing', 'images'], help: '' },
  mode: {
    type: 'choice',
    name: '--mode',
    placeholder: 'MODE',
    values: ['audit', 'enforce'],
    default: 'audit',
    help: '',
  },
  seconds: {
    type: 'whole-number',
    name: '--timeout',
    placeholder: 'SECONDS',
    unit: 'seconds',
    min: 1,
    max: 9,
    default: 5,
    help: '',
  },
  names: { type: 'list', name: '--name', placeholder: 'NAME', help: '' },
  pairs: { type: 'pairs', name: '--build-arg', placeholder: 'NAME=VALUE', help: '' },
  rest: { type: 'passed-on', name: 'MORE', help: '' },
} as const satisfies OptionTable;

/** What a person would write by hand for these tables. */
interface Expected {
  readonly images: readonly string[];
  readonly json: boolean;
  readonly deployment: string | undefined;
  readonly outputs: string | undefined;
  readonly only: 'signing' | 'images' | undefined;
  readonly mode: 'audit' | 'enforce';
  readonly seconds: number;
  readonly names: readonly string[];
  readonly pairs: Readonly<Record<string, string>>;
  readonly rest: readonly string[];
}

type Same<A, B> = [A] extends [B] ? ([B] extends [A] ? true : false) : false;

// These lines do not compile if a type is another one.
const isSame: Same<Values<typeof TABLE>, Expected> = true;
const isWord: Same<ValueOf<{ type: 'word'; name: ''; values: readonly ['a', 'b']; help: '' }>, 'a' | 'b'> = true;
// @ts-expect-error A word that the option does not take.
const wrong: Values<typeof TABLE>['only'] = 'verifier';

describe('the type of a parsed command line', () => {
  it('is the one that a person would write by hand', () => {
    expect([isSame, isWord, wrong]).toEqual([true, true, 'verifier']);
  });

  it('is the type of what the parser returns', () => {
    const parsed: Expected = parserOf({ name: 'try', options: TABLE })(['one']);
    expect(parsed).toEqual({
      images: ['one'],
      json: false,
      deployment: undefined,
      outputs: undefined,
      only: undefined,
      mode: 'audit',
      seconds: 5,
      names: [],
      pairs: {},
      rest: [],
    });
  });
});
