import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { ECSClient } from '@aws-sdk/client-ecs';
import { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { dynamoGateLedger } from '../../../adapters/dynamodb/gate-ledger';
import { grantsReader } from '../../../adapters/dynamodb/grants';
import { serviceDescriber } from '../../../adapters/ecs/describe-service';
import { deploymentLists } from '../../../adapters/ecs/deployment-lists';
import { deploymentsReader } from '../../../adapters/ecs/read-deployments';
import { revisionDescriber } from '../../../adapters/ecs/describe-revision';
import { containersReader } from '../../../adapters/ecs/task-definition-containers';
import { verifierNames } from '../../../contracts/naming/resource-names';
import { messageOf, once, type AddressedTrustDocument } from '../../../verification';
import { ToolFailure } from '../../shared/failure';
import { findNotation } from '../../shared/find-notation';
import type { WorkTools } from '../../shared/interruption';
import { say } from '../../shared/print';
import { visibleText } from '../../shared/visible-text';
import { containerVerifier } from '../../shared/verification/container-verifier';
import type { CheckPorts } from './check-service';
import type { StatusPorts } from './gate-status';
import type { Verifier } from './verify-now';

/** What `image-trust gate` works with; everything outside is in here. */
export interface GatePorts extends CheckPorts, StatusPorts {}

/** Finds the tools of this machine; what is missing is said on stderr, since the rest of the answer needs no tool. */
const verifierFinder =
  (trust: AddressedTrustDocument, { run, scratch }: WorkTools) =>
  async (): Promise<Verifier> => {
    const environment = process.env;
    try {
      const installed = await findNotation(trust.document.partition, environment, run);
      return { kind: 'ready', verify: containerVerifier({ trust, installed, environment, run, scratch }) };
    } catch (error) {
      if (!(error instanceof ToolFailure && error.code === 'missing')) throw error;
      say(error.message);
      return { kind: 'missing', reason: 'no image can be verified on this machine' };
    }
  };

/** Says each line once: a permission that is missing is missing for every deployment. */
const sayingOnce = (): ((line: string) => void) => {
  const said = new Set<string>();
  return (line) => {
    if (!said.has(line)) say(line);
    said.add(line);
  };
};

/** The ports of one account and region. */
export const awsGatePorts = (trust: AddressedTrustDocument, tools: WorkTools): GatePorts => {
  const { deployment: name, ...place } = trust.document;
  const { region } = place;
  const ecs = new ECSClient({ region });
  const client = DynamoDBDocumentClient.from(new DynamoDBClient({ region }));
  const { table, grantTable } = verifierNames({ name, ...place });
  const sayOnce = sayingOnce();
  return {
    describeService: serviceDescriber(ecs),
    readContainers: containersReader(ecs),
    lists: deploymentLists(ecs),
    readDeployments: deploymentsReader(ecs),
    describeRevision: revisionDescriber(ecs),
    recall: dynamoGateLedger({ client, table, now: Date.now }).recall,
    readGrants: grantsReader({ client, table: grantTable }, (error) =>
      sayOnce(`a grant cannot be used: ${visibleText(messageOf(error))}`),
    ),
    findVerifier: once(verifierFinder(trust, tools)),
    now: Date.now,
    say: sayOnce,
  };
};
