import { notationVerifier, type NotationPorts } from '../../../adapters/notation/notation-verifier';
import type { RemainingTime, Verdict } from '../../../verification';
import {
  absent,
  hanging,
  notationThat,
  registryDown,
  signed,
  unsigned,
  type NotationAnswer,
} from '../../support/launch/launch-notation';
import { verifierPlace, verifierPorts, type VerifierPlace } from '../../support/launch/launch-verifier';
import { aVerifyRequest } from '../../support/domain/domain';

let place: VerifierPlace;

beforeEach(() => {
  place = verifierPlace();
});

afterEach(() => {
  place.remove();
});

interface Verification {
  readonly verdict: Verdict;
  /** The maximum number of signatures of each run. */
  readonly maxSignatures: readonly string[];
}

const verifyWith = async (
  answers: readonly NotationAnswer[],
  { remaining = () => 60_000, ...ports }: Partial<NotationPorts> & { readonly remaining?: RemainingTime } = {},
): Promise<Verification> => {
  const { run, requests } = notationThat(...answers);
  const verify = notationVerifier(place.settings, verifierPorts(run, ports));
  const verdict = await verify(aVerifyRequest({ remaining }));
  return { verdict, maxSignatures: requests.map(({ args }) => args[args.indexOf('--max-signatures') + 1] ?? '') };
};

const timedOut = { kind: 'inconclusive', cause: 'service', reason: 'timed-out' };
const timedOutAlone = { kind: 'inconclusive', cause: 'image', reason: 'timed-out-alone' };

describe('the second run of notationVerifier after a timeout', () => {
  it.each([
    ['is unprovable when a run with one signature gives an answer', unsigned, timedOutAlone],
    ['is unprovable when a run with one signature finds no image', absent, timedOutAlone],
    ['is trusted when the first signature is good', signed, { kind: 'trusted', policy: 'shop' }],
    ['stays timed out when the run with one signature times out, too', hanging, timedOut],
    ['stays timed out when the registry fails in the meantime', registryDown, timedOut],
  ])('%s', async (_what, answer, expected) => {
    const { verdict, maxSignatures } = await verifyWith([hanging, answer]);
    expect(verdict).toMatchObject(expected);
    expect(maxSignatures).toEqual(['20', '1']);
  });

  it.each([
    ['good', signed],
    ['unsigned', unsigned],
    ['inconclusive', registryDown],
  ])('is not started when the first run gives an answer: %s', async (_what, answer) => {
    expect((await verifyWith([answer, signed])).maxSignatures).toEqual(['20']);
  });

  it('is not started without remaining time', async () => {
    let left = 60_000;
    const onRun = (): void => void (left -= 50_000);
    const { verdict, maxSignatures } = await verifyWith([hanging, signed], { remaining: () => left, onRun });
    expect(verdict).toMatchObject({ ...timedOut, detail: 'notation did not answer before its deadline' });
    expect(maxSignatures).toEqual(['20']);
  });

  it('waits for a free place like any other run', async () => {
    let places = 0;
    const limit = <T>(job: () => Promise<T>): Promise<T> => {
      places += 1;
      return job();
    };
    await verifyWith([hanging, signed], { limit });
    expect(places).toBe(2);
  });
});
