import { Logger } from '@aws-lambda-powertools/logger';
import { Metrics } from '@aws-lambda-powertools/metrics';
import { parseQueueMessage } from '../../../contracts/events/queue-message';
import { canaryVerifier } from '../../../functions/sweep/canary';
import type { Canaries, LoadedTrust } from '../../../verification';
import { aTrusted, MINUTE, NOW } from '../../support/domain/domain';
import { aCanaryTrust, CANARIES, verifyingCanaries } from '../../support/domain/canaries';
import { captureOutput, type CapturedOutput } from '../../support/launch/captured-output';

const METRICS = ['CanaryPassed', 'CanaryFailed'];
const SWEEP = '2026-03-01T12:00:00.000Z';

let output: CapturedOutput;

beforeEach(() => {
  output = captureOutput();
});

afterEach(() => {
  jest.restoreAllMocks();
});

const verify = async ({
  canaries = CANARIES,
  verifyAfresh = verifyingCanaries(),
  fails = false,
  trust = aCanaryTrust(),
}: {
  readonly canaries?: Canaries | 'none';
  readonly verifyAfresh?: ReturnType<typeof verifyingCanaries>;
  readonly fails?: boolean;
  readonly trust?: LoadedTrust;
} = {}) => {
  const sent: string[] = [];
  const ports = {
    now: () => NOW,
    verifyAfresh,
    send: async (body: string) => {
      if (fails) throw new Error('access denied');
      sent.push(body);
    },
    logger: new Logger({ serviceName: 'dev' }),
    metrics: new Metrics({ namespace: 'ImageTrust', serviceName: 'dev' }),
  };
  await canaryVerifier(
    canaries === 'none' ? undefined : canaries,
    ports,
  )({ sweep: SWEEP, trust, remaining: () => MINUTE });
  return sent;
};

const written = () => JSON.stringify([output.lines(), METRICS.map((name) => output.metric(name))]);

describe('canaryVerifier', () => {
  it('asks the launch function for the other doors, by a message that it can read', async () => {
    const [body = '', ...others] = await verify();
    expect(parseQueueMessage(body)).toEqual({ kind: 'canary', sweep: SWEEP });
    expect(others).toEqual([]);
  });

  it('does nothing without canary images', async () => {
    await expect(verify({ canaries: 'none' })).resolves.toEqual([]);
    expect(written()).not.toContain('Canary');
  });

  it('counts right answers, and logs nothing about them', async () => {
    await verify();
    expect(output.metric('CanaryPassed')).toEqual(Array(4).fill({ CanaryPassed: 1, door: 'sweep' }));
    expect(output.metric('CanaryFailed')).toEqual([]);
    expect(written()).not.toContain('wrong answer');
  });

  it('counts and logs a wrong answer', async () => {
    await verify({ verifyAfresh: verifyingCanaries({ revoked: aTrusted() }) });
    expect(output.metric('CanaryFailed')).toEqual([{ CanaryFailed: 1, door: 'sweep' }, { CanaryFailed: 1 }]);
    expect(output.metric('CanaryPassed')).toHaveLength(3);
    expect(written()).toContain('A canary image got a wrong answer');
  });

  it('logs that the canary images could not be verified, and does not end the sweep', async () => {
    const trust = { kind: 'loaded' } as LoadedTrust;
    await expect(verify({ trust })).resolves.toHaveLength(1);
    expect(written()).toContain('The canary images could not be verified');
  });

  it('verifies in the sweep although the message could not be sent', async () => {
    await expect(verify({ fails: true })).resolves.toEqual([]);
    expect(written()).toContain('The launch function could not be asked about canary images');
    expect(output.metric('CanaryPassed')).toEqual(Array(4).fill({ CanaryPassed: 1, door: 'sweep' }));
  });
});
