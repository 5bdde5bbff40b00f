import { ECSClient } from '@aws-sdk/client-ecs';
import { serviceDescriber } from '../../../adapters/ecs/describe-service';
import { runningTasksReader } from '../../../adapters/ecs/running-tasks';
import { containersReader } from '../../../adapters/ecs/task-definition-containers';
import type { AddressedTrustDocument } from '../../../verification';
import { findNotation } from '../../shared/find-notation';
import type { WorkTools } from '../../shared/interruption';
import { containerVerifier, type VerifyContainer } from '../../shared/verification/container-verifier';
import type { EcsPorts } from './sources/ecs-sources';

/** What `image-trust verify` works with; everything outside but files is in here. */
export interface VerifyPorts extends EcsPorts {
  /** Rejects with a ToolFailure that names each tool that is missing on this machine. */
  readonly findVerifier: () => Promise<VerifyContainer>;
  readonly now: () => number;
}

/** The ports of one account and region. */
export const awsVerifyPorts = (trust: AddressedTrustDocument, { run, scratch }: WorkTools): VerifyPorts => {
  const ecs = new ECSClient({ region: trust.document.region });
  const environment = process.env;
  return {
    describeService: serviceDescriber(ecs),
    readContainers: containersReader(ecs),
    readRunning: runningTasksReader(ecs),
    findVerifier: async () => {
      const installed = await findNotation(trust.document.partition, environment, run);
      return containerVerifier({ trust, installed, environment, run, scratch });
    },
    now: Date.now,
  };
};
