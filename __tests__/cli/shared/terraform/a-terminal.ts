import type { Terminal } from '../../../../cli/shared/terraform/terminal';

/** A terminal on which these answers are given in turn, with the questions asked and the lines printed there. */
export const aTerminal = (
  answers: readonly string[],
  interactive = true,
): Terminal & { readonly questions: string[]; readonly said: string[] } => {
  const questions: string[] = [];
  const said: string[] = [];
  const ask = (question: string): Promise<string> => {
    const answer = answers[questions.length];
    questions.push(question);
    return answer === undefined ? Promise.reject(new Error(`no answer to ${question}`)) : Promise.resolve(answer);
  };
  return { interactive, ask, say: (line) => said.push(line), questions, said };
};
