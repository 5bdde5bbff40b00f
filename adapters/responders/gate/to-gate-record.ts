import type { GateEvent } from '../../../contracts/events/gate-event';
import {
  GATE_EVENT_VERSION,
  MAX_CONTAINERS,
  MAX_GRANTS,
  MAX_IMAGE_LENGTH,
} from '../../../contracts/events/gate-event-format';
import { MAX_SIGNATURES } from '../../../contracts/events/verdict-event-format';
import {
  MAX_DETAIL_LENGTH,
  shorten,
  type GateAnnouncement,
  type GateContainer,
  type Verdict,
} from '../../../verification';
import { toVerdictFields } from '../to-verdict-fields';

/** The fields of the event `Gate Decision`, also for decisions that only the log announces. */
export type GateRecord = GateEvent;

/** EventBridge accepts 256 KB, of which the rest of the entry needs some. */
const MAX_BYTES = 240 * 1024;

/** How much of each container a record has, most first: text is longer in bytes than in characters. */
const SIZES = [
  { signatures: MAX_SIGNATURES, detail: MAX_DETAIL_LENGTH, text: MAX_IMAGE_LENGTH },
  { signatures: 5, detail: 200, text: 300 },
  { signatures: 0, detail: 100, text: 100 },
] as const;

type Size = (typeof SIZES)[number];

const GRAVITY: Readonly<Record<Verdict['kind'], number>> = { untrusted: 0, inconclusive: 1, trusted: 2, exempt: 3 };

const shortenOrNull = (text: string | null, characters: number): string | null =>
  text === null ? null : shorten(text, characters);

const toContainer = (verified: GateContainer, { signatures, detail, text }: Size): GateRecord['containers'][number] => {
  const fields = toVerdictFields(verified);
  return {
    ...fields,
    container: shorten(fields.container, text),
    image: shortenOrNull(fields.image, text),
    repository: shortenOrNull(fields.repository, text),
    detail: shorten(fields.detail, detail),
    signatures: fields.signatures.slice(0, signatures),
    rejectedSignatures: fields.rejectedSignatures
      .slice(0, signatures)
      .map((each) => ({ ...each, signer: shortenOrNull(each.signer, text) })),
    provisional: verified.provisional,
  };
};

const toRecord = (announcement: GateAnnouncement, deployment: string, size: Size): GateRecord => {
  const { hook, expiresAt, at } = announcement;
  const containers = [...announcement.containers].sort((a, b) => GRAVITY[a.verdict.kind] - GRAVITY[b.verdict.kind]);
  return {
    version: GATE_EVENT_VERSION,
    deployment,
    trustDocument: announcement.trustDocument,
    cluster: hook.clusterArn,
    ecsService: hook.serviceArn,
    serviceDeployment: hook.deploymentArn,
    hook: hook.hookId,
    stage: hook.stage,
    mode: announcement.mode,
    outcome: announcement.outcome,
    detail: shorten(announcement.detail, MAX_DETAIL_LENGTH),
    containers: containers.slice(0, MAX_CONTAINERS).map((each) => toContainer(each, size)),
    omittedContainers: Math.max(0, containers.length - MAX_CONTAINERS),
    grants: announcement.grants.slice(0, MAX_GRANTS),
    expiresAt: expiresAt === null ? null : new Date(expiresAt).toISOString(),
    timeoutAction: announcement.timeoutAction,
    at: new Date(at).toISOString(),
  };
};

/**
 * What every channel announces about a service deployment, in the same words. Whoever writes task definitions or attaches
 * signatures can make it long: then it has fewer signatures and shorter texts, so that EventBridge accepts it.
 */
export const toGateRecord = (announcement: GateAnnouncement, deployment: string): GateRecord => {
  const [whole, ...smaller] = SIZES;
  const bytes = (record: GateRecord): number => Buffer.byteLength(JSON.stringify(record));
  return smaller.reduce(
    (record, size) => (bytes(record) > MAX_BYTES ? toRecord(announcement, deployment, size) : record),
    toRecord(announcement, deployment, whole),
  );
};
