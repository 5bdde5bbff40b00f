import type { Service } from '../../../adapters/ecs/describe-service';
import {
  modeFor,
  type AddressedTrustDocument,
  type Container,
  type GateContainer,
  type Mode,
} from '../../../verification';
import { ToolFailure } from '../../shared/failure';
import { visibleText } from '../../shared/visible-text';
import { calling } from './aws-failure';
import { coverageOf, type Coverage } from './coverage';
import { forecastFor, type Forecast } from './forecast';
import type { ServiceName } from './service-name';
import { knownGrants, type GrantSource } from './known-grants';
import { verifyNow, type Verifier } from './verify-now';

/** What checking a service works with. */
export interface CheckPorts extends GrantSource {
  /** Undefined: the cluster has no such service. */
  readonly describeService: (cluster: string, service: string) => Promise<Service | undefined>;
  readonly readContainers: (taskDefinition: string) => Promise<readonly Container[]>;
  readonly findVerifier: () => Promise<Verifier>;
  readonly now: () => number;
}

/** What was found out about a service and its next deployment. */
export interface CheckedService {
  readonly service: Service;
  readonly mode: Mode;
  readonly coverage: Coverage;
  /** The verdicts on the images of its task definition, or why there are none. */
  readonly verified:
    | { readonly kind: 'verified'; readonly containers: readonly GateContainer[]; readonly forecast: Forecast }
    | { readonly kind: 'not-verified'; readonly reason: string };
}

const containersOf = async (
  { taskDefinitionArn }: Service,
  { readContainers }: CheckPorts,
): Promise<readonly Container[]> =>
  taskDefinitionArn === null ? [] : calling('ecs:DescribeTaskDefinition', readContainers(taskDefinitionArn));

const verifiedOf = async (
  service: Service,
  trust: AddressedTrustDocument,
  ports: CheckPorts,
): Promise<CheckedService['verified']> => {
  const containers = await containersOf(service, ports);
  const verifier = await ports.findVerifier();
  if (verifier.kind === 'missing') return { kind: 'not-verified', reason: verifier.reason };
  const verified = await verifyNow(containers, trust, { verify: verifier.verify, now: ports.now() });
  const { clusterArn } = service;
  const assessed = { mode: modeFor(trust.document, clusterArn), clusterArn, containers: verified };
  const known = await knownGrants(assessed, ports);
  return { kind: 'verified', containers: verified, forecast: forecastFor({ ...assessed, known, now: ports.now() }) };
};

/**
 * Finds out whether a service is gated, and what its next deployment would get if it used the present task definition.
 * @throws ToolFailure when ECS refuses, or has no such service.
 */
export const checkService = async (
  { cluster, service: name }: ServiceName,
  trust: AddressedTrustDocument,
  ports: CheckPorts,
): Promise<CheckedService> => {
  const service = await calling('ecs:DescribeServices', ports.describeService(cluster, name));
  if (service === undefined)
    throw new ToolFailure('refused', `the cluster ${visibleText(cluster)} has no service ${visibleText(name)}`);
  return {
    service,
    mode: modeFor(trust.document, service.clusterArn),
    coverage: coverageOf(service, trust.document),
    verified: await verifiedOf(service, trust, ports),
  };
};
