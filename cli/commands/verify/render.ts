import {
  formatRepository,
  reasonOf,
  type AddressedTrustDocument,
  type Verdict,
  type VerifiedContainer,
} from '../../../verification';
import type { Colour } from '../../shared/colour';
import { plainTable } from '../../shared/plain-table';
import { VERDICT_COLOUR } from '../../shared/verdict-colour';
import { visibleText } from '../../shared/visible-text';
import { wrapText } from '../../shared/wrap-text';
import type { ExplainedRun } from './verify-images';

/** One verdict as `--json` prints it. */
export interface JsonVerdict {
  readonly image: string;
  readonly repository: string | null;
  readonly digest: string | null;
  readonly verdict: Verdict['kind'];
  readonly reason: string | null;
  readonly cause: string | null;
  readonly policy: string | null;
  readonly detail: string;
}

/** One verdict for programs, in the words of the verdict event. */
export const toJsonVerdict = ({ container, image, policy, verdict }: VerifiedContainer): JsonVerdict => ({
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

// An exemption's reason is its name.
const toRow = ({ image, verdict, reason, cause, policy }: JsonVerdict): readonly string[] => [
  visibleText(image),
  verdict,
  visibleText(`${reason ?? '-'}${cause === null ? '' : ` (cause ${cause})`}`),
  visibleText(policy ?? '-'),
];

/** Why an image is not trusted, in a sentence; a trusted image needs none. */
const sentenceOf = ({ image, verdict, detail }: JsonVerdict): readonly string[] =>
  verdict === 'trusted' || detail === '' ? [] : [`${visibleText(image)}: ${visibleText(detail)}`];

const isKind = (text: string): text is Verdict['kind'] => Object.hasOwn(VERDICT_COLOUR, text);

/** How a terminal shows verdicts. */
export interface VerdictTableStyle {
  /** The longest line; undefined: as long as needed. */
  readonly width?: number | undefined;
  readonly paint?: (colour: Colour | undefined, text: string) => string;
}

/** Verdicts for people: one row for each image, and below the table a sentence for each image that is not trusted. */
export const renderTable = (
  verdicts: readonly JsonVerdict[],
  { width, paint = (_, text) => text }: VerdictTableStyle = {},
): string => {
  const paintCell = (head: string, text: string): string =>
    paint(head === 'VERDICT' && isKind(text) ? VERDICT_COLOUR[text] : undefined, text);
  const table = plainTable(HEAD, verdicts.map(toRow), { width, paint: paintCell });
  const sentences = verdicts.flatMap(sentenceOf).flatMap((each) => wrapText(each, width ?? Infinity));
  return [table, ...(sentences.length === 0 ? [] : ['', ...sentences]), ''].join('\n');
};

const ending = ({ result }: ExplainedRun): string => {
  switch (result.kind) {
    case 'exited':
      return `exit status ${result.status}`;
    case 'killed':
      return `ended by ${result.signal}`;
    case 'timed-out':
      return 'killed at its deadline';
    case 'not-started':
      return `not started: ${visibleText(result.message)}`;
  }
};

const outputOf = ({ result }: ExplainedRun): readonly string[] =>
  result.kind === 'not-started'
    ? []
    : `${result.stdout}${result.stderr}`
        .split('\n')
        .filter((line) => line !== '')
        .map(visibleText);

const explainRun = (run: ExplainedRun): readonly string[] => [
  `  notation ${visibleText(run.args.join(' '))}`,
  `    ${ending(run)}`,
  ...outputOf(run).map((line) => `    | ${line}`),
];

/** How a verdict came about: image, policy, digest, what notation was called with and printed, and the conclusion. */
export const renderExplanation = (
  verified: VerifiedContainer,
  runs: readonly ExplainedRun[],
  { sha256 }: Pick<AddressedTrustDocument, 'sha256'>,
): string => {
  const { container, image, policy, verdict } = verified;
  const reason = reasonOf(verdict);
  const lines = [
    visibleText(container.image ?? container.name),
    `  repository      ${image === null ? '-' : visibleText(formatRepository(image.identity))}`,
    `  digest          ${image?.digest ?? '-'}`,
    `  trust document  ${sha256}`,
    `  policy          ${visibleText(policy?.name ?? 'none')}`,
    ...(policy?.signers ?? []).map((signer) => `    trusts        ${visibleText(signer)}`),
    ...runs.flatMap(explainRun),
    `  verdict         ${verdict.kind}${reason === null ? '' : ` (${visibleText(reason)})`}`,
    `  because         ${visibleText(verdict.detail)}`,
  ];
  return `${lines.join('\n')}\n`;
};
