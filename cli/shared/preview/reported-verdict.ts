import type { Report } from '../../../contracts/report/report-schema';
import {
  IMAGE_REASONS,
  isDigest,
  SERVICE_REASONS,
  UNTRUSTED_REASONS,
  type Container,
  type Digest,
  type PolicyVerdict,
  type Verdict,
} from '../../../verification';

type Image = Report['images'][number];

const reasonAmong = <Reason extends string>(reasons: readonly Reason[], { reason }: Image): Reason | undefined =>
  reasons.find((each) => each === reason);

const toDigest = (text: string | null): Digest | null => (text !== null && isDigest(text) ? text : null);

const trusted = (image: Image): Verdict => ({
  kind: 'trusted',
  policy: image.policy ?? '',
  signatures: image.signatures.flatMap(({ digest, ...evidence }) => {
    const signature = toDigest(digest);
    return signature === null ? [] : [{ signature, ...evidence }];
  }),
  detail: image.detail,
});

const inconclusive = (image: Image): Verdict | undefined => {
  const { detail } = image;
  const ofImage = reasonAmong(IMAGE_REASONS, image);
  if (ofImage !== undefined) return { kind: 'inconclusive', cause: 'image', reason: ofImage, detail };
  const ofService = reasonAmong(SERVICE_REASONS, image);
  return ofService && { kind: 'inconclusive', cause: 'service', reason: ofService, detail };
};

const verdictOf = (image: Image): Verdict | undefined => {
  const { detail, rule } = image;
  switch (image.verdict) {
    case 'trusted':
      return trusted(image);
    case 'exempt':
      return rule === null ? undefined : { kind: 'exempt', rule, detail };
    case 'untrusted': {
      const reason = reasonAmong(UNTRUSTED_REASONS, image);
      return reason && { kind: 'untrusted', reason, signatures: [], detail };
    }
    case 'inconclusive':
      return inconclusive(image);
  }
};

/** The verdict that a report names for an image; null if it contradicts itself. */
export const reportedVerdict = (image: Image): PolicyVerdict | null => {
  const verdict = verdictOf(image);
  return verdict === undefined ? null : { policy: image.policy, verdict };
};

/** A container by its name and the image that a report names for it. */
export const reportedContainer = (name: string, { image, digest }: Image): Container => ({
  name,
  image,
  imageDigest: toDigest(digest),
});
