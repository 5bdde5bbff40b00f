import * as z from 'zod';
import type { HttpResponse } from '../http/http-message';
import { type AwsActions, jsonResult } from './aws-response';
import type { AwsCall } from './aws-call';
import { parseInput } from './parse-input';

const TOKEN_HOURS = 12;

/** A manifest to read, by digest or by tag. */
export interface ManifestQuery {
  /** The account that owns the repository. */
  readonly registryId: string;
  readonly region: string;
  readonly repository: string;
  readonly image: { readonly digest: string } | { readonly tag: string };
}

/** A manifest's exact text. */
export interface FoundManifest {
  readonly manifest: string;
  readonly mediaType: string;
  readonly digest: string;
}

/** Reads a manifest from the registry; undefined when it doesn't exist. */
export type ReadManifest = (query: ManifestQuery) => Promise<FoundManifest | undefined> | FoundManifest | undefined;

/** Settings of the emulated ECR. */
export interface EcrSettings {
  /** The caller's account. */
  readonly account: string;
  /** The password in authorization tokens, for the user `AWS`. */
  readonly password: string;
  readonly readManifest: ReadManifest;
}

const imagesShape = z.object({
  registryId: z.string().optional(),
  repositoryName: z.string(),
  imageIds: z
    .array(z.object({ imageDigest: z.string().optional(), imageTag: z.string().optional() }))
    .min(1)
    .max(100),
});

const REASONS = {
  MissingDigestAndTag: 'Invalid request parameters: both tag and digest cannot be null',
  ImageNotFound: 'Requested image not found',
  ImageTagDoesNotMatchDigest: 'Requested image tag does not match the digest',
} as const;

const findImage = async (
  { imageDigest, imageTag }: z.infer<typeof imagesShape>['imageIds'][number],
  read: (image: ManifestQuery['image']) => ReturnType<ReadManifest>,
): Promise<FoundManifest | keyof typeof REASONS> => {
  if (imageDigest === undefined && imageTag === undefined) return 'MissingDigestAndTag';
  const tagged = imageTag === undefined ? undefined : await read({ tag: imageTag });
  if (imageDigest === undefined) return tagged ?? 'ImageNotFound';
  if (tagged && tagged.digest !== imageDigest) return 'ImageTagDoesNotMatchDigest';
  return (await read({ digest: imageDigest })) ?? 'ImageNotFound';
};

const toImage = (imageTag: string | undefined, { manifest, mediaType, digest }: FoundManifest): object => {
  const imageId = { imageDigest: digest, ...(imageTag === undefined ? {} : { imageTag }) };
  return { imageId, imageManifest: manifest, imageManifestMediaType: mediaType };
};

const getImages = async ({ account, readManifest }: EcrSettings, call: AwsCall): Promise<HttpResponse> => {
  const { registryId = account, repositoryName, imageIds } = parseInput(call, imagesShape);
  const read = (image: ManifestQuery['image']): ReturnType<ReadManifest> =>
    readManifest({ registryId, region: call.region, repository: repositoryName, image });
  const results = await Promise.all(
    imageIds.map(async (imageId) => ({ imageId, found: await findImage(imageId, read) })),
  );
  const images = results.flatMap(({ imageId, found }) =>
    typeof found === 'string' ? [] : [{ registryId, repositoryName, ...toImage(imageId.imageTag, found) }],
  );
  const failures = results.flatMap(({ imageId, found }) =>
    typeof found === 'string' ? [{ imageId, failureCode: found, failureReason: REASONS[found] }] : [],
  );
  return jsonResult({ images, failures });
};

/** The token that ECR issues at a time, in milliseconds since the epoch; it is valid for 12 hours. */
export const toAuthorizationData = (
  password: string,
  at: number,
): { readonly authorizationToken: string; readonly expiresAt: number } => ({
  authorizationToken: Buffer.from(`AWS:${password}`).toString('base64'),
  expiresAt: at / 1000 + TOKEN_HOURS * 3600,
});

/** ECR's GetAuthorizationToken and BatchGetImage, in every region. */
export const ecrActions = (settings: EcrSettings): AwsActions => {
  const { account, password } = settings;
  return {
    GetAuthorizationToken: ({ region, at }) => {
      const proxyEndpoint = `https://${account}.dkr.ecr.${region}.amazonaws.com`;
      return jsonResult({ authorizationData: [{ ...toAuthorizationData(password, at), proxyEndpoint }] });
    },
    BatchGetImage: (call) => getImages(settings, call),
  };
};
