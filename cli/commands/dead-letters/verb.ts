import type { Deployment } from '../../../contracts/deployment/deployment';
import { EXIT } from '../../shared/exit-codes';
import { exitStatusOf } from '../../shared/exit-status';
import { interruptible, type WorkTools } from '../../shared/interruption';
import { toVerb } from '../../shared/options/to-verb';
import { printJson, printResult } from '../../shared/print';
import { readDeployment } from '../../shared/read-deployment';
import { checkApprovable, isApproved } from '../../shared/terraform/approve';
import type { RunVerb, Verb } from '../../verb';
import { awsPorts, calling, type DeadLettersPorts } from './dead-letters-ports';
import { PROSE } from './help';
import { listDeadLetters } from './list';
import { DEAD_LETTERS, parseDeadLettersOptions, type DeadLettersOptions } from './options';
import { redrivableQueues, type RedrivableQueue } from './queues';
import { countOf, redriveDeadLetters, type Redrive } from './redrive';
import { renderQueues, toJsonQueues } from './render';

type Action = (deployment: Deployment, options: DeadLettersOptions, ports: DeadLettersPorts) => Promise<number>;

const list: Action = async (deployment, { json }, ports) => {
  const queues = await listDeadLetters(deployment, ports);
  const { isTTY, columns } = process.stdout;
  if (json) printJson({ deployment: deployment.name, queues: toJsonQueues(queues) });
  else printResult(renderQueues(queues, { now: ports.now(), width: isTTY ? columns : undefined }));
  return EXIT.ok;
};

/** What was moved back from one dead-letter queue. */
interface Moved extends Redrive {
  readonly from: RedrivableQueue;
}

const toJsonMoved = ({ from: { queue }, moved, toMove }: Moved): object => ({ queue, moved, toMove });

const lineOf = ({ from: { name, queue }, ...redriven }: Moved): string =>
  redriven.moved === 0 && redriven.toMove === 0
    ? `Nothing waits in ${name}.\n`
    : `moved ${countOf(redriven)} from ${name} to ${queue}\n`;

const show = (deployment: Deployment, { json }: DeadLettersOptions, all: readonly Moved[]): void => {
  if (!json) return printResult(all.map(lineOf).join(''));
  // The queue of the notify function came later: programs find that of the launch function where it was.
  const [launch, notify] = all.map(toJsonMoved);
  printJson({ deployment: deployment.name, ...launch, ...(notify === undefined ? {} : { notify }) });
};

const countWaiting = async (from: RedrivableQueue, { count }: DeadLettersPorts): Promise<number> => {
  const { waiting, hidden } = await calling(`sqs:GetQueueAttributes of ${from.name}`, count(from.url));
  return waiting + hidden;
};

interface Counted {
  readonly from: RedrivableQueue;
  readonly waiting: number;
}

const questionAbout = (counted: readonly Counted[]): string => {
  const moves = counted
    .filter(({ waiting }) => waiting > 0)
    .map(
      ({ from, waiting }) => `about ${countOf({ moved: waiting, toMove: null })} from ${from.name} to ${from.queue}`,
    );
  return `Move ${moves.join(', and ')}, where they are processed again?`;
};

const redrive: Action = async (deployment, options, ports) => {
  const { terminal } = ports;
  const approval = { verb: 'dead-letters redrive', given: options.autoApprove };
  checkApprovable(approval, terminal);
  const counted: Counted[] = [];
  for (const from of redrivableQueues(deployment)) counted.push({ from, waiting: await countWaiting(from, ports) });
  const nothing = ({ from }: Counted): Moved => ({ from, moved: 0, toMove: 0 });
  if (counted.every(({ waiting }) => waiting === 0)) {
    show(deployment, options, counted.map(nothing));
    return EXIT.ok;
  }
  if (!(await isApproved({ ...approval, question: questionAbout(counted) }, terminal))) {
    terminal.say('not approved: nothing was done');
    return EXIT.failed;
  }
  const work = async ({ throwIfInterrupted }: WorkTools): Promise<number> => {
    const tools = { ...ports, say: terminal.say, throwIfInterrupted };
    const moved: Moved[] = [];
    for (const each of counted)
      moved.push(
        each.waiting === 0 ? nothing(each) : { from: each.from, ...(await redriveDeadLetters(each.from, tools)) },
      );
    show(deployment, options, moved);
    return EXIT.ok;
  };
  const soFar = () => 'SQS continues to move messages if that had begun; run it again to follow';
  return interruptible('dead-letters', { work, soFar });
};

const ACTIONS: Readonly<Record<DeadLettersOptions['action'], Action>> = { list, redrive };

/** Makes `image-trust dead-letters` from what it works with. */
export const deadLettersWith =
  (portsFor: (region: string) => DeadLettersPorts, environment: NodeJS.ProcessEnv): RunVerb =>
  async (args, typedIn) => {
    const options = parseDeadLettersOptions(args, typedIn);
    const deployment = readDeployment(options.deployment, environment);
    return exitStatusOf('dead-letters', () =>
      ACTIONS[options.action](deployment, options, portsFor(deployment.region)),
    );
  };

/** `image-trust dead-letters`: what could not be processed, and moving it back. */
export const deadLettersVerb: Verb = toVerb(DEAD_LETTERS, {
  ...PROSE,
  group: 'Operate',
  summary: 'list what could not be processed, and move it back',
  run: (args, typedIn) => deadLettersWith(awsPorts, process.env)(args, typedIn),
});
