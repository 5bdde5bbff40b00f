import { parseDeployment } from '../../../contracts/deployment/deployment';
import { DEMO_DEPLOYMENT, toStoredTrustDocument } from '../../../demo/demo-deployment';
import { addDemoProfiles } from '../../../demo/demo-profiles';
import { type Delivery, deliverMessage } from '../../../demo/deliver-message';
import { collectEvidence, type Evidence } from '../../../demo/evidence';
import { SceneBuilder } from '../../../demo/scene-builder';
import { type DemoEnvironment, startDemoEnvironment } from '../../../demo/demo-environment';
import { type TaskDescription, toEcsTask, toTaskEvent } from '../../../demo/task-description';
import type { HostedFunction } from '../../../testing/lambda/function-host';
import { findTools } from '../../../testing/tools/find-tools';
import { refusedCalls } from '../iam/launch-role';

const SILENT = (): void => undefined;

/** How long the first start may take, including the build of the tools, in milliseconds. */
export const BUILD_TIME = 180_000;

let sceneries = 0;

/** Runs the bundled launch function in an emulated environment. */
export class LaunchEnvironment {
  private readonly profiles;
  private readonly instances: HostedFunction[] = [];
  private readonly deployments = new Set([DEMO_DEPLOYMENT]);

  private constructor(readonly environment: DemoEnvironment) {
    this.profiles = addDemoProfiles(environment.signer);
  }

  /** Starts the environment, without an instance of the function. */
  static async start(): Promise<LaunchEnvironment> {
    return new LaunchEnvironment(
      await startDemoEnvironment({ progress: SILENT, tools: await findTools({ progress: SILENT }) }),
    );
  }

  /** A builder whose repositories no other test uses. */
  sceneBuilder(): SceneBuilder {
    sceneries += 1;
    return new SceneBuilder(this.environment, this.profiles, `test-${sceneries}`);
  }

  /** Starts an instance of the function for a deployment. Default: the demo's. */
  async instance(deployment: typeof DEMO_DEPLOYMENT = DEMO_DEPLOYMENT): Promise<HostedFunction> {
    const instance = await this.environment.startInstance(toStoredTrustDocument(deployment));
    this.instances.push(instance);
    this.deployments.add(deployment);
    return instance;
  }

  /**
   * Delivers the state change event of a task to an instance. `known` is what ECS then describes; by default
   * the same task.
   */
  deliver(
    instance: HostedFunction,
    task: TaskDescription,
    { attempt = 1, known = task }: { readonly attempt?: number; readonly known?: TaskDescription } = {},
  ): Promise<Delivery> {
    this.environment.aws.putTask(toEcsTask(known));
    return deliverMessage(this.environment, instance, { body: toTaskEvent(task), attempt });
  }

  /** What the function did about a task in these deliveries. */
  evidence(task: TaskDescription, ...deliveries: readonly Delivery[]): Evidence {
    return collectEvidence(
      this.environment,
      { tasks: [task], deployments: [] },
      { deliveries, sweeps: [], notices: [], previews: [] },
    );
  }

  /**
   * Stops everything, and checks that the function's role, as it is synthesised, allows every call that the
   * function made.
   */
  async stop(): Promise<void> {
    for (const instance of this.instances) await instance.stop();
    await this.environment.stop();
    const deployments = [...this.deployments].map((each) => parseDeployment(JSON.stringify(each), 'demo.json'));
    expect(await refusedCalls(deployments, this.environment.aws.calls())).toEqual([]);
  }
}
