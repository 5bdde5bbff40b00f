import { addDemoProfiles } from '../../offline/demo/demo-profiles';
import { type Delivery, deliverMessage } from '../../offline/demo/deliver-message';
import { collectEvidence, type Evidence } from '../../offline/demo/evidence';
import { Scenery } from '../../offline/demo/scenery';
import { type Stage, startStage } from '../../offline/demo/stage';
import { type TaskDescription, toEcsTask, toTaskEvent } from '../../offline/demo/task-description';
import type { HostedFunction } from '../../offline/lambda/function-host';
import { findTools } from '../../offline/tools';

const SILENT = (): void => undefined;

/** How long the first start may take, when the tools are still to be built, in milliseconds. */
export const BUILD_TIME = 180_000;

let sceneries = 0;

/** The bundled launch function in an offline world, as tests drive it. */
export class LaunchWorld {
  private readonly profiles;
  private readonly instances: HostedFunction[] = [];

  private constructor(readonly stage: Stage) {
    this.profiles = addDemoProfiles(stage.world.signer);
  }

  /** Starts a world without an instance of the function. */
  static async start(): Promise<LaunchWorld> {
    return new LaunchWorld(await startStage({ progress: SILENT, tools: await findTools({ progress: SILENT }) }));
  }

  /** Repositories that no other test uses. */
  scenery(): Scenery {
    sceneries += 1;
    return new Scenery(this.stage.world, this.profiles, `test-${sceneries}`);
  }

  /** Starts an instance that judges by a trust document. Default: the demo's. */
  async instance(trust?: Parameters<Stage['startInstance']>[0]): Promise<HostedFunction> {
    const instance = await this.stage.startInstance(trust);
    this.instances.push(instance);
    return instance;
  }

  /** Tells an instance of a task, of which ECS then knows as much unless something else is said. */
  deliver(
    instance: HostedFunction,
    task: TaskDescription,
    { attempt = 1, known = task }: { readonly attempt?: number; readonly known?: TaskDescription } = {},
  ): Promise<Delivery> {
    this.stage.aws.putTask(toEcsTask(known));
    return deliverMessage(this.stage, instance, { body: toTaskEvent(task), attempt });
  }

  /** What was done about a task in some deliveries. */
  evidence(task: TaskDescription, ...deliveries: readonly Delivery[]): Evidence {
    return collectEvidence(this.stage, [task], deliveries);
  }

  /** Ends everything. */
  async stop(): Promise<void> {
    for (const instance of this.instances) await instance.stop();
    await this.stage.stop();
  }
}
