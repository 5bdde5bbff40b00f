import type { ProcessRequest, ProcessResult, RunProcess } from '../../../adapters/process';

const output = { stdout: '', stderr: '', cut: false };

/** How notation responds to the verification of a reference. */
export type NotationAnswer = (reference: string) => ProcessResult;

export const accepted: NotationAnswer = (reference) => ({
  kind: 'exited',
  status: 0,
  ...output,
  stdout: `Successfully verified signature for ${reference}\n`,
});

/** An error of the tool itself. */
export const broken: NotationAnswer = () => ({
  kind: 'exited',
  status: 1,
  ...output,
  stderr: 'Error: trust policy is not present\n',
});

export const hanging: NotationAnswer = () => ({ kind: 'timed-out', ...output });

/** A fake of notation that gives one answer per run, and then repeats the last one; `requests` records its runs. */
export const notationThat = (
  ...answers: readonly NotationAnswer[]
): { readonly run: RunProcess; readonly requests: readonly ProcessRequest[] } => {
  const requests: ProcessRequest[] = [];
  const run: RunProcess = async (request) => {
    const answer = answers[Math.min(requests.length, answers.length - 1)];
    requests.push(request);
    const reference = request.args.at(-1);
    if (answer === undefined || reference === undefined) throw new Error('expected an answer and a reference');
    return answer(reference);
  };
  return { run, requests };
};
