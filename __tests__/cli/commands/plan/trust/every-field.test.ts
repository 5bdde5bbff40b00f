import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import * as ts from 'typescript';

const ROOT = resolve(__dirname, '../../../../..');
const TYPES = join(ROOT, 'verification/trust-document.ts');

/** Compiles some files of the project while these interfaces have one more field; gives the compiler's errors by file. */
const errorsWithFields = (added: Readonly<Record<string, string>>, files: readonly string[]) => {
  const { options } = ts.getParsedCommandLineOfConfigFile(
    join(ROOT, 'tsconfig.json'),
    {},
    {
      ...ts.sys,
      onUnRecoverableConfigFileDiagnostic: () => undefined,
    },
  ) ?? { options: {} };
  const types = Object.entries(added).reduce(
    (text, [name, field]) => text.replace(`interface ${name} {`, `interface ${name} { readonly ${field}: string;`),
    readFileSync(TYPES, 'utf8'),
  );
  const host = ts.createCompilerHost(options);
  const getSourceFile: typeof host.getSourceFile = (file, language) =>
    resolve(file) === TYPES ? ts.createSourceFile(file, types, language) : host.getSourceFile(file, language);
  const program = ts.createProgram(
    files.map((file) => join(ROOT, file)),
    { ...options, noEmit: true },
    { ...host, getSourceFile },
  );
  return files.map((file) => [
    file,
    program
      .getSemanticDiagnostics(program.getSourceFile(join(ROOT, file)))
      .map(({ messageText }) => ts.flattenDiagnosticMessageText(messageText, ' ')),
  ]);
};

const missing = (field: string): unknown => expect.stringContaining(`'${field}' is missing`);

describe('a new field of the trust document', () => {
  const FILES = [
    'contracts/deployment/response-fields.ts',
    'cli/commands/plan/trust/response-changes.ts',
    'cli/commands/plan/trust/trust-changes.ts',
    'contracts/trust-document/trust-document.ts',
  ];

  it('does not compile until its schema and plan know it', () => {
    const fields = { ResponseSettings: 'inResponses', StopBudget: 'inBudget', TrustDocument: 'inDocument' };
    const gate = { GateSettings: 'inGate' };
    const entries = { PolicyEntry: 'inPolicies', ExemptionEntry: 'inExemptions' };
    const errors = errorsWithFields({ ...fields, ...gate, ...entries }, FILES);
    expect(errors).toEqual([
      [FILES[0], [missing('inBudget'), missing('inResponses')]],
      [FILES[1], [missing('inResponses')]],
      [FILES[2], [missing('inPolicies'), missing('inExemptions'), missing('inGate'), missing('inDocument')]],
      [FILES[3], [missing('inGate'), missing('inPolicies'), missing('inExemptions'), missing('inDocument')]],
    ]);
  }, 60_000);
});
