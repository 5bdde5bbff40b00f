import { type Interceptor, changeJson } from '../moto-call';

interface Described {
  readonly containers?: readonly { readonly image?: string }[];
}

const DIGEST = /@(sha256:[0-9a-f]{64})$/;

/** Adds the digest that ECS tells of a container's image to what moto answers: moto pulls nothing, so it is the one that the image is named by. */
export const pulledDigests = (): Interceptor => async (exchange, moto) => {
  const answer = await moto(exchange);
  if (exchange.service !== 'ecs' || exchange.operation !== 'DescribeTasks') return answer;
  return changeJson(answer, ({ tasks = [], ...rest }) => ({
    ...rest,
    tasks: (tasks as readonly Described[]).map(({ containers = [], ...task }) => ({
      ...task,
      containers: containers.map((each) => ({ ...each, imageDigest: DIGEST.exec(each.image ?? '')?.[1] })),
    })),
  }));
};
