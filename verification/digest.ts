/** The SHA-256 digest of a manifest, as registries write it: `sha256:` and 64 lower-case hexadecimal digits. */
export type Digest = `sha256:${string}`;

/** Whether a text is a SHA-256 digest and nothing else; ECR and ECS use no other algorithm. */
export const isDigest = (text: string): text is Digest => /^sha256:[0-9a-f]{64}$/.test(text);
