import {
  verifyTask,
  type Container,
  type Task,
  type TaskToVerify,
  type Trust,
  type Verdict,
  type VerifyImage,
  type VerifyTaskPorts,
} from '../../../verification';
import { aContainer, aLoadedTrust, aTask, aTrusted, digestOf, MINUTE, NOW } from './domain';
import { fakeVerify } from './fake-ports';

/** Ports by which every image is trusted, and ECS describes each task as the event does. */
export const verifyTaskPorts = (overrides: Partial<VerifyTaskPorts> = {}): VerifyTaskPorts => ({
  now: () => NOW,
  verifyImage: fakeVerify(aTrusted()),
  describeTask: async (task) => task,
  ...overrides,
});

/** A task to be verified within a minute. */
export const toVerify = (overrides: Partial<Task> = {}): TaskToVerify => ({
  task: aTask(overrides),
  remaining: () => MINUTE,
});

/** Returns verdicts by digest; throws for a digest that is not listed. */
export const verifyBy =
  (verdicts: Readonly<Record<string, Verdict>>): VerifyImage =>
  async ({ image: { digest } }) => {
    const verdict = verdicts[digest];
    if (verdict === undefined) throw new Error(`expected a verdict for ${digest}, found none`);
    return verdict;
  };

/** An ECS that describes every task as this one; `tasks` shows the tasks that it was called with. */
export const describing = (described: Partial<Task>) => {
  const tasks: Task[] = [];
  const describeTask = async (task: Task) => {
    tasks.push(task);
    return aTask(described);
  };
  return { tasks, describeTask };
};

/** A container that has pulled the digest of this digit. */
export const pulled = (name: string, digit: string): Container => aContainer({ name, imageDigest: digestOf(digit) });

/** A container whose digest is not known yet. */
export const withoutDigest = (name: string, overrides: Partial<Container> = {}): Container =>
  aContainer({ name, imageDigest: null, ...overrides });

/** The name and verdict of each container, in the order of the containers. */
export const verdictsOf = async (task: Partial<Task>, ports: VerifyTaskPorts, trust: Trust = aLoadedTrust()) =>
  (await verifyTask(toVerify(task), trust, ports)).map(({ container, verdict }) => [container.name, verdict]);
