import { expectedSubject } from '../../../contracts/break-glass/grant-subject';
import { grantIdField, grantReasonField } from '../../../contracts/break-glass/grant-item';
import { checkContract } from '../../../contracts/schema/parse-contract';
import { MAX_GRANT_HOURS } from '../../../verification';
import { parseCluster } from '../../shared/cluster-name';
import type { ActionOperand, OptionTable, TextOption, Values } from '../../shared/options/declaration';
import { parserOf } from '../../shared/options/parse';
import { DEPLOYMENT, JSON_OUTPUT } from '../../shared/options/shared-options';

const OPTIONS = {
  what: {
    type: 'action',
    name: 'grant|list|revoke ID',
    actions: { grant: null, list: null, revoke: 'ID' },
    help: 'grant: begin a grant; list: show the grants that are in force or ended in the last 7 days; revoke: end one',
  } satisfies ActionOperand,
  deployment: DEPLOYMENT,
  cluster: { type: 'text', name: '--cluster', placeholder: 'NAME|ARN', help: 'the cluster, which every action needs' },
  digest: {
    type: 'text',
    name: '--digest',
    placeholder: 'IMAGE',
    conflicts: ['--repository'],
    help: 'grant: one image, as REPOSITORY@sha256:…',
  },
  repository: {
    type: 'text',
    name: '--repository',
    placeholder: 'REPOSITORY',
    conflicts: ['--digest'],
    help: 'grant: every image of one repository, with its registry',
  },
  reason: { type: 'text', name: '--reason', placeholder: 'TEXT', help: 'grant: why, in at least 10 characters' },
  hours: {
    type: 'text',
    name: '--hours',
    placeholder: 'HOURS',
    help: `grant: for how many hours, a whole number from 1 to ${MAX_GRANT_HOURS}`,
  },
  json: JSON_OUTPUT,
} as const satisfies OptionTable;

type Table = typeof OPTIONS;
type TextField = { [Field in keyof Table]: Table[Field] extends TextOption ? Field : never }[keyof Table];
type CheckedField = Exclude<TextField, 'deployment'>;
type Action = keyof Table['what']['actions'];

const isHours = (text: string): boolean =>
  /^[0-9]{1,2}$/.test(text) && Number(text) >= 1 && Number(text) <= MAX_GRANT_HOURS;

const expectedReason = (text: string): string | undefined => {
  const checked = checkContract(grantReasonField, text);
  return checked.ok ? undefined : checked.problems[0]?.expected;
};

/** What is expected instead of a value; undefined if nothing is wrong with it. */
const EXPECTED: Readonly<Record<CheckedField, (text: string) => string | undefined>> = {
  cluster: (text) => (parseCluster(text) === undefined ? 'the name or the ARN of an ECS cluster' : undefined),
  digest: (text) => expectedSubject('image', text),
  repository: (text) => expectedSubject('repository', text),
  reason: expectedReason,
  hours: (text) => (isHours(text) ? undefined : `a whole number of hours from 1 to ${MAX_GRANT_HOURS}`),
};

const NEEDED: Readonly<Record<Action, readonly CheckedField[]>> = {
  grant: ['cluster', 'reason', 'hours'],
  list: ['cluster'],
  revoke: ['cluster'],
};
const OF_GRANT_ONLY: readonly CheckedField[] = ['digest', 'repository', 'reason', 'hours'];

const problemsOf =
  (values: Partial<Values<Table>>, needed: readonly CheckedField[]) =>
  (field: CheckedField): readonly string[] => {
    const [{ name }, value] = [OPTIONS[field], values[field]];
    if (value === undefined && !needed.includes(field)) return [];
    const expected = EXPECTED[field](value ?? '');
    const found = value === undefined ? 'nothing' : JSON.stringify(value);
    return expected === undefined ? [] : [`${name}: expected ${expected}, found ${found}`];
  };

const subjectMissing = ({ digest, repository }: Partial<Values<Table>>): readonly string[] =>
  digest === undefined && repository === undefined ? ['expected --digest or --repository, found neither'] : [];

const wrongId = (id: string | undefined): readonly string[] => {
  const checked = checkContract(grantIdField, id);
  return id === undefined || checked.ok
    ? []
    : checked.problems.map(({ expected, found }) => `ID: expected ${expected}, found ${found}`);
};

const problemsIn = (values: Partial<Values<Table>>): readonly string[] => {
  const { action, argument } = values.what ?? {};
  // Without an action there is no telling what it needs.
  if (action === undefined || !Object.hasOwn(NEEDED, action)) return [];
  const fields = Object.keys(EXPECTED) as readonly CheckedField[];
  if (action === 'grant') return [...fields.flatMap(problemsOf(values, NEEDED[action])), ...subjectMissing(values)];
  const unwanted = OF_GRANT_ONLY.filter((field) => values[field] !== undefined);
  return [
    ...wrongId(argument),
    ...fields.filter((field) => !OF_GRANT_ONLY.includes(field)).flatMap(problemsOf(values, NEEDED[action])),
    ...unwanted.map((field) => `${OPTIONS[field].name}: expected only with grant, found with ${action}`),
  ];
};

/** The command `image-trust break-glass` and its options. */
export const BREAK_GLASS = { name: 'break-glass', options: OPTIONS, check: problemsIn };

/** A parsed command line of `image-trust break-glass`. */
export type BreakGlassOptions = Values<Table>;

/**
 * Parses the arguments of `image-trust break-glass`.
 * @throws UsageError that lists every problem.
 */
export const parseBreakGlassOptions = parserOf(BREAK_GLASS);
