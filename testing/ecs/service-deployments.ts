import type { DeploymentLifecycleHookAction } from '@aws-sdk/client-ecs';
import { AwsError } from '../aws/aws-error';
import { stagesOf } from './deployment-plan';
import {
  answerHook,
  beginDeployment,
  type DeploymentState,
  expireHooks,
  hasStartedTasks,
  releaseHold,
  replaceDeployment,
  rollBack,
} from './deployment-state';
import { newDeploymentArn, newRevisionArn, serviceArnOf } from './ecs-arns';
import type { HookChange } from './hook-event';
import type { Deployment, DeploymentInput, Revision, ServiceInput } from './service-deployment';

/** Settings of the model. */
export interface ModelSettings {
  /** Milliseconds since the epoch. */
  readonly now: () => number;
  /** Called with every change of a pause hook. */
  readonly onHookChange?: (change: HookChange) => void;
}

const isUnderWay = ({ state: { status } }: Deployment): boolean => status === 'PENDING' || status === 'IN_PROGRESS';
const isRollingBack = ({ state: { status } }: Deployment): boolean =>
  status === 'ROLLBACK_REQUESTED' || status === 'ROLLBACK_IN_PROGRESS';

/**
 * Service deployments that pause, continue, roll back and time out, in memory. Only hooks and holds take time. Hooks
 * time out when the model is next used.
 */
export class ServiceDeployments {
  private readonly deployments = new Map<string, Deployment>();
  private readonly revisions = new Map<string, Revision>();

  constructor(private readonly settings: ModelSettings) {}

  /** Starts a deployment, which replaces one of the same service that is still under way. */
  start(input: DeploymentInput): Deployment {
    const { clusterArn, service, revision, strategy = 'ROLLING', trafficSteps = 2 } = input;
    const now = this.settings.now();
    const sourceRevisionArns = this.runningRevisions(input);
    this.replaceCurrent(input);
    const target: Revision = {
      clusterArn,
      service,
      ...revision,
      arn: newRevisionArn(clusterArn, service),
      createdAt: now,
    };
    this.revisions.set(target.arn, target);
    const stages = stagesOf({ strategy, trafficSteps, sourceRevisions: sourceRevisionArns.length });
    const plan = { stages, hooks: input.hooks ?? [], holds: input.holds ?? [] };
    const state = beginDeployment(plan, sourceRevisionArns.length > 0, now);
    const arn = newDeploymentArn(clusterArn, service);
    const started = { clusterArn, service, arn, targetRevisionArn: target.arn, sourceRevisionArns, strategy, state };
    this.store(started);
    return started;
  }

  /** Every deployment of a service, the newest first; hooks that are due have timed out. */
  ofService({ clusterArn, service }: ServiceInput): readonly Deployment[] {
    return [...this.deployments.keys()]
      .flatMap((arn) => this.find(arn) ?? [])
      .filter((each) => each.clusterArn === clusterArn && each.service === service)
      .reverse();
  }

  /** A deployment; hooks that are due have timed out. Undefined when there is none of that ARN. */
  find(arn: string): Deployment | undefined {
    const found = this.deployments.get(arn);
    return found && this.change(found, expireHooks(found.state, this.settings.now()));
  }

  /** A revision, with the digests that ECS knows now. Undefined when there is none of that ARN. */
  findRevision(arn: string): Revision | undefined {
    const found = this.revisions.get(arn);
    if (found === undefined) return undefined;
    const started = [...this.deployments.values()].some(
      ({ targetRevisionArn, state }) => targetRevisionArn === arn && hasStartedTasks(state),
    );
    const containers = found.containers.map(({ pulledDigest, ...container }) => ({
      ...(started && pulledDigest !== undefined && { imageDigest: pulledDigest }),
      ...container,
    }));
    return { ...found, containers };
  }

  /**
   * Continues a deployment from a hook, or rolls it back.
   * @throws AwsError unless the deployment is in progress and the hook awaits an action.
   */
  answer(arn: string, hookId: string, action: DeploymentLifecycleHookAction): void {
    const found = this.existing(arn);
    const hook = found.state.hooks.find((each) => each.hookId === hookId);
    if (hook === undefined) throw new AwsError('InvalidParameterException', 'The lifecycle hook was not found.');
    if (found.state.status !== 'IN_PROGRESS' || hook.status !== 'AWAITING_ACTION')
      throw new AwsError('InvalidParameterException', 'The lifecycle hook is not awaiting an action.');
    this.change(found, answerHook(found.state, { hookId, action }, this.settings.now()));
  }

  /**
   * Rolls back a deployment; one that is already being rolled back stays unchanged.
   * @throws AwsError when the deployment has ended.
   */
  stop(arn: string): void {
    const found = this.existing(arn);
    if (isRollingBack(found)) return;
    if (!isUnderWay(found)) throw new AwsError('ConflictException', 'The service deployment has already ended.');
    this.change(found, rollBack(found.state, 'The deployment was stopped.', this.settings.now()));
  }

  /** Lets a deployment go on from the hold that it is at. */
  release(arn: string): void {
    const found = this.existing(arn);
    this.change(found, releaseHold(found.state, this.settings.now()));
  }

  /** Forgets the deployments and revisions of a service. */
  forgetService({ clusterArn, service }: ServiceInput): void {
    for (const map of [this.deployments, this.revisions])
      for (const each of map.values())
        if (each.clusterArn === clusterArn && each.service === service) map.delete(each.arn);
  }

  /** Forgets a revision; its deployments stay. */
  forgetRevision(arn: string): void {
    this.revisions.delete(arn);
  }

  /** Forgets everything. */
  clear(): void {
    this.deployments.clear();
    this.revisions.clear();
  }

  private existing(arn: string): Deployment {
    const found = this.find(arn);
    if (found === undefined)
      throw new AwsError('ServiceDeploymentNotFoundException', 'The service deployment was not found.');
    return found;
  }

  private runningRevisions(service: ServiceInput): readonly string[] {
    const all = this.ofService(service);
    const running = [all.find(isUnderWay), all.find(({ state }) => state.status === 'SUCCESSFUL')];
    return running.flatMap((each) => each?.targetRevisionArn ?? []);
  }

  private replaceCurrent(service: ServiceInput): void {
    const current = this.ofService(service).find(isUnderWay);
    if (current) this.change(current, replaceDeployment(current.state, this.settings.now()));
  }

  private change(before: Deployment, state: DeploymentState): Deployment {
    if (state === before.state) return before;
    const after = { ...before, state };
    this.store(after, before.state);
    return after;
  }

  private store(deployment: Deployment, before?: DeploymentState): void {
    this.deployments.set(deployment.arn, deployment);
    const { clusterArn, service, arn: deploymentArn, state } = deployment;
    const known = new Map(before?.hooks.map(({ hookId, status }) => [hookId, status]));
    const serviceArn = serviceArnOf(clusterArn, service);
    for (const hook of state.hooks)
      if (known.get(hook.hookId) !== hook.status)
        this.settings.onHookChange?.({ clusterArn, serviceArn, deploymentArn, hook, at: state.updatedAt });
  }
}
