/** The kinds of canary images: each must always get the same answer. */
export const CANARY_KINDS = ['good', 'unsigned', 'foreign', 'revoked'] as const;

/** One kind of canary image: signed, not signed, signed by a profile that is not trusted, or signed and revoked. */
export type CanaryKind = (typeof CANARY_KINDS)[number];

/** The canary images of a deployment, as `registry/repository@digest`. */
export type Canaries = Readonly<Record<CanaryKind, string>>;

/** The ways by which images are verified, and which canary images take: the sweep, a task's start, the gate. */
export const CANARY_DOORS = ['sweep', 'start', 'gate'] as const;

/** One of these ways. */
export type CanaryDoor = (typeof CANARY_DOORS)[number];

/** The name of the policy for the canary images, which synthesis adds to the trust document. */
export const CANARY_POLICY = 'canary';
