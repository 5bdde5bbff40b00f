import type { Lock, LockedImage } from '../../../contracts/lock/lock';
import type { Signer } from '../../shared/signing/signer';
import { inputsHash, pinnedSource, tagFor, type ImageSource } from './images/image-inputs';

/** One image that a deployment needs in a repository of its own. */
export interface WantedImage {
  /** Its name in the lock. */
  readonly name: string;
  /** `registry/repository`. */
  readonly repository: string;
  readonly source: ImageSource;
  /** `none`: left unsigned on purpose. */
  readonly signatures: 'one' | 'none';
  /** `one`: an index is refused, as Lambda refuses it. */
  readonly manifests: 'one' | 'any';
}

/** One step of getting an image where it belongs. */
export type Step =
  /** When the registry still has this digest and it is signed, the rest is left out. */
  | { readonly kind: 'look'; readonly reference: string; readonly digest: string }
  | { readonly kind: 'build'; readonly dockerfile: string; readonly platform: string; readonly files: number }
  | { readonly kind: 'push'; readonly destination: string }
  | { readonly kind: 'copy'; readonly from: string; readonly destination: string }
  | { readonly kind: 'refuse-index' }
  | { readonly kind: 'sign'; readonly profileArn: string }
  | { readonly kind: 'verify'; readonly profileVersionArn: string }
  | { readonly kind: 'leave-unsigned' }
  /** The SBOM is signed and verified as the image is. */
  | { readonly kind: 'attach-sbom'; readonly packages: number }
  | { readonly kind: 'lock' };

/** What is to be done about one image. */
export interface ImagePlan {
  readonly image: WantedImage;
  /** SHA-256 of the inputs; undefined while a copy's digest is not known. */
  readonly inputs: string | undefined;
  readonly tag: string | undefined;
  /** `registry/repository:tag`. */
  readonly destination: string;
  /** What the lock says of an image of the very same inputs in the very same place. */
  readonly known: LockedImage | undefined;
  readonly steps: readonly Step[];
}

const sourceSteps = ({ source }: WantedImage, destination: string): readonly Step[] => {
  switch (source.kind) {
    case 'build': {
      const { dockerfile, platform, files } = source;
      return [
        { kind: 'build', dockerfile, platform, files: files.length },
        { kind: 'push', destination },
      ];
    }
    case 'copy':
      return [{ kind: 'copy', from: pinnedSource(source), destination }];
  }
};

const trustSteps = ({ signatures }: WantedImage, { profileArn, profileVersionArn }: Signer): readonly Step[] => {
  switch (signatures) {
    case 'one':
      return [
        { kind: 'sign', profileArn },
        { kind: 'verify', profileVersionArn },
      ];
    case 'none':
      return [{ kind: 'leave-unsigned' }];
  }
};

const sbomSteps = ({ source }: WantedImage): readonly Step[] =>
  source.kind === 'build' && source.packages !== undefined
    ? [{ kind: 'attach-sbom', packages: source.packages.length }]
    : [];

const isSame = (locked: LockedImage, image: WantedImage, inputs: string | undefined): boolean =>
  locked.repository === image.repository &&
  locked.inputs === inputs &&
  locked.tag === tagFor(locked.inputs) &&
  (locked.profileVersionArn === null) === (image.signatures === 'none');

/** What is to be done about each image: pure data, from which both the dry run and the real one go. */
export const planImages = (
  images: readonly WantedImage[],
  lock: Pick<Lock, 'images'>,
  signer: Signer,
): readonly ImagePlan[] =>
  images.map((image) => {
    const inputs = inputsHash(image.source);
    const tag = inputs === undefined ? undefined : tagFor(inputs);
    const destination = `${image.repository}:${tag ?? '<by the source’s digest>'}`;
    const locked = lock.images[image.name];
    const known = locked !== undefined && isSame(locked, image, inputs) ? locked : undefined;
    const steps: readonly Step[] = [
      ...(known === undefined ? [] : [{ kind: 'look', reference: destination, digest: known.digest } as const]),
      ...sourceSteps(image, destination),
      ...(image.manifests === 'one' ? [{ kind: 'refuse-index' } as const] : []),
      ...trustSteps(image, signer),
      ...sbomSteps(image),
      { kind: 'lock' },
    ];
    return { image, inputs, tag, destination, known, steps };
  });
