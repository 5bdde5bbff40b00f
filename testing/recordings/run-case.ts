import { childEnvironment } from '../../adapters/notation/child-environment';
import { MAX_SIGNATURES, verifyArguments } from '../../adapters/notation/notation-command';
import { writeNotationConfiguration } from '../../adapters/notation/notation-configuration';
import { type ProcessResult, runProcess } from '../../adapters/process';
import type { EmulatedEnvironment } from '../environment/emulated-environment';
import type { Recording } from './recording';
import { CaseEnvironment } from './case-environment';
import type { CaseQuestion, RecordedCase } from './recorded-case';
import { toStableText } from './to-stable-text';

/** The statement's name in every recording; the product makes a new one for each process. */
export const STATEMENT = 'image-trust-7d1f5c0e-3c0b-4d5e-9a57-0f6f2b1c8e34';

const DEADLINE_MS = 20_000;
const KEEP_BYTES = 1024 * 1024;

const environmentFor = async (
  stage: CaseEnvironment,
  question: CaseQuestion,
): Promise<Readonly<Record<string, string>>> => {
  const { emulated, profile } = stage;
  const { processEnvironment: environment, directory, notation } = emulated;
  const configuration = await writeNotationConfiguration(directory, {
    statement: STATEMENT,
    signers: question.signers ?? [profile.arn],
    partition: 'aws',
    rootCertificate: notation.rootCertificate,
  });
  await question.spoil?.(configuration);
  const login = question.login ?? { username: 'AWS', password: emulated.ecrPassword };
  return childEnvironment(environment, {
    configuration,
    plugins: question.plugins ?? notation.libexec,
    temporary: directory,
    region: profile.region,
    keys: {
      accessKeyId: environment['AWS_ACCESS_KEY_ID'] ?? '',
      secretAccessKey: environment['AWS_SECRET_ACCESS_KEY'] ?? '',
      sessionToken: environment['AWS_SESSION_TOKEN'],
    },
    login: login === 'none' ? undefined : login,
  });
};

const ask = async (stage: CaseEnvironment, question: CaseQuestion): Promise<ProcessResult> => {
  const { emulated } = stage;
  const { reference, maxSignatures = MAX_SIGNATURES, deadlineMs = DEADLINE_MS, keepBytes = KEEP_BYTES } = question;
  return runProcess({
    command: emulated.notation.path,
    args: verifyArguments(reference, maxSignatures),
    environment: await environmentFor(stage, question),
    deadlineMs,
    keepBytes,
  });
};

const withText = (result: ProcessResult, change: (text: string) => string): ProcessResult =>
  result.kind === 'not-started'
    ? { ...result, message: change(result.message) }
    : { ...result, stdout: change(result.stdout), stderr: change(result.stderr) };

/** Plays one take with the product's own arguments, configuration and environment. */
export const runCase = async (world: EmulatedEnvironment, take: RecordedCase): Promise<Recording> => {
  world.gateway.clearFaults();
  world.registry.setReferrersApi('answered');
  const stage = new CaseEnvironment(world, take.name, take.validity);
  const question = await take.setUp(stage);
  const { reference, maxSignatures = MAX_SIGNATURES } = question;
  const result = await ask(stage, question);
  const digest = reference.split('@')[1] ?? '';
  const { title, expected } = take;
  const stable = toStableText({ directory: world.directory, digest });
  return { title, reference, statement: STATEMENT, maxSignatures, result: withText(result, stable), expected };
};
