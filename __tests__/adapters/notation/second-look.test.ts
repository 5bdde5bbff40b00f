import { notationVerifier, type NotationPorts } from '../../../adapters/notation/notation-verifier';
import type { Verdict } from '../../../verification';
import {
  absent,
  hanging,
  notationThat,
  registryDown,
  signed,
  unsigned,
  type NotationAnswer,
} from '../../support/notation/fake-notation';
import {
  createVerifierDirectory,
  verifierPorts,
  type VerifierDirectory,
} from '../../support/notation/verifier-settings';
import { aPolicy, anImage } from '../../support/domain/domain';

let place: VerifierDirectory;

beforeEach(() => {
  place = createVerifierDirectory();
});

afterEach(() => {
  place.remove();
});

interface Look {
  readonly verdict: Verdict;
  /** With how many signatures notation was asked, run by run. */
  readonly signatures: readonly string[];
}

const look = async (answers: readonly NotationAnswer[], ports: Partial<NotationPorts> = {}): Promise<Look> => {
  const { run, requests } = notationThat(...answers);
  const verify = notationVerifier(place.settings, verifierPorts(run, ports));
  const verdict = await verify(anImage(), aPolicy());
  return { verdict, signatures: requests.map(({ args }) => args[args.indexOf('--max-signatures') + 1] ?? '') };
};

const timedOut = { kind: 'inconclusive', cause: 'service', reason: 'timed-out' };
const timedOutAlone = { kind: 'inconclusive', cause: 'image', reason: 'timed-out-alone' };

describe('the second look after a time-out', () => {
  it.each([
    ['calls the image unprovable when a look at one signature is answered', unsigned, timedOutAlone],
    ['calls the image unprovable when a look at one signature finds it gone', absent, timedOutAlone],
    ['trusts the image when the first signature is good', signed, { kind: 'trusted', policy: 'shop' }],
    ['stays timed out when the look at one signature times out', hanging, timedOut],
    ['stays timed out when the registry fails meanwhile', registryDown, timedOut],
  ])('%s', async (_what, answer, expected) => {
    const { verdict, signatures } = await look([hanging, answer]);
    expect(verdict).toMatchObject(expected);
    expect(signatures).toEqual(['20', '1']);
  });

  it.each([
    ['good', signed],
    ['unsigned', unsigned],
    ['inconclusive', registryDown],
  ])('is not taken when the first look is answered: %s', async (_what, answer) => {
    expect((await look([answer, signed])).signatures).toEqual(['20']);
  });

  it('is not taken without time for it', async () => {
    let left = 60_000;
    const onRun = (): void => void (left -= 50_000);
    const { verdict, signatures } = await look([hanging, signed], { remaining: () => left, onRun });
    expect(verdict).toMatchObject({ ...timedOut, detail: 'notation did not answer before its deadline' });
    expect(signatures).toEqual(['20']);
  });

  it('waits for its turn like any run', async () => {
    let turns = 0;
    const limit = <T>(job: () => Promise<T>): Promise<T> => {
      turns += 1;
      return job();
    };
    await look([hanging, signed], { limit });
    expect(turns).toBe(2);
  });
});
