import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { tmpdir } from 'node:os';
import { writeNotationConfiguration } from '../adapters/notation/notation-configuration';
import { deliverMessage } from '../demo/deliver-message';
import { ACCOUNT, ECR_HOST, profileArn, REGION } from '../demo/demo-account';
import { TRUSTED_PROFILES } from '../demo/demo-deployment';
import type { DemoEnvironment } from '../demo/demo-environment';
import { describeTask, toTaskEvent } from '../demo/task-description';
import type { HostedFunction } from '../testing/lambda/function-host';
import { measureInRounds, timed, toFigures, type Figure } from './samples';

const run = promisify(execFile);

const pushSigned = async (environment: DemoEnvironment, name: string): Promise<string> => {
  const image = await environment.registry.pushImage({ repository: `${ECR_HOST}/demo/${name}`, seed: name });
  await environment.sign(image.reference, profileArn(TRUSTED_PROFILES.release));
  return image.reference;
};

const verify = async (environment: DemoEnvironment, instance: HostedFunction, reference: string): Promise<void> => {
  const task = describeTask({
    containers: [{ name: 'web', image: reference, imageDigest: reference.split('@')[1] ?? '' }],
  });
  const { invocation } = await deliverMessage(environment, instance, { body: toTaskEvent(task), attempt: 1 });
  const verdicts = invocation.logs.filter(({ text }) => text.includes('"verdict":"trusted"'));
  if (verdicts.length !== 1) throw new Error(`expected one trusted verdict, found ${JSON.stringify(invocation)}`);
};

const notationAlone = async (environment: DemoEnvironment): Promise<(reference: string) => Promise<void>> => {
  const { rootCertificate, libexec, path } = environment.notation;
  const signers = [profileArn(TRUSTED_PROFILES.release)];
  const configuration = { statement: 'bench', signers, partition: 'aws', rootCertificate } as const;
  const env = {
    ...environment.processEnvironment,
    HOME: tmpdir(),
    AWS_REGION: REGION,
    NOTATION_CONFIG: await writeNotationConfiguration(environment.directory, configuration),
    NOTATION_LIBEXEC: libexec,
    NOTATION_USERNAME: 'AWS',
    NOTATION_PASSWORD: environment.ecrPassword,
  };
  return async (reference) => {
    await run(path, ['verify', '--', reference], { env });
  };
};

/** How long the launch function takes to verify one signed image, compared with `notation verify` alone. */
export const measureSceneTime = async (environment: DemoEnvironment, rounds: number): Promise<readonly Figure[]> => {
  environment.signer.addProfile({ account: ACCOUNT, name: TRUSTED_PROFILES.release, region: REGION });
  const runNotation = await notationAlone(environment);
  const same = await pushSigned(environment, 'bench');
  const warm = await environment.startInstance();
  await verify(environment, warm, same);
  const cold = async (): Promise<number> => {
    const before = performance.now();
    const instance = await environment.startInstance();
    await verify(environment, instance, same);
    const time = performance.now() - before;
    await instance.stop();
    return time;
  };
  const things = {
    'notation verify alone': () => timed(() => runNotation(same)),
    'launch function, cold': cold,
    'launch function, warm, new image': async () => {
      const fresh = await pushSigned(environment, `bench-${String(performance.now()).replace('.', '-')}`);
      return timed(() => verify(environment, warm, fresh));
    },
    'launch function, remembered image': () => timed(() => verify(environment, warm, same)),
  };
  const figures = toFigures(await measureInRounds(things, rounds));
  await warm.stop();
  return figures;
};
