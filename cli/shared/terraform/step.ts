/** The programs that steps run. */
export type Program = 'cdktf' | 'image-trust';

/** One step of deploying or destroying: a program with its arguments, which never hold a secret. */
export interface Step<P extends Program = Program> {
  /** What it is about, for people. */
  readonly name: string;
  readonly program: P;
  readonly args: readonly string[];
}

const PLAIN = /^[A-Za-z0-9_@%+=:,./-]+$/;

/** Writes a command as a shell reads it. */
export const formatCommand = (words: readonly string[]): string =>
  words.map((word) => (PLAIN.test(word) ? word : `'${word.replaceAll("'", `'\\''`)}'`)).join(' ');

/** Writes steps for people, one a line, numbered. */
export const renderSteps = (steps: readonly Step[]): string => {
  const width = Math.max(0, ...steps.map(({ name }) => name.length));
  return steps
    .map(
      ({ name, program, args }, index) =>
        `  ${index + 1}  ${name.padEnd(width)}  ${formatCommand([program, ...args])}\n`,
    )
    .join('');
};
