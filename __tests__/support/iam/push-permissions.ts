import type { RecordedRequest } from '../../../testing/gateway/recorded-request';
import { neededByRequest, permission, type NeededPermission } from './needed-permissions';

const ECR = /^(?<account>\d{12})\.dkr\.ecr\.(?<region>[a-z0-9-]+)\.amazonaws\.com$/;
const SIGNER = /^signer\.[a-z0-9-]+\.amazonaws\.com$/;

/**
 * The actions that each request of a push needs.
 * https://docs.aws.amazon.com/AmazonECR/latest/userguide/image-push-iam.html
 */
const PUSHES: readonly (readonly [RegExp, readonly string[]])[] = [
  [/^HEAD \/v2\/(?<repository>.+)\/blobs\/sha256:/, ['ecr:BatchCheckLayerAvailability']],
  [/^POST \/v2\/(?<repository>.+)\/blobs\/uploads\//, ['ecr:InitiateLayerUpload']],
  [/^PATCH \/v2\/(?<repository>.+)\/blobs\/uploads\//, ['ecr:UploadLayerPart']],
  // Small blobs are sent in the request that completes the upload.
  [/^PUT \/v2\/(?<repository>.+)\/blobs\/uploads\//, ['ecr:UploadLayerPart', 'ecr:CompleteLayerUpload']],
  [/^PUT \/v2\/(?<repository>.+)\/manifests\//, ['ecr:PutImage']],
];

/**
 * The permissions that a request needs when pushing, signing and verifying. A request to sign does not show its profile, so
 * it needs all of these.
 */
export const neededByPush = (request: RecordedRequest, profileArns: readonly string[]): readonly NeededPermission[] => {
  const { host, method, path, authorization } = request;
  if (authorization === 'none') return [];
  if (SIGNER.test(host)) return profileArns.map((each) => permission('signer:SignPayload', each));
  const { account, region } = ECR.exec(host)?.groups ?? {};
  if (account === undefined || region === undefined) return neededByRequest(request);
  for (const [pattern, actions] of PUSHES) {
    const repository = pattern.exec(`${method} ${path}`)?.groups?.['repository'];
    const arn = `arn:aws:ecr:${region}:${account}:repository/${repository ?? ''}`;
    if (repository !== undefined) return actions.map((action) => permission(action, arn));
  }
  return neededByRequest(request);
};
