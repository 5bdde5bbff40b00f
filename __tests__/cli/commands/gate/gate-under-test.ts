import type { GatePorts } from '../../../../cli/commands/gate/gate-ports';
import { gateWith } from '../../../../cli/commands/gate/verb';
import type { Verifier } from '../../../../cli/commands/gate/verify-now';
import type { Verdict } from '../../../../verification';
import {
  aContainer,
  anImage,
  aPolicy,
  aTrusted,
  CLUSTER,
  digestOf,
  NOW,
  TASK_DEFINITION,
} from '../../../support/domain/domain';
import { aService, DEPLOYMENT, SERVICE, someDetails } from './a-service';

/** A gate that holds every deployment before its tasks start. */
export const GATE = { stages: ['PRE_SCALE_UP'] };

/** An error of AWS, by its name. */
export const anAwsError = (name: string): Error => Object.assign(new Error('as AWS says it'), { name, $metadata: {} });

/** Every image is verified with this verdict; a tag names one digest now. */
export const verifying = (verdict: Verdict): Verifier => ({
  kind: 'ready',
  verify: async (container) => ({
    container,
    image: anImage(container.image ?? '', container.imageDigest ?? digestOf('b')),
    policy: aPolicy(),
    verdict,
    examined: [],
  }),
});

/** A machine without notation. */
export const MISSING: Verifier = { kind: 'missing', reason: 'no image can be verified on this machine' };

/** One gated service whose deployment waits, and whose image is trusted. */
export const somePorts = (overrides: Partial<GatePorts> = {}): GatePorts => ({
  describeService: async () => aService(),
  readContainers: async () => [aContainer({ imageDigest: null })],
  lists: {
    clusters: async () => [CLUSTER],
    services: async () => [SERVICE],
    deployments: async () => [DEPLOYMENT],
  },
  readDeployments: async (arns) => (arns.length === 0 ? [] : [someDetails()]),
  describeRevision: async (arn) => ({ arn, taskDefinitionArn: TASK_DEFINITION, containers: [aContainer()] }),
  readGrants: async () => [],
  recall: async () => undefined,
  findVerifier: async () => verifying(aTrusted()),
  now: () => NOW,
  say: (line) => void process.stderr.write(`${line}\n`),
  ...overrides,
});

/** Runs `image-trust gate` with these ports, and returns its exit code. */
export const gate = (ports: Partial<GatePorts>, ...args: readonly string[]): Promise<number> =>
  gateWith(() => somePorts(ports), {})(args);
