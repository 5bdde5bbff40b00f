import type { ResolvedTag } from '../../../adapters/ecr/resolve-tag';
import type { Container, Task, Verdict, VerifiedContainer } from '../../../verification';

/** Resolves tags while tasks are verified, and remembers why a tag could not be resolved. */
export interface ResolvingTags {
  /** The task with the digests that its tags name now. */
  readonly describeTask: (task: Task) => Promise<Task>;
  /** Gives a verdict on an image without a digest the reason why its tag could not be resolved. */
  readonly explain: (verified: VerifiedContainer) => VerifiedContainer;
}

const lacksDigest = (verdict: Verdict): boolean =>
  verdict.kind === 'inconclusive' && verdict.reason === 'digest-unknown';

/** Makes both from the resolver of one tag. A verdict that needs no digest, such as `no-policy`, stays. */
export const resolvingTags = (resolve: (container: Container) => Promise<ResolvedTag>): ResolvingTags => {
  const failures = new Map<string, Verdict>();
  const resolveOne = async (container: Container): Promise<Container> => {
    const resolved = await resolve(container);
    if (resolved.kind === 'resolved') return resolved.container;
    failures.set(container.name, resolved.verdict);
    return container;
  };
  return {
    describeTask: async (task) => ({ ...task, containers: await Promise.all(task.containers.map(resolveOne)) }),
    explain: (verified) => {
      const verdict = failures.get(verified.container.name);
      return verdict !== undefined && lacksDigest(verified.verdict) ? { ...verified, verdict } : verified;
    },
  };
};
