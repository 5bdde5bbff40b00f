import { childEnvironment } from '../../adapters/notation/child-environment';
import { MAX_SIGNATURES, verifyArguments } from '../../adapters/notation/notation-command';
import { writeNotationConfiguration } from '../../adapters/notation/notation-configuration';
import { type ProcessResult, runProcess } from '../../adapters/process';
import type { EmulatedEnvironment } from '../environment/emulated-environment';
import { CaseEnvironment } from './case-environment';
import type { CaseQuestion, RecordedCase } from './recorded-case';
import type { Recording } from './recording';
import { toStableText } from './to-stable-text';

/** The name of the statement in every recording. The product uses a new name for each process. */
export const STATEMENT = 'image-trust-7d1f5c0e-3c0b-4d5e-9a57-0f6f2b1c8e34';

const DEADLINE_MS = 20_000;
const KEEP_BYTES = 1024 * 1024;

const notationEnvironment = async (
  { emulated, profile }: CaseEnvironment,
  question: CaseQuestion,
): Promise<Readonly<Record<string, string>>> => {
  const { processEnvironment, directory, notation, ecrPassword } = emulated;
  const configuration = await writeNotationConfiguration(directory, {
    statement: STATEMENT,
    signers: question.signers ?? [profile.arn],
    partition: 'aws',
    rootCertificate: notation.rootCertificate,
  });
  await question.damage?.(configuration);
  const login = question.login ?? { username: 'AWS', password: ecrPassword };
  return childEnvironment(processEnvironment, {
    configuration,
    plugins: question.plugins ?? notation.libexec,
    temporary: directory,
    region: profile.region,
    keys: {
      accessKeyId: processEnvironment['AWS_ACCESS_KEY_ID'] ?? '',
      secretAccessKey: processEnvironment['AWS_SECRET_ACCESS_KEY'] ?? '',
      sessionToken: processEnvironment['AWS_SESSION_TOKEN'],
    },
    login: login === 'none' ? undefined : login,
  });
};

const runNotation = async (environment: CaseEnvironment, question: CaseQuestion): Promise<ProcessResult> => {
  const { reference, maxSignatures = MAX_SIGNATURES, deadlineMs = DEADLINE_MS, keepBytes = KEEP_BYTES } = question;
  return runProcess({
    command: environment.emulated.notation.path,
    args: verifyArguments(reference, maxSignatures),
    environment: await notationEnvironment(environment, question),
    deadlineMs,
    keepBytes,
  });
};

const changeTexts = (result: ProcessResult, change: (text: string) => string): ProcessResult =>
  result.kind === 'not-started'
    ? { ...result, message: change(result.message) }
    : { ...result, stdout: change(result.stdout), stderr: change(result.stderr) };

/** Sets a case up and runs notation with the product's own arguments, configuration and environment. */
export const runCase = async (emulated: EmulatedEnvironment, recorded: RecordedCase): Promise<Recording> => {
  emulated.gateway.clearFaults();
  emulated.registry.setReferrersApi('present');
  const { name, title, expected, validity } = recorded;
  const environment = new CaseEnvironment(emulated, name, validity);
  const question = await recorded.setUp(environment);
  const { reference, maxSignatures = MAX_SIGNATURES } = question;
  const result = await runNotation(environment, question);
  const digest = reference.split('@')[1] ?? '';
  const stable = toStableText({ directory: emulated.directory, digest });
  return { title, reference, statement: STATEMENT, maxSignatures, result: changeTexts(result, stable), expected };
};
