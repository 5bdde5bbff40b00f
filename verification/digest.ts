/** The SHA-256 digest of a manifest, as registries write it: `sha256:` and 64 lower-case hexadecimal digits. */
export type Digest = `sha256:${string}`;

/** Guards a text that is a whole SHA-256 digest; other algorithms are not digests to us, since ECR and ECS use no other. */
export const isDigest = (text: string): text is Digest => /^sha256:[0-9a-f]{64}$/.test(text);
