import {
  decideBySignatures,
  isSatisfied,
  type ExaminedSignatures,
  type SignatureDecision,
  type SignerRule,
} from './decide-by-signatures';
import type { Envelope } from './envelope';
import {
  fetchSignature,
  REGISTRY_REASONS,
  toExcluded,
  type FetchedSignature,
  type SignedImage,
} from './fetch-signature';
import type { Descriptor, ListedSignatures, Manifest, Registry } from './registry';
import { screenEnvelope, type CandidateSignature } from './screen-signature';
import type { BadSignature, ExaminedSignature, SignatureOutcome, UncheckedSignature } from './signature-outcome';
import { imageUnprovable, serviceFailed } from './verdict';

/** One signature with everything that notation needs to verify it. */
export interface SignatureToVerify extends FetchedSignature {
  readonly image: Manifest;
  readonly candidate: CandidateSignature;
}

/** Verifies one signature alone. A failure of a service or a tool becomes an outcome, never an exception. */
export type VerifySignature = (signature: SignatureToVerify) => Promise<SignatureOutcome>;

/** Returns why an envelope is forged or could not be checked; undefined when AWS Signer made it. */
export type AuthenticateEnvelope = (envelope: Envelope) => Promise<BadSignature | UncheckedSignature | undefined>;

/** Runs something when its turn comes. */
export type Enqueue = <T>(run: () => Promise<T>) => Promise<T>;

/** What the verification of an image's signatures needs. */
export interface SignaturePorts {
  readonly registry: Registry;
  readonly authenticate: AuthenticateEnvelope;
  readonly verify: VerifySignature;
  /** The caller's place in the queue for runs of notation. */
  readonly enqueue: Enqueue;
  /** Called with what was found out about the signatures, before they decide. Default: not at all. */
  readonly onExamined?: (signatures: ExaminedSignatures) => void;
}

/** One pinned image to verify by its signatures. */
export interface SignaturesToVerify extends SignedImage {
  readonly rule: SignerRule;
}

/**
 * More signatures than an image has for good reasons. Where so many are attached that the time for one image ends before
 * all are fetched, that is no outage: whoever attached them must not be excused by it.
 */
const MANY = 100;

/** How many signatures of one image are fetched and screened at a time. */
const AT_A_TIME = 8;

interface Context {
  readonly request: SignaturesToVerify;
  readonly ports: SignaturePorts;
  readonly image: Manifest;
  readonly examined: ExaminedSignature[];
  /** The runs of notation by what they verify: copies of one signature are verified once. */
  readonly runs: Map<string, Promise<SignatureOutcome | undefined>>;
}

const mayStillCount = ({ examined, request: { rule } }: Context, signer: string): boolean =>
  !isSatisfied(examined, rule) && !isSatisfied(examined, { signers: [signer], require: 'any' });

/** Verifies a signature when its turn comes; undefined when it can no longer make a difference by then. */
const verifyOnce = async (context: Context, signature: SignatureToVerify): Promise<ExaminedSignature | undefined> => {
  const { runs, ports } = context;
  const { signer, envelope } = signature.candidate;
  const run =
    runs.get(envelope.identity) ??
    ports.enqueue(async () => (mayStillCount(context, signer) ? ports.verify(signature) : undefined));
  runs.set(envelope.identity, run);
  const outcome = await run;
  const claimedSigner = envelope.claims.profileVersion;
  return outcome && { digest: signature.digest, signer, claimedSigner, foundBy: 'notation', outcome };
};

const examine = async (context: Context, listed: Descriptor): Promise<ExaminedSignature | undefined> => {
  const { request, ports, image } = context;
  const fetched = await fetchSignature(ports.registry, request, listed);
  if ('outcome' in fetched) return fetched;
  const { digest } = fetched;
  const candidate = screenEnvelope(fetched.envelope, { image: request.digest, signers: request.rule.signers });
  if (candidate.kind === 'excluded') return toExcluded(digest, candidate);
  const { signer, envelope } = candidate;
  const failure = await ports.authenticate(envelope);
  return failure === undefined
    ? verifyOnce(context, { ...fetched, image, candidate })
    : { digest, signer, claimedSigner: envelope.claims.profileVersion, foundBy: 'screening', outcome: failure };
};

/** Examines the listed signatures, some at a time, until they lead to trust or none is left. */
const examineAll = async (context: Context, { manifests }: ListedSignatures): Promise<void> => {
  // Whoever writes the list of the tag schema can repeat an entry.
  const waiting = new Map(manifests.map((listed) => [listed.digest, listed])).values();
  const work = async (): Promise<void> => {
    for (const listed of waiting) {
      if (isSatisfied(context.examined, context.request.rule)) return;
      const examined = await examine(context, listed);
      if (examined !== undefined) context.examined.push(examined);
    }
  };
  await Promise.all(Array.from({ length: AT_A_TIME }, work));
};

const isLate = ({ foundBy, outcome }: ExaminedSignature): boolean =>
  foundBy === 'fetching' && outcome.kind === 'unchecked' && outcome.reason === 'timed-out';

/** What was examined; of many signatures, those that could not be fetched in time count as not examined. */
const withoutLate = (
  { examined, request: { remaining } }: Context,
  { manifests, truncated }: ListedSignatures,
): ExaminedSignatures => {
  if (manifests.length <= MANY || remaining() > 0) return { examined, truncated };
  return { examined: examined.filter((signature) => !isLate(signature)), truncated: true };
};

/**
 * Verifies the signatures of one pinned image, each alone, until enough signers of the policy are found. A failure of a
 * registry, AWS Signer or a tool becomes a decision, never an exception.
 */
export const verifySignatures = async (
  request: SignaturesToVerify,
  ports: SignaturePorts,
): Promise<SignatureDecision> => {
  const { scope, digest, remaining, rule } = request;
  const [image, listed] = await Promise.all([
    ports.registry.fetchManifest({ scope, remaining, reference: { digest } }),
    ports.registry.listSignatures({ scope, remaining, digest }),
  ]);
  if (image.kind === 'absent') return imageUnprovable('image-not-found', image.detail);
  if (image.kind !== 'found') return serviceFailed(REGISTRY_REASONS[image.kind], image.detail);
  if (listed.kind !== 'found') return serviceFailed(REGISTRY_REASONS[listed.kind], listed.detail);
  const context: Context = { request, ports, image: image.value, examined: [], runs: new Map() };
  await examineAll(context, listed.value);
  const signatures = withoutLate(context, listed.value);
  ports.onExamined?.(signatures);
  return decideBySignatures(signatures, rule);
};
