import type { ResolvedTag } from '../../../../adapters/ecr/resolve-tag';
import { resolvingTags } from '../../../../cli/shared/verification/resolving-tags';
import { imageUnprovable, serviceFailed, untrusted, type Verdict } from '../../../../verification';
import { aContainer, digestOf } from '../../../support/domain/domain';
import { aSampleTask } from '../../commands/sample/a-sample-task';

const NOT_FOUND = imageUnprovable('image-not-found', 'no such tag');
const container = aContainer({ name: 'web', imageDigest: null });
const task = aSampleTask({ containers: [container] });

const explained = async (resolved: ResolvedTag, verdict: Verdict): Promise<Verdict> => {
  const { describeTask, explain } = resolvingTags(() => Promise.resolve(resolved));
  await describeTask(task);
  return explain({ container, image: null, policy: null, verdict }).verdict;
};

describe('resolvingTags', () => {
  it('describes the task with the digest that the tag names now', async () => {
    const resolved = { ...container, imageDigest: digestOf('a') };
    const { describeTask } = resolvingTags(() => Promise.resolve({ kind: 'resolved', container: resolved }));
    await expect(describeTask(task)).resolves.toEqual({ ...task, containers: [resolved] });
  });

  it('gives the verdict the reason why the tag could not be resolved', async () => {
    const failed = { kind: 'failed', verdict: NOT_FOUND } as const;
    await expect(explained(failed, serviceFailed('digest-unknown', 'of ECS'))).resolves.toBe(NOT_FOUND);
  });

  it('leaves alone a verdict that needs no digest', async () => {
    const noPolicy = untrusted('no-policy', 'no policy covers it');
    await expect(explained({ kind: 'failed', verdict: NOT_FOUND }, noPolicy)).resolves.toBe(noPolicy);
  });

  it('leaves alone the verdict on a tag that was resolved', async () => {
    const throttled = serviceFailed('throttled', 'slow down');
    await expect(explained({ kind: 'resolved', container }, throttled)).resolves.toBe(throttled);
  });
});
