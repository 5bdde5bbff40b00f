import { ECSClient } from '@aws-sdk/client-ecs';
import { serviceDescriber } from '../../../adapters/ecs/describe-service';
import { runningTasksReader } from '../../../adapters/ecs/running-tasks';
import { containersReader } from '../../../adapters/ecs/task-definition-containers';
import { once, type AddressedTrustDocument } from '../../../verification';
import { checkAccount } from '../../shared/check-account';
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
  const checked = once(() => checkAccount(trust.document));
  // A cluster of the same name in another account runs something else.
  const inAccount =
    <Args extends readonly unknown[], Found>(read: (...args: Args) => Promise<Found>) =>
    async (...args: Args): Promise<Found> => {
      await checked();
      return read(...args);
    };
  return {
    describeService: inAccount(serviceDescriber(ecs)),
    readContainers: inAccount(containersReader(ecs)),
    readRunning: inAccount(runningTasksReader(ecs)),
    findVerifier: async () => {
      const installed = await findNotation(trust.document.partition, environment, run);
      return containerVerifier({ trust, installed, environment, run, scratch });
    },
    now: Date.now,
  };
};
