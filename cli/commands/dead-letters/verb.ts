import type { Deployment } from '../../../contracts/deployment/deployment';
import { verifierNames } from '../../../contracts/naming/resource-names';
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
import { waitingQueues } from './queues';
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

const show = (deployment: Deployment, { json }: DeadLettersOptions, redriven: Redrive): void => {
  const { moved, toMove } = redriven;
  const { deadLetters, queue } = verifierNames(deployment);
  if (json) printJson({ deployment: deployment.name, queue, moved, toMove });
  else if (moved === 0 && toMove === 0) printResult(`Nothing waits in ${deadLetters}.\n`);
  else printResult(`moved ${countOf(redriven)} from ${deadLetters} to ${queue}\n`);
};

const redrive: Action = async (deployment, options, ports) => {
  const { terminal } = ports;
  const approval = { verb: 'dead-letters redrive', given: options.autoApprove };
  checkApprovable(approval, terminal);
  const [{ name, url }] = waitingQueues(deployment);
  const { waiting, hidden } = await calling(`sqs:GetQueueAttributes of ${name}`, ports.count(url));
  if (waiting + hidden === 0) {
    show(deployment, options, { moved: 0, toMove: 0 });
    return EXIT.ok;
  }
  const { queue } = verifierNames(deployment);
  const question = `Move about ${countOf({ moved: waiting + hidden, toMove: null })} from ${name} to ${queue}, where they are processed again?`;
  if (!(await isApproved({ ...approval, question }, terminal))) {
    terminal.say('not approved: nothing was done');
    return EXIT.failed;
  }
  const work = async ({ throwIfInterrupted }: WorkTools): Promise<number> => {
    const tools = { ...ports, say: terminal.say, throwIfInterrupted };
    show(deployment, options, await redriveDeadLetters(deployment, tools));
    return EXIT.ok;
  };
  const soFar = () => 'SQS goes on moving messages if that had begun; run it again to follow';
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
