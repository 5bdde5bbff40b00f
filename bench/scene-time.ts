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
import { inTurns, timed, toFigures, type Figure } from './samples';

const run = promisify(execFile);

const pushSigned = async ({ world }: DemoEnvironment, name: string): Promise<string> => {
  const image = await world.registry.pushImage({ repository: `${ECR_HOST}/demo/${name}`, seed: name });
  await world.sign(image.reference, profileArn(TRUSTED_PROFILES.release));
  return image.reference;
};

const judge = async (stage: DemoEnvironment, instance: HostedFunction, reference: string): Promise<void> => {
  const task = describeTask({
    containers: [{ name: 'web', image: reference, imageDigest: reference.split('@')[1] ?? '' }],
  });
  const { invocation } = await deliverMessage(stage, instance, { body: toTaskEvent(task), attempt: 1 });
  const verdicts = invocation.logs.filter(({ text }) => text.includes('"verdict":"trusted"'));
  if (verdicts.length !== 1) throw new Error(`expected one trusted verdict, found ${JSON.stringify(invocation)}`);
};

const bareNotation = async ({ world }: DemoEnvironment): Promise<(reference: string) => Promise<void>> => {
  const { rootCertificate, libexec, path } = world.notation;
  const signers = [profileArn(TRUSTED_PROFILES.release)];
  const configuration = { statement: 'bench', signers, partition: 'aws', rootCertificate } as const;
  const env = {
    ...world.processEnvironment,
    HOME: tmpdir(),
    AWS_REGION: REGION,
    NOTATION_CONFIG: await writeNotationConfiguration(world.directory, configuration),
    NOTATION_LIBEXEC: libexec,
    NOTATION_USERNAME: 'AWS',
    NOTATION_PASSWORD: world.ecrPassword,
  };
  return async (reference) => {
    await run(path, ['verify', '--', reference], { env });
  };
};

/** How long the launch function takes for one signed image, cold, warm and remembered, beside bare `notation verify`; measured in turn. */
export const measureSceneTime = async (stage: DemoEnvironment, rounds: number): Promise<readonly Figure[]> => {
  stage.world.signer.addProfile({ account: ACCOUNT, name: TRUSTED_PROFILES.release, region: REGION });
  const verify = await bareNotation(stage);
  const same = await pushSigned(stage, 'bench');
  const warm = await stage.startInstance();
  await judge(stage, warm, same);
  const cold = async (): Promise<number> => {
    const before = performance.now();
    const instance = await stage.startInstance();
    await judge(stage, instance, same);
    const time = performance.now() - before;
    await instance.stop();
    return time;
  };
  const things = {
    'notation verify alone': () => timed(() => verify(same)),
    'launch function, cold': cold,
    'launch function, warm, new image': async () => {
      const fresh = await pushSigned(stage, `bench-${String(performance.now()).replace('.', '-')}`);
      return timed(() => judge(stage, warm, fresh));
    },
    'launch function, remembered image': () => timed(() => judge(stage, warm, same)),
  };
  const figures = toFigures(await inTurns(things, rounds));
  await warm.stop();
  return figures;
};
