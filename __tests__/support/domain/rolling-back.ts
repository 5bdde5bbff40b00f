import {
  respondToContainer,
  type Disposition,
  type Outcome,
  type ResponseCase,
  type Verdict,
  type VerifiedContainer,
} from '../../../verification';
import { anUntrusted, aTrusted, aVerified, digestOf } from './domain';
import { fakeLedger, fakePorts, type FakePorts, type PortOverrides } from './fake-ports';
import { aServiceCase, DEPLOYMENT, OLD_DIGEST, type fakeService } from './fake-service';
import { verifyBy } from './verifying';

/** Verifies afresh: this verdict for the image of the task, and one for the image that ran before. */
export const afresh = (verdict: Verdict = anUntrusted(), source: Verdict = aTrusted()) => ({
  verifyAfresh: verifyBy({ [digestOf('a')]: verdict, [OLD_DIGEST]: source }),
});

/** Ports by which ECS knows this service, and the image of the task is untrusted, the one before trusted. */
export const portsOf = (
  service: ReturnType<typeof fakeService>,
  overrides: PortOverrides = {},
  ledger = fakeLedger(),
): FakePorts => fakePorts({ ...afresh(), ...service.ports, ...overrides }, ledger);

/** Responds to the verdict of the only container of a service's task. */
export const respondToService = (
  fake: FakePorts,
  overrides: Partial<ResponseCase> = {},
  verified: VerifiedContainer = aVerified(),
): Promise<Disposition> => respondToContainer(verified, aServiceCase(overrides), fake.ports);

/** What the topic announced: each outcome with its note. */
export const publishedBy = ({ published }: FakePorts): readonly (readonly [Outcome, string | null])[] =>
  published.map(({ outcome, note }) => [outcome, note]);

/** How the rollback of the service's deployment is announced. */
export const ROLLED_BACK: readonly [Outcome, string] = ['rolled-back', `It is ${DEPLOYMENT}.`];
