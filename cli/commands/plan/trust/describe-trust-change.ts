import { parseClusterArn } from '../../../../contracts/naming/parse-arn';
import { type Difference, type FromTo } from '../report/difference';
import { isAlarming, MARK_WORDS, type Mark } from '../report/mark';
import { listing, v, type Line, type Sentence } from '../report/sentence';
import { responseWords } from './response-changes';
import type { TrustChange } from './trust-changes';

/** The alert of a mark, where it is one. */
export const alertFor = (mark: Mark): string | undefined => (isAlarming(mark) ? MARK_WORDS[mark] : undefined);

const changing = ({ from, to }: FromTo): Sentence => [v(from), ' → ', v(to)];

const clause = (words: string, values: readonly string[], noun: string): Pick<Line, 'sentence' | 'details'> => {
  if (values.length === 0) return { sentence: [] };
  const { short, details } = listing(values, noun);
  return { sentence: ['; ', words, ' ', ...short], details };
};

const clausesOf = ({ added, removed }: Difference, [more, less]: readonly [string, string], noun: string) => [
  clause(more, added, noun),
  clause(less, removed, noun),
];

const joined = (
  head: Sentence,
  clauses: readonly Pick<Line, 'sentence' | 'details'>[],
): Pick<Line, 'sentence' | 'details'> => {
  const all = clauses.flatMap(({ sentence }) => sentence);
  const [first, ...rest] = all;
  return {
    // The first clause follows a colon.
    sentence: [...head, ...(first === undefined ? [] : [': ', ...rest])],
    details: clauses.flatMap(({ details }) => details ?? []),
  };
};

const REPOSITORIES = 'repository patterns';
const SIGNERS = 'signers';

const withEnd = (line: Pick<Line, 'sentence' | 'details'>, end: Sentence) => ({
  ...line,
  sentence: [...line.sentence, ...end],
});

type Told = Pick<Line, 'sentence' | 'details'>;

const tellPolicy = (change: TrustChange & { readonly kind: 'policy-added' | 'policy-removed' }): Told =>
  joined(
    ['policy ', v(change.name), change.kind === 'policy-added' ? ' is new' : ' is gone'],
    [clause('images of', change.repositories, REPOSITORIES), clause('signed by', change.signers, SIGNERS)],
  );

const tellExemption = (change: TrustChange & { readonly kind: 'exemption-added' | 'exemption-removed' }): Told => {
  const state = change.kind === 'exemption-added' ? ' is new' : ' is gone';
  const line = joined(
    ['exemption ', v(change.name), state],
    [clause('not judged:', change.repositories, REPOSITORIES)],
  );
  return withEnd(line, [', until ', v(change.until), ', because: ', v(change.reason)]);
};

const changeClause = (words: string, change: FromTo | undefined): Told =>
  change === undefined ? { sentence: [] } : { sentence: ['; ', words, ' ', ...changing(change)] };

const CHANGED_COVER = ['now covers', 'no longer covers'] as const;

const tellExemptionChange = (change: TrustChange & { readonly kind: 'exemption-changed' }): Told =>
  joined(
    ['exemption ', v(change.name)],
    [
      ...clausesOf(change.repositories, CHANGED_COVER, REPOSITORIES),
      changeClause('until', change.until),
      changeClause('reason', change.reason),
    ],
  );

const clusterName = (arn: string): string => parseClusterArn(arn)?.cluster ?? arn;

const tell = (change: TrustChange): Told => {
  switch (change.kind) {
    case 'policy-added':
    case 'policy-removed':
      return tellPolicy(change);
    case 'policy-changed':
      return joined(
        ['policy ', v(change.name)],
        [
          ...clausesOf(change.repositories, CHANGED_COVER, REPOSITORIES),
          ...clausesOf(change.signers, ['now trusts', 'no longer trusts'], SIGNERS),
        ],
      );
    case 'exemption-added':
    case 'exemption-removed':
      return tellExemption(change);
    case 'exemption-changed':
      return tellExemptionChange(change);
    case 'default-mode':
      return { sentence: ['every cluster that is not named: ', ...changing(change)] };
    case 'cluster-mode':
      return { sentence: ['cluster ', v(clusterName(change.cluster)), ': ', ...changing(change)] };
    case 'unmatched':
      return { sentence: ['images that no policy covers: ', ...changing(change)] };
    case 'response':
      return { sentence: [`${responseWords(change.setting)}: `, ...changing(change)] };
  }
};

const aboutRules = ({ kind }: TrustChange): boolean => kind.startsWith('policy') || kind.startsWith('exemption');

/** One change of what is trusted, with its alert where it widens or weakens something. */
export const tellTrustChange = (change: TrustChange): Line => {
  const line = tell(change);
  const { mark } = change;
  if (mark === 'narrows-trust') return withEnd(line, [' (narrows trust)']);
  return mark === 'none' && aboutRules(change)
    ? withEnd(line, [' (nothing more and nothing less is trusted)'])
    : { ...line, alert: alertFor(mark) };
};
