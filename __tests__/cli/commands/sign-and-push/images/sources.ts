import type { BuildRecipe, CopySource } from '../../../../../cli/commands/sign-and-push/images/image-inputs';
import type { WantedImage } from '../../../../../cli/commands/sign-and-push/plan';
import type { Signer } from '../../../../../cli/shared/signing/signer';

export const HOST = '111122223333.dkr.ecr.eu-west-1.amazonaws.com';

export const digestOf = (letter: string) => `sha256:${letter.repeat(64)}` as const;

export const SIGNER: Signer = {
  profileArn: 'arn:aws:signer:eu-west-1:111122223333:/signing-profiles/dev',
  profileVersionArn: 'arn:aws:signer:eu-west-1:111122223333:/signing-profiles/dev/a1B2c3D4e5',
};

/** A recipe of one file. */
export const aRecipe = (overrides: Partial<BuildRecipe> = {}): BuildRecipe => ({
  kind: 'build',
  dockerfile: 'Dockerfile',
  files: [{ path: 'Dockerfile', content: Buffer.from('FROM scratch\n'), executable: false }],
  arguments: { BASE: 'base:1' },
  platform: 'linux/amd64',
  bases: [],
  ...overrides,
});

/** A source to be copied, whose digest is known. */
export const aCopy = (overrides: Partial<CopySource> = {}): CopySource => ({
  kind: 'copy',
  from: 'public.ecr.aws/team/app:latest',
  digest: digestOf('c'),
  ...overrides,
});

/** The verifier's image. */
export const aWanted = (overrides: Partial<WantedImage> = {}): WantedImage => ({
  name: 'verifier',
  repository: `${HOST}/dev-image-trust`,
  source: aRecipe(),
  signatures: 'one',
  manifests: 'one',
  ...overrides,
});
