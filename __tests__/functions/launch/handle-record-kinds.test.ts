import { Logger } from '@aws-lambda-powertools/logger';
import type { GrantMessage } from '../../../functions/launch/handle-grant';
import type { HookMessage } from '../../../functions/launch/handle-hook';
import { recordHandler, type HandleRecordPorts, type Handlers } from '../../../functions/launch/handle-record';
import { DONE, gateBackOffSeconds, retryLater, type Disposition } from '../../../verification';
import { CLUSTER, MINUTE } from '../../support/domain/domain';
import { aHook, DEPLOYMENT } from '../../support/gate/fake-deployment';
import { captureOutput } from '../../support/launch/captured-output';
import { grantEventBody, hookEventBody, sqsRecord } from '../../support/launch/queue-message';

const remaining = (): number => MINUTE;
let hooks: HookMessage[];
let grants: GrantMessage[];

beforeEach(() => {
  captureOutput();
  hooks = [];
  grants = [];
});

afterEach(() => {
  jest.restoreAllMocks();
});

const recording =
  <Message>(messages: Message[]) =>
  async (message: Message): Promise<Disposition> => {
    messages.push(message);
    return DONE;
  };
const handlersWith = (overrides: Partial<Handlers>): Handlers => ({
  task: () => Promise.reject(new Error('no task was expected')),
  hook: recording(hooks),
  grant: recording(grants),
  canary: () => Promise.reject(new Error('no check of the canary images was expected')),
  ...overrides,
});
const handler = (overrides: Partial<HandleRecordPorts> = {}) =>
  recordHandler(
    {
      maxReceiveCount: 31,
      handlers: handlersWith({}),
      serialise: (_key, run) => run(),
      extendVisibility: async () => undefined,
      logger: new Logger({ serviceName: 'dev' }),
      ...overrides,
    },
    remaining,
  );
const returning = (disposition: Disposition) => ({ handlers: handlersWith({ hook: async () => disposition }) });

describe('recordHandler for pause hooks and grants', () => {
  it('passes a pause hook and a change of a grant to handlers of their own', async () => {
    await handler()(sqsRecord('m1', hookEventBody(), 4));
    await handler()(sqsRecord('m2', grantEventBody(), 5));
    expect(hooks).toEqual([{ hook: aHook(), attempt: 4, lastAttempt: 31, remaining }]);
    const grantChange = { clusterArn: CLUSTER, id: 'g1' };
    expect(grants).toEqual([{ grantChange, attempt: 5, lastAttempt: 31, remaining }]);
  });

  it('retries a pause hook with a back-off of its own, also after a failure', async () => {
    const hook = () => Promise.reject(new Error('ECS is down'));
    const handling = handler({ handlers: handlersWith({ hook }) })(sqsRecord('m1', hookEventBody(), 22));
    await expect(handling).rejects.toThrow(`will be retried in ${gateBackOffSeconds(22)} s`);
    await expect(handler(returning(retryLater()))(sqsRecord('m1', hookEventBody(), 14))).rejects.toThrow(
      `will be retried in ${gateBackOffSeconds(14)} s`,
    );
  });

  it('serialises messages about one deployment and about one grant', async () => {
    const keys: string[] = [];
    const serialise: HandleRecordPorts['serialise'] = (key, run) => (keys.push(key), run());
    const bodies = [hookEventBody({ hookId: 'a' }), hookEventBody({ hookId: 'b' }), grantEventBody(), grantEventBody()];
    for (const body of bodies) await handler({ serialise })(sqsRecord('m1', body));
    expect(keys).toEqual([DEPLOYMENT, DEPLOYMENT, `grant ${CLUSTER} g1`, `grant ${CLUSTER} g1`]);
  });
});
