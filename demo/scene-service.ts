import type { Deployment, DeploymentInput, RevisionContainer } from '../testing/ecs/service-deployment';
import type { EmulatedAws } from '../testing/aws/emulated-aws';
import type { PlannedHook } from '../testing/ecs/deployment-plan';
import type { PushedImage } from '../testing/registry/image-publisher';
import { ACCOUNT, clusterArn, REGION } from './demo-account';

/** A pause hook that ECS rolls back after a day. */
export const pauseAt = (...stages: PlannedHook['stages']): PlannedHook => ({
  stages,
  timeoutMinutes: 24 * 60,
  timeoutAction: 'ROLLBACK',
});

/** A deployment of a scene's service, with an image for its only container. */
export interface DeployInput extends Omit<Partial<DeploymentInput>, 'revision' | 'clusterArn' | 'service'> {
  readonly image: PushedImage;
  /** As the task definition names the image. Default: by its digest. */
  readonly reference?: string;
  readonly cluster: string;
}

/** A service of a scene, and its deployments. */
export class SceneService {
  private revisions = 0;
  private readonly started: Deployment[] = [];

  constructor(
    private readonly aws: Pick<EmulatedAws, 'ecs'>,
    readonly name: string,
  ) {}

  /** The deployments that the scene is about, in the order of their start. */
  get deployments(): readonly Deployment[] {
    return this.started;
  }

  /** Lets the service run an image, so that later deployments can be rolled back. */
  run(input: DeployInput): void {
    this.start({ ...input, hooks: [] });
  }

  /** Starts a deployment that the scene is about. */
  deploy(input: DeployInput): Deployment {
    const deployment = this.start(input);
    this.started.push(deployment);
    return deployment;
  }

  private start({ image, reference = image.reference, cluster, ...rest }: DeployInput): Deployment {
    this.revisions += 1;
    const container: RevisionContainer = { name: 'web', image: reference, pulledDigest: image.digest };
    const taskDefinition = `arn:aws:ecs:${REGION}:${ACCOUNT}:task-definition/${this.name}:${this.revisions}`;
    const revision = { taskDefinition, containers: [container] };
    return this.aws.ecs.startDeployment({ ...rest, revision, clusterArn: clusterArn(cluster), service: this.name });
  }
}
