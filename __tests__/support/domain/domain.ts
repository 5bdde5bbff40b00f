import {
  imageUnprovable,
  parseImageReference,
  repositoryIdentity,
  serviceFailed,
  toLoadedTrust,
  untrusted,
  type AnnouncedLevel,
  type Announcement,
  type Container,
  type Digest,
  type Evidence,
  type Inconclusive,
  type LedgerEntry,
  type LoadedTrust,
  type PinnedImage,
  type Policy,
  type PolicyEntry,
  type ResponseSettings,
  type ResponseSituation,
  type Task,
  type TrustDocument,
  type Trusted,
  type Untrusted,
  type UntrustedReason,
  type VerifiedContainer,
  type VerifyRequest,
} from '../../../verification';
import { DEFAULT_RESPONSES } from './default-responses';

export const ECR = '111122223333.dkr.ecr.eu-west-1.amazonaws.com';
export const SIGNER = 'arn:aws:signer:eu-west-1:111122223333:/signing-profiles/release';
export const CLUSTER = 'arn:aws:ecs:eu-west-1:111122223333:cluster/pay';
export const TASK = 'arn:aws:ecs:eu-west-1:111122223333:task/pay/0123456789abcdef0123456789abcdef';
export const TASK_DEFINITION = 'arn:aws:ecs:eu-west-1:111122223333:task-definition/web:7';
export const DAEMON_TASK_DEFINITION = 'arn:aws:ecs:eu-west-1:111122223333:daemon-task-definition/agent:3';
/** The SHA-256 that the tests' trust document is addressed by. */
export const TRUST_SHA256 = '0f'.repeat(32);
/** The present time of the tests, in milliseconds since the epoch. */
export const NOW = Date.parse('2026-03-01T12:00:00Z');
export const MINUTE = 60_000;

/** A digest that repeats one hexadecimal digit. */
export const digestOf = (digit: string): Digest => `sha256:${digit.repeat(64)}`;

export const aContainer = (overrides: Partial<Container> = {}): Container => ({
  name: 'web',
  image: `${ECR}/shop/web:1`,
  imageDigest: digestOf('a'),
  ...overrides,
});

export const aTask = (overrides: Partial<Task> = {}): Task => ({
  taskArn: TASK,
  clusterArn: CLUSTER,
  group: 'family:web',
  taskDefinitionArn: TASK_DEFINITION,
  lastStatus: 'RUNNING',
  desiredStatus: 'RUNNING',
  containers: [aContainer()],
  ...overrides,
});

export const aPolicy = (overrides: Partial<Policy> = {}): Policy => ({
  kind: 'policy',
  name: 'shop',
  signers: [SIGNER],
  require: 'any',
  ...overrides,
});

/** An image that a reference names and that runs as a digest. */
export const anImage = (text = `${ECR}/shop/web:1`, digest = digestOf('a')): PinnedImage => {
  const reference = parseImageReference(text);
  return { reference, identity: repositoryIdentity(reference), digest };
};

/** What a good signature of the trusted signer proves. */
export const someEvidence = (overrides: Partial<Evidence> = {}): Evidence => ({
  signer: `${SIGNER}/a1B2c3D4e5`,
  signingTime: '2026-02-28T09:30:00.000Z',
  expiry: null,
  job: 'arn:aws:signer:eu-west-1:111122223333:/signing-jobs/4a1b9f0e-7b1f-4c35-9f0a-0d9f3b1c2d3e',
  signature: digestOf('9'),
  ...overrides,
});

export const aTrusted = (overrides: Partial<Trusted> = {}): Trusted => ({
  kind: 'trusted',
  policy: 'shop',
  signatures: [someEvidence()],
  detail: 'a good signature',
  ...overrides,
});
export const anUntrusted = (reason: UntrustedReason = 'revoked', detail = 'a revoked signature'): Untrusted =>
  untrusted(reason, detail);
export const aServiceFailure = (detail = 'the registry is down'): Inconclusive =>
  serviceFailed('registry-unavailable', detail);
export const anUnprovable = (detail = 'the registry has no such image'): Inconclusive =>
  imageUnprovable('image-not-found', detail);

export const someSettings = (overrides: Partial<ResponseSettings> = {}): ResponseSettings => ({
  ...DEFAULT_RESPONSES,
  ...overrides,
});

/** Fields of a trust document; its policies require any signer unless they say otherwise. */
export type TrustDocumentFields = Partial<Omit<TrustDocument, 'policies'>> & {
  readonly policies?: Readonly<Record<string, Omit<PolicyEntry, 'require'> & Partial<PolicyEntry>>>;
};

const SHOP = { repositories: [`${ECR}/shop/*`], signers: [SIGNER] };
export const aTrustDocument = ({ policies = { shop: SHOP }, ...rest }: TrustDocumentFields = {}): TrustDocument => ({
  version: 3,
  deployment: 'dev',
  partition: 'aws',
  region: 'eu-west-1',
  account: '111122223333',
  mode: 'audit',
  clusters: {},
  unmatched: 'untrusted',
  exemptions: {},
  responses: someSettings(),
  gate: { stages: [], clusters: {} },
  ...rest,
  policies: Object.fromEntries(Object.entries(policies).map(([name, each]) => [name, { require: 'any', ...each }])),
});

/** A trust document that was read, with its trust rules parsed. */
export const aLoadedTrust = (overrides: TrustDocumentFields = {}): LoadedTrust =>
  toLoadedTrust({ sha256: TRUST_SHA256, document: aTrustDocument(overrides) });

/** One image to verify by one policy, with a minute of time. */
export const aVerifyRequest = (overrides: Partial<VerifyRequest> = {}): VerifyRequest => ({
  image: anImage(),
  policy: aPolicy(),
  trust: aLoadedTrust(),
  remaining: () => MINUTE,
  ...overrides,
});

export const aSituation = (overrides: Partial<ResponseSituation> = {}): ResponseSituation => ({
  verdict: anUntrusted(),
  mode: 'enforce',
  workload: 'standalone',
  ending: false,
  attempt: 1,
  lastAttempt: 30,
  firstSeen: NOW,
  now: NOW,
  settings: someSettings(),
  ...overrides,
});

export const aVerified = (overrides: Partial<VerifiedContainer> = {}): VerifiedContainer => ({
  container: aContainer(),
  image: anImage(),
  policy: aPolicy(),
  verdict: anUntrusted(),
  ...overrides,
});

/** A verified container with another name and an image of its own. */
export const aNeighbour = (
  name: string,
  digit: string,
  overrides: Partial<VerifiedContainer> = {},
): VerifiedContainer =>
  aVerified({
    container: aContainer({ name, imageDigest: digestOf(digit) }),
    image: anImage(`${ECR}/shop/web:1`, digestOf(digit)),
    ...overrides,
  });

export const anAnnouncement = (overrides: Partial<Announcement> = {}): Announcement => ({
  task: aTask(),
  verified: aVerified(),
  trustDocument: TRUST_SHA256,
  mode: 'enforce',
  workload: 'standalone',
  outcome: 'reported',
  note: null,
  at: NOW,
  repeated: false,
  ...overrides,
});

/** The ledger's record that every channel of the tests has announced a verdict at this level. */
export const announcedByAll = (level: AnnouncedLevel): LedgerEntry['announced'] => ({
  log: level,
  event: level,
  topic: level,
});

export const aLedgerEntry = (overrides: Partial<LedgerEntry> = {}): LedgerEntry => ({
  firstSeen: NOW,
  announced: {},
  stopped: false,
  ...overrides,
});
