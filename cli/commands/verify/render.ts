import { formatRepository, reasonOf, type AddressedTrustDocument, type VerifiedContainer } from '../../../verification';
import { plainTable } from '../../shared/plain-table';
import type { ExplainedRun } from './judge-images';

/** One answer as `--json` gives it. */
export interface JsonAnswer {
  readonly image: string;
  readonly repository: string | null;
  readonly digest: string | null;
  readonly verdict: string;
  readonly reason: string | null;
  readonly cause: string | null;
  readonly policy: string | null;
  readonly detail: string;
}

/** One answer for programs; the words are those of the verdict event. */
export const toJsonAnswer = ({ container, image, policy, verdict }: VerifiedContainer): JsonAnswer => ({
  image: container.image ?? container.name,
  repository: image === null ? null : formatRepository(image.identity),
  digest: image?.digest ?? null,
  verdict: verdict.kind,
  reason: reasonOf(verdict),
  cause: verdict.kind === 'inconclusive' ? verdict.cause : null,
  policy: policy?.name ?? null,
  detail: verdict.detail,
});

const HEAD = ['IMAGE', 'VERDICT', 'REASON', 'POLICY'];

const toRow = ({ image, verdict, reason, cause, policy }: JsonAnswer): readonly string[] => [
  image,
  verdict,
  `${reason ?? '-'}${cause === null ? '' : ` (cause ${cause})`}`,
  policy ?? '-',
];

/** Answers for people: one line for each image. */
export const renderTable = (answers: readonly JsonAnswer[]): string => `${plainTable(HEAD, answers.map(toRow))}\n`;

const ending = ({ result }: ExplainedRun): string => {
  switch (result.kind) {
    case 'exited':
      return `exit status ${result.status}`;
    case 'killed':
      return `ended by ${result.signal}`;
    case 'timed-out':
      return 'killed at its deadline';
    case 'not-started':
      return `not started: ${result.message}`;
  }
};

const outputOf = ({ result }: ExplainedRun): readonly string[] =>
  result.kind === 'not-started' ? [] : `${result.stdout}${result.stderr}`.split('\n').filter((line) => line !== '');

const explainRun = (run: ExplainedRun): readonly string[] => [
  `  notation ${run.args.join(' ')}`,
  `    ${ending(run)}`,
  ...outputOf(run).map((line) => `    | ${line}`),
];

/** The way to a verdict: name, rule, digest, what the tool was asked and said, and what followed. */
export const renderExplanation = (
  judged: VerifiedContainer,
  runs: readonly ExplainedRun[],
  { sha256 }: Pick<AddressedTrustDocument, 'sha256'>,
): string => {
  const { container, image, policy, verdict } = judged;
  const lines = [
    container.image ?? container.name,
    `  repository      ${image === null ? '-' : formatRepository(image.identity)}`,
    `  digest          ${image?.digest ?? '-'}`,
    `  trust document  ${sha256}`,
    `  policy          ${policy?.name ?? 'none'}`,
    ...(policy?.signers ?? []).map((signer) => `    trusts        ${signer}`),
    ...runs.flatMap(explainRun),
    `  verdict         ${verdict.kind}${reasonOf(verdict) === null ? '' : ` (${reasonOf(verdict) ?? ''})`}`,
    `  because         ${verdict.detail}`,
  ];
  return `${lines.join('\n')}\n`;
};
