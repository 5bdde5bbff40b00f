import {
  formatRegistry,
  formatRepository,
  formatRepositoryPattern,
  requiredSigners,
  type Exemption,
  type MatchingRule,
  type Mode,
  type Policy,
  type TrustDocument,
} from '../../../verification';
import { visibleText } from '../../shared/visible-text';
import { whyItDecides, type Explanation } from './explain-image';

/** The modes that apply: of one cluster, or the default and those that clusters have of their own. */
export interface Modes {
  /** The ARN of the cluster; null if none was named. */
  readonly cluster: string | null;
  readonly mode: Mode;
  /** Modes by cluster ARN; empty if a cluster was named. */
  readonly clusters: TrustDocument['clusters'];
}

const ruleName = ({ kind, name }: Policy | Exemption): string => `${kind} ${name}`;

const untilOf = ({ selects }: MatchingRule): string | null => (selects.kind === 'exemption' ? selects.until : null);

const toJsonRule = (rule: MatchingRule, deciding: MatchingRule | undefined): object => ({
  pattern: formatRepositoryPattern(rule.pattern),
  kind: rule.selects.kind,
  name: rule.selects.name,
  until: untilOf(rule),
  ended: !rule.isInForce,
  decides: rule === deciding,
});

const toJsonDecision = ({ decision }: Explanation): object =>
  decision.kind === 'policy' ? { ...decision, requiredSigners: requiredSigners(decision) } : decision;

const ACCESS = { ecr: 'ecr-credentials', anonymous: 'anonymous' } as const;

/** Which rule applies to an image, for programs. */
export const toJsonExplanation = (explanation: Explanation): object => {
  const { image, identity, matches, deciding, access } = explanation;
  return {
    image,
    repository: identity === null ? null : formatRepository(identity),
    matches: matches.map((rule) => toJsonRule(rule, deciding)),
    decision: toJsonDecision(explanation),
    registryAccess: access === null ? 'not-contacted' : ACCESS[access.kind],
  };
};

type Row = readonly [label: string, ...lines: readonly string[]];

const remarkOn = (rule: MatchingRule, deciding: MatchingRule | undefined): string => {
  const until = untilOf(rule);
  if (rule === deciding) return ', which decides';
  return rule.isInForce ? '' : `, which ended at ${until ?? ''}`;
};

const matchRow = ({ matches, deciding }: Explanation): Row => [
  'matches',
  ...(matches.length === 0 ? ['no pattern'] : []),
  ...matches.map(
    (rule) => `${formatRepositoryPattern(rule.pattern)}: ${ruleName(rule.selects)}${remarkOn(rule, deciding)}`,
  ),
];

const requirement = ({ signers, require }: Policy): string =>
  signers.length === 1
    ? 'a signature of this signer'
    : `signatures of ${requiredSigners({ signers, require })} of these ${signers.length} signers (require: ${require})`;

const becauseOf = ({ matches, deciding }: Explanation): readonly Row[] =>
  deciding === undefined
    ? []
    : [['decides', `${ruleName(deciding.selects)}, since ${whyItDecides(matches, deciding)}`]];

const UNMATCHED = {
  untrusted: 'untrusted (no-policy), since no rule in force matches and the deployment has "unmatched": "untrusted"',
  ignore: 'exempt (unmatched), since no rule in force matches and the deployment has "unmatched": "ignore"',
} as const;

const decisionRows = ({ decision }: Explanation): readonly Row[] => {
  switch (decision.kind) {
    case 'policy':
      return [
        ['signers', ...decision.signers],
        ['requires', requirement(decision)],
      ];
    case 'exemption':
      return [['verdict', `exempt (${decision.name}) until ${decision.until}: ${decision.reason}`]];
    case 'unmatched':
      return [['verdict', UNMATCHED[decision.treatedAs]]];
    case 'malformed':
      return [
        [
          'verdict',
          'untrusted (no-policy), whatever "unmatched" says, since no rule can match a name that does not parse',
        ],
        ['problem', decision.problem],
      ];
  }
};

const registryRow = ({ access }: Explanation): Row => {
  if (access === null) return ['registry', 'is not contacted, since no policy decides'];
  return access.kind === 'ecr'
    ? ['registry', `gets ECR credentials: ${formatRegistry(access.registry)} is ECR of an account that a policy names`]
    : ['registry', 'gets no credentials: it is not ECR of this partition and of an account that a policy names'];
};

const WIDTH = 12;

const renderRow = ([label, ...lines]: Row): readonly string[] =>
  lines.map((line, index) => `  ${(index === 0 ? label : '').padEnd(WIDTH)}${visibleText(line)}`);

const renderOne = (explanation: Explanation): readonly string[] => {
  const { image, identity } = explanation;
  const rows: readonly Row[] = [
    ...(identity === null ? [] : [['repository', formatRepository(identity)] as const, matchRow(explanation)]),
    ...becauseOf(explanation),
    ...decisionRows(explanation),
    registryRow(explanation),
  ];
  return [visibleText(image), ...rows.flatMap(renderRow), ''];
};

const renderModes = ({ cluster, mode, clusters }: Modes): readonly string[] => [
  `mode${cluster === null ? '' : ` of ${visibleText(cluster)}`}: ${mode}`,
  ...Object.entries(clusters).map(([arn, own]) => `mode of ${visibleText(arn)}: ${own}`),
];

/** Which rule applies to each image, for people. */
export const renderExplanations = (explanations: readonly Explanation[], modes: Modes): string =>
  [...explanations.flatMap(renderOne), ...renderModes(modes), ''].join('\n');
