/** The programs that steps run. */
export type Program = 'cdktf' | 'image-trust';

/** One step of deploying or destroying: a program with its arguments, which never hold a secret. */
export interface Step<P extends Program = Program> {
  /** What the step is about, for people. */
  readonly name: string;
  readonly program: P;
  readonly args: readonly string[];
}

const PLAIN = /^[A-Za-z0-9_@%+=:,./-]+$/;

/** Formats a command so that it can be pasted into a shell. */
export const formatCommand = (words: readonly string[]): string =>
  words.map((word) => (PLAIN.test(word) ? word : `'${word.replaceAll("'", `'\\''`)}'`)).join(' ');

const formatStep = ({ program, args }: Step, deployment: string): string => {
  const command = formatCommand(['npx', program, ...args]);
  switch (program) {
    case 'cdktf':
      return `DEPLOYMENT=${deployment} ${command}`;
    case 'image-trust':
      return command;
  }
};

/** Formats a deployment's steps as a numbered list of commands. */
export const renderSteps = (steps: readonly Step[], deployment: string): string => {
  const width = Math.max(0, ...steps.map(({ name }) => name.length));
  return steps
    .map((step, index) => `  ${index + 1}  ${step.name.padEnd(width)}  ${formatStep(step, deployment)}\n`)
    .join('');
};
