import type { Lock, LockedImage } from '../../../contracts/lock/lock';
import type { CanaryKind } from '../../../verification';
import { distinctPackages } from './sbom/bundled-packages';
import type { Signer } from '../../shared/signing/signer';
import type { BaseImage } from './images/base-images';
import { inputsHash, pinnedSource, tagFor, type ImageSource } from './images/image-inputs';

/** One image that a deployment needs in its own repository. */
export interface WantedImage {
  /** Its name in the lock. */
  readonly name: string;
  /** `registry/repository`. */
  readonly repository: string;
  readonly source: ImageSource;
  /** `none`: unsigned on purpose; `foreign`: by the profile that is not trusted; `revoked`: one that is revoked. */
  readonly signatures: 'one' | 'none' | 'foreign' | 'revoked';
  /** `one`: an index is refused, since Lambda rejects it. */
  readonly manifests: 'one' | 'any';
  /** Which canary image it is. Default: none. */
  readonly canary?: CanaryKind;
}

/** Which digest of a base image is built from; undefined while it is not resolved. */
export interface BaseStep extends BaseImage {
  readonly kind: 'base';
  /** The digest in the lock; undefined when the lock has none. */
  readonly locked: string | undefined;
}

/** One step of building or copying, pushing, signing and locking an image. */
export type Step =
  /** If the registry still has this digest and it is signed, the remaining steps are skipped. */
  | { readonly kind: 'check-known'; readonly reference: string; readonly digest: string }
  | BaseStep
  | { readonly kind: 'build'; readonly dockerfile: string; readonly platform: string; readonly files: number }
  | { readonly kind: 'push'; readonly destination: string }
  | { readonly kind: 'copy'; readonly from: string; readonly destination: string }
  | { readonly kind: 'refuse-index' }
  | { readonly kind: 'sign'; readonly profileArn: string }
  | { readonly kind: 'verify'; readonly profileVersionArn: string }
  | { readonly kind: 'leave-unsigned' }
  /** Cannot be undone. */
  | { readonly kind: 'revoke' }
  /** The SBOM is signed and verified like the image. */
  | { readonly kind: 'attach-sbom'; readonly packages: number }
  | { readonly kind: 'lock' };

/** The plan for one image. */
export interface ImagePlan {
  readonly image: WantedImage;
  /** SHA-256 of the inputs; undefined while the digest of a copy or a base image is not known. */
  readonly inputs: string | undefined;
  readonly tag: string | undefined;
  /** `registry/repository:tag`. */
  readonly destination: string;
  /** The locked image, if it was made from the same inputs for the same repository. */
  readonly known: LockedImage | undefined;
  readonly steps: readonly Step[];
}

const sourceSteps = (
  { source }: WantedImage,
  destination: string,
  locked: LockedImage | undefined,
): readonly Step[] => {
  switch (source.kind) {
    case 'build': {
      const { dockerfile, platform, files, bases } = source;
      const lockedBases = new Map(Object.entries(locked?.bases ?? {}));
      return [
        ...bases.map((base): BaseStep => ({ kind: 'base', ...base, locked: lockedBases.get(base.reference) })),
        { kind: 'build', dockerfile, platform, files: files.length },
        { kind: 'push', destination },
      ];
    }
    case 'copy':
      return [{ kind: 'copy', from: pinnedSource(source), destination }];
  }
};

/** The signer of a deployment's images and, where it has canary images, that of the foreign one. */
export interface Signers extends Signer {
  readonly foreign?: Signer | undefined;
}

const signSteps = ({ profileArn, profileVersionArn }: Signer): readonly Step[] => [
  { kind: 'sign', profileArn },
  { kind: 'verify', profileVersionArn },
];

const trustSteps = ({ name, signatures }: WantedImage, { foreign, ...own }: Signers): readonly Step[] => {
  switch (signatures) {
    case 'one':
      return signSteps(own);
    case 'foreign':
      if (foreign === undefined) throw new Error(`${name}: a foreign signature needs a profile of its own`);
      return signSteps(foreign);
    case 'revoked':
      return [...signSteps(own), { kind: 'revoke' }];
    case 'none':
      return [{ kind: 'leave-unsigned' }];
  }
};

const sbomSteps = ({ source }: WantedImage): readonly Step[] =>
  source.kind === 'build' && source.bundles !== undefined
    ? [{ kind: 'attach-sbom', packages: distinctPackages(source.bundles.flatMap(({ packages }) => packages)).length }]
    : [];

const isSame = (locked: LockedImage, image: WantedImage, inputs: string | undefined): boolean =>
  locked.repository === image.repository &&
  locked.inputs === inputs &&
  locked.tag === tagFor(locked.inputs) &&
  (locked.profileVersionArn === null) === (image.signatures === 'none');

/** Plans each image. The plan is data: a dry run prints it, a real run carries it out. */
export const planImages = (
  images: readonly WantedImage[],
  lock: Pick<Lock, 'images'>,
  signers: Signers,
): readonly ImagePlan[] =>
  images.map((image) => {
    const inputs = inputsHash(image.source);
    const tag = inputs === undefined ? undefined : tagFor(inputs);
    const destination = `${image.repository}:${tag ?? '<depends on digests that are not resolved>'}`;
    const locked = lock.images[image.name];
    const known = locked !== undefined && isSame(locked, image, inputs) ? locked : undefined;
    const steps: readonly Step[] = [
      ...(known === undefined ? [] : [{ kind: 'check-known', reference: destination, digest: known.digest } as const]),
      ...sourceSteps(image, destination, locked),
      ...(image.manifests === 'one' ? [{ kind: 'refuse-index' } as const] : []),
      ...trustSteps(image, signers),
      ...sbomSteps(image),
      { kind: 'lock' },
    ];
    return { image, inputs, tag, destination, known, steps };
  });
