import type { GateStage } from '../../verification/trust-document';
import type { SampleDeployment, SampleVariant } from './deployment-images';
import { sampleTaskRequest, type SampleTaskRequest } from './sample-task';

/** How ECS deploys a sample service. */
export type SampleStrategy = 'rolling' | 'blue-green';

/** One sample service. */
export interface SampleService {
  readonly variant: SampleVariant;
  /** The stage at which its deployment waits for the gate. */
  readonly stage: GateStage;
  readonly strategy: SampleStrategy;
  /**
   * When it is created, in milliseconds since the epoch: a name cannot be used again while ECS removes the service
   * before.
   */
  readonly at: number;
}

/** A request of ECS's CreateService for a sample service of one task, held at one stage. */
export interface SampleServiceRequest extends SampleTaskRequest {
  readonly serviceName: string;
  readonly desiredCount: 1;
  readonly deploymentConfiguration: {
    readonly strategy: 'ROLLING' | 'BLUE_GREEN';
    readonly bakeTimeInMinutes?: number;
    readonly lifecycleHooks: {
      readonly targetType: 'PAUSE';
      readonly lifecycleStages: GateStage[];
      readonly timeoutConfiguration: { readonly timeoutInMinutes: number; readonly action: 'ROLLBACK' };
    }[];
  };
}

/** How long the sample's deployment waits at most, whatever becomes of whoever started it. */
export const SAMPLE_TIMEOUT_MINUTES = 30;

const stampOf = (at: number): string => new Date(at).toISOString().replace(/[-:]|\.\d+Z$/g, '');

/** The name of a sample service: of the deployment, the variant and the second in which it is created. */
export const sampleServiceName = ({ name }: Pick<SampleDeployment, 'name'>, { variant, at }: SampleService): string =>
  `${name}-sample-${variant}-${stampOf(at)}`;

/** The request that creates a sample service in the network of the deployment file. */
export const sampleServiceRequest = (deployment: SampleDeployment, service: SampleService): SampleServiceRequest => ({
  ...sampleTaskRequest(deployment, service.variant),
  serviceName: sampleServiceName(deployment, service),
  desiredCount: 1,
  deploymentConfiguration: {
    ...(service.strategy === 'rolling' ? { strategy: 'ROLLING' } : { strategy: 'BLUE_GREEN', bakeTimeInMinutes: 0 }),
    lifecycleHooks: [
      {
        targetType: 'PAUSE',
        lifecycleStages: [service.stage],
        timeoutConfiguration: { timeoutInMinutes: SAMPLE_TIMEOUT_MINUTES, action: 'ROLLBACK' },
      },
    ],
  },
});
