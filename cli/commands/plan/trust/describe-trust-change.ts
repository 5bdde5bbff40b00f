import type { PolicyEntry } from '../../../../verification/trust-document';
import { parseClusterArn } from '../../../../contracts/naming/parse-arn';
import type { Difference, FromTo } from '../report/difference';
import { alertFor, MARK_WORDS } from '../report/mark';
import { listing, v, type Line, type Sentence } from '../report/sentence';
import { responseWords } from './response-changes';
import type { TrustChange } from './trust-changes';

type Description = Pick<Line, 'sentence' | 'details'>;

const changing = ({ from, to }: FromTo): Sentence => [v(from), ' → ', v(to)];

const clause = (words: string, values: readonly string[], noun: string): Description => {
  if (values.length === 0) return { sentence: [] };
  const { short, details } = listing(values, noun);
  return { sentence: ['; ', words, ' ', ...short], details };
};

const clausesOf = ({ added, removed }: Difference, [more, less]: readonly [string, string], noun: string) => [
  clause(more, added, noun),
  clause(less, removed, noun),
];

const joined = (head: Sentence, clauses: readonly Description[]): Description => {
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

const withEnd = (line: Description, end: Sentence): Description => ({
  ...line,
  sentence: [...line.sentence, ...end],
});

// One signer of one is what a reader expects.
const requirementClauses = ({ require }: PolicyEntry): readonly Description[] =>
  require === 'any' ? [] : [{ sentence: ['; required signers ', v(String(require))] }];

const POLICY_VERBS = { 'policy-added': ['covers', 'trusts'], 'policy-removed': ['covered', 'trusted'] } as const;

const describePolicy = (change: TrustChange & { readonly kind: keyof typeof POLICY_VERBS }): Description => {
  const [covers, trusts] = POLICY_VERBS[change.kind];
  return joined(
    ['policy ', v(change.name), change.kind === 'policy-added' ? ' is added' : ' is removed'],
    [
      clause(covers, change.repositories, REPOSITORIES),
      clause(trusts, change.signers, SIGNERS),
      ...requirementClauses(change),
    ],
  );
};

const EXEMPTION_VERBS = { 'exemption-added': 'exempts', 'exemption-removed': 'exempted' } as const;

const describeExemption = (change: TrustChange & { readonly kind: keyof typeof EXEMPTION_VERBS }): Description => {
  const line = joined(
    ['exemption ', v(change.name), change.kind === 'exemption-added' ? ' is added' : ' is removed'],
    [clause(EXEMPTION_VERBS[change.kind], change.repositories, REPOSITORIES)],
  );
  return withEnd(line, [', until ', v(change.until), ', because: ', v(change.reason)]);
};

const changeClause = (words: string, change: FromTo | undefined): Description =>
  change === undefined ? { sentence: [] } : { sentence: ['; ', words, ' ', ...changing(change)] };

const CHANGED_COVER = ['now covers', 'no longer covers'] as const;

const describeExemptionChange = (change: TrustChange & { readonly kind: 'exemption-changed' }): Description =>
  joined(
    ['exemption ', v(change.name)],
    [
      ...clausesOf(change.repositories, CHANGED_COVER, REPOSITORIES),
      changeClause('until', change.until),
      changeClause('reason', change.reason),
    ],
  );

const clusterName = (arn: string): string => parseClusterArn(arn)?.cluster ?? arn;

const describe = (change: TrustChange): Description => {
  switch (change.kind) {
    case 'policy-added':
    case 'policy-removed':
      return describePolicy(change);
    case 'policy-changed':
      return joined(
        ['policy ', v(change.name)],
        [
          ...clausesOf(change.repositories, CHANGED_COVER, REPOSITORIES),
          ...clausesOf(change.signers, ['now trusts', 'no longer trusts'], SIGNERS),
          changeClause('required signers', change.require),
        ],
      );
    case 'exemption-added':
    case 'exemption-removed':
      return describeExemption(change);
    case 'exemption-changed':
      return describeExemptionChange(change);
    case 'default-mode':
      return { sentence: ['default mode of clusters: ', ...changing(change)] };
    case 'cluster-mode':
      return { sentence: ['mode of cluster ', v(clusterName(change.cluster)), ': ', ...changing(change)] };
    case 'default-gate':
      return { sentence: ['stages of the deployment gate: ', ...changing(change)] };
    case 'cluster-gate':
      return { sentence: ['gate of cluster ', v(clusterName(change.cluster)), ': ', ...changing(change)] };
    case 'unmatched':
      return { sentence: ['images that no policy covers: ', ...changing(change)] };
    case 'response':
      return { sentence: [`${responseWords(change.setting)}: `, ...changing(change)] };
  }
};

const aboutRules = ({ kind }: TrustChange): boolean => kind.startsWith('policy') || kind.startsWith('exemption');

/** One change of what is trusted, with an alert when it broadens trust or weakens enforcement. */
export const describeTrustChange = (change: TrustChange): Line => {
  const line = describe(change);
  const { mark } = change;
  if (mark === 'narrows-trust') return withEnd(line, [` (${MARK_WORDS[mark] ?? ''})`]);
  return mark === 'none' && aboutRules(change)
    ? withEnd(line, [' (no change in what is trusted)'])
    : { ...line, alert: alertFor(mark) };
};
