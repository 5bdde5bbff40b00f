import { type Interceptor, changeJson } from '../moto-call';

interface Described {
  readonly containers?: readonly { readonly image?: string }[];
}

const DIGEST = /@(sha256:[0-9a-f]{64})$/;

/**
 * Adds each container's image digest to DescribeTasks. Moto pulls no images, so the digest comes from the
 * image reference.
 */
export const pulledDigests = (): Interceptor => async (call, moto) => {
  const response = await moto(call);
  if (call.service !== 'ecs' || call.operation !== 'DescribeTasks') return response;
  return changeJson(response, ({ tasks = [], ...rest }) => ({
    ...rest,
    tasks: (tasks as readonly Described[]).map(({ containers = [], ...task }) => ({
      ...task,
      containers: containers.map((each) => ({ ...each, imageDigest: DIGEST.exec(each.image ?? '')?.[1] })),
    })),
  }));
};
