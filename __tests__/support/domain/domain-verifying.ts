import {
  verifyTask,
  type Container,
  type VerifyTaskPorts,
  type Task,
  type Verdict,
  type VerifyImage,
} from '../../../verification';
import { aContainer, aRulebook, aTask, aTrusted, digestOf } from './domain';
import { fakeVerify } from './domain-fakes';

/** A judge to whom every image is good, and to whom ECS says what the event said. */
export const aJudging = (overrides: Partial<VerifyTaskPorts> = {}): VerifyTaskPorts => ({
  trustRules: aRulebook(),
  verify: fakeVerify(aTrusted()),
  describeTask: async (task) => task,
  ...overrides,
});

/** Answers by digest; a digest that is not named makes it throw. */
export const verifyBy =
  (verdicts: Readonly<Record<string, Verdict>>): VerifyImage =>
  async ({ digest }) => {
    const verdict = verdicts[digest];
    if (verdict === undefined) throw new Error(`nothing is known of ${digest}`);
    return verdict;
  };

/** An ECS that describes every task as this one; `asked` shows for which it was asked, in turn. */
export const describing = (described: Partial<Task>) => {
  const asked: Task[] = [];
  const describeTask = async (task: Task) => {
    asked.push(task);
    return aTask(described);
  };
  return { asked, describeTask };
};

/** A container that has pulled a digest of this digit. */
export const pulled = (name: string, digit: string): Container => aContainer({ name, imageDigest: digestOf(digit) });
/** A container of which no digest is told. */
export const early = (name: string, overrides: Partial<Container> = {}): Container =>
  aContainer({ name, imageDigest: null, ...overrides });
/** Each container's name and verdict, in the order of the containers. */
export const verdictsOf = async (task: Task, judging: VerifyTaskPorts) =>
  (await verifyTask(task, judging)).map(({ container, verdict }) => [container.name, verdict]);
