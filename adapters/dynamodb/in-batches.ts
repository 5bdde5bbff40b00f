/** Answers each request of one batch; called once for each of them. */
export type AnswerBatch<Request, Answer> = (requests: readonly Request[]) => (request: Request) => Promise<Answer>;

interface Waiting<Request, Answer> {
  readonly request: Request;
  readonly resolve: (answer: Promise<Answer>) => void;
}

/**
 * Collects the requests that are made in one turn of the event loop, and passes them on in batches of at most `size`: a
 * batch of queue messages makes its requests at the same time.
 */
export const inBatches = <Request, Answer>(
  size: number,
  answerBatch: AnswerBatch<Request, Answer>,
): ((request: Request) => Promise<Answer>) => {
  let waiting: Waiting<Request, Answer>[] = [];
  const passOn = (): void => {
    const all = waiting;
    waiting = [];
    while (all.length > 0) {
      const batch = all.splice(0, size);
      // What `answerBatch` throws is every request's failure, not that of the process.
      const answers = (async () => answerBatch(batch.map(({ request }) => request)))();
      for (const { request, resolve } of batch) resolve(answers.then((answer) => answer(request)));
    }
  };
  return (request) =>
    new Promise((resolve) => {
      if (waiting.length === 0) setImmediate(passOn);
      waiting.push({ request, resolve });
    });
};
