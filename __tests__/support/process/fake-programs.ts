import type { ProcessRequest, RunProcess } from '../../../adapters/process';

/** A program that ended with this status and output. */
export const ended = (status: number, stdout = '', stderr = '') =>
  ({ kind: 'exited', status, stdout, stderr, cut: false }) as const;

/** Programs that answer as a test says. Each run is recorded as one line. */
export class FakePrograms {
  readonly lines: string[] = [];

  constructor(
    private readonly answer: (line: string, request: ProcessRequest) => ReturnType<typeof ended> | undefined,
  ) {}

  readonly run: RunProcess = async (request) => {
    const line = [request.command, ...request.args].join(' ');
    this.lines.push(line);
    return this.answer(line, request) ?? ended(0);
  };
}
