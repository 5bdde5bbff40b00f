import {
  formatRepository,
  reasonOf,
  requiredSigners,
  type AddressedTrustDocument,
  type ExaminedSignature,
  type Policy,
  type Verdict,
  type VerifiedContainer,
} from '../../../verification';
import { signaturesOf, type Signatures } from '../../../adapters/responders/to-verdict-fields';
import type { Colour } from '../../shared/colour';
import { plainTable } from '../../shared/plain-table';
import { VERDICT_COLOUR } from '../../shared/verdict-colour';
import { visibleText } from '../../shared/visible-text';
import { wrapText } from '../../shared/wrap-text';
import type { ExaminedDigest, ExplainedContainer } from '../../shared/verification/container-verifier';

/** One verdict as `--json` prints it. */
export interface JsonVerdict extends Signatures {
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
  ...signaturesOf(verdict),
});

const HEAD = ['IMAGE', 'VERDICT', 'REASON', 'POLICY'];

/** A verdict to show; `source` says where its image is named. */
export interface VerdictRow extends JsonVerdict {
  readonly source?: string;
}

// An exemption's reason is its name.
const toRow = ({ image, verdict, reason, cause, policy, source = '' }: VerdictRow): readonly string[] => [
  visibleText(image),
  verdict,
  visibleText(`${reason ?? '-'}${cause === null ? '' : ` (cause ${cause})`}`),
  visibleText(policy ?? '-'),
  visibleText(source),
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
  verdicts: readonly VerdictRow[],
  { width, paint = (_, text) => text }: VerdictTableStyle = {},
): string => {
  const paintCell = (head: string, text: string): string =>
    paint(head === 'VERDICT' && isKind(text) ? VERDICT_COLOUR[text] : undefined, text);
  const hasSources = verdicts.some(({ source }) => source !== undefined);
  const head = hasSources ? [...HEAD, 'NAMED BY'] : HEAD;
  const rows = verdicts.map((each) => toRow(each).slice(0, head.length));
  const table = plainTable(head, rows, { width, paint: paintCell });
  const sentences = verdicts.flatMap(sentenceOf).flatMap((each) => wrapText(each, width ?? Infinity));
  return [table, ...(sentences.length === 0 ? [] : ['', ...sentences]), ''].join('\n');
};

const FOUND_BY: Readonly<Record<NonNullable<ExaminedSignature['foundBy']>, string>> = {
  fetching: 'found while it was fetched',
  screening: 'excluded before notation',
  notation: 'verified by notation',
};

const findingOf = ({ claimedSigner, outcome }: ExaminedSignature): readonly string[] => {
  const claims = claimedSigner === undefined ? 'claims no signer' : `claims ${claimedSigner}`;
  switch (outcome.kind) {
    case 'good': {
      const { signer, signingTime, expiry, job } = outcome.evidence;
      return [
        `good: ${signer}`,
        `signed ${signingTime}, ${expiry === null ? 'never expires' : `expires ${expiry}`}`,
        job,
      ];
    }
    case 'bad':
      return [`${outcome.reason}: ${outcome.detail}`, claims];
    case 'unchecked':
      return [`not checked (${outcome.reason}): ${outcome.detail}`, claims];
    case 'gone':
      return [outcome.detail];
  }
};

const explainSignature = (signature: ExaminedSignature): readonly string[] => [
  `    ${signature.digest}${signature.foundBy === undefined ? '' : `, ${FOUND_BY[signature.foundBy]}`}`,
  ...findingOf(signature).map((line) => `      ${visibleText(line)}`),
];

const explainDigest = ({ digest, examined, truncated }: ExaminedDigest): readonly string[] => [
  `  signatures of   ${digest}`,
  ...(examined.length === 0 ? ['    none'] : examined.flatMap(explainSignature)),
  ...(truncated ? ['    and more, which were not examined'] : []),
];

const requirementOf = ({ signers, require }: Policy): string =>
  require === 'any' ? 'any of them' : `${requiredSigners({ signers, require })} of ${signers.length}`;

const explainPolicy = (policy: Policy | null): readonly string[] =>
  policy === null
    ? ['  policy          none']
    : [
        `  policy          ${visibleText(policy.name)}`,
        ...policy.signers.map((signer) => `    trusts        ${visibleText(signer)}`),
        ...(policy.signers.length > 1 ? [`    requires      ${requirementOf(policy)}`] : []),
      ];

/** How a verdict came about: image, policy, each signature with what was found out about it, and the conclusion. */
export const renderExplanation = (
  { container, image, policy, verdict, examined }: ExplainedContainer,
  { sha256 }: Pick<AddressedTrustDocument, 'sha256'>,
): string => {
  const reason = reasonOf(verdict);
  const lines = [
    visibleText(container.image ?? container.name),
    `  repository      ${image === null ? '-' : visibleText(formatRepository(image.identity))}`,
    `  digest          ${image?.digest ?? '-'}`,
    `  trust document  ${sha256}`,
    ...explainPolicy(policy),
    ...examined.flatMap(explainDigest),
    `  verdict         ${verdict.kind}${reason === null ? '' : ` (${visibleText(reason)})`}`,
    `  because         ${visibleText(verdict.detail)}`,
  ];
  return `${lines.join('\n')}\n`;
};
