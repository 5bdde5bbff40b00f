import { lockedCanaries, CANARY_KINDS } from '../../../contracts/deployment/canary-images';
import { launchEnvironment } from '../../../contracts/functions/launch-environment';
import { parseLaunchSettings } from '../../../contracts/functions/launch-settings';
import { composeLaunch } from '../../../functions/launch/compose';
import { handleCanary } from '../../../functions/launch/handle-canary';
import { functionEngine } from '../../../functions/shared/engine';
import { DONE } from '../../../verification';
import { aCanaryDeployment } from '../../support/deployment/deployment-canary';
import { aFullLock } from '../../support/deployment/deployment-sample';

jest.mock('../../../functions/shared/engine', () => ({ functionEngine: jest.fn() }));
jest.mock('../../../functions/launch/handle-canary', () => ({ handleCanary: jest.fn() }));

const settings = () => {
  const deployment = aCanaryDeployment();
  const canaries = lockedCanaries(deployment, aFullLock(deployment));
  const environment = launchEnvironment({ deployment, trustKey: `trust/${'0'.repeat(64)}.json`, canaries });
  return parseLaunchSettings({ ...environment, AWS_REGION: 'eu-west-1' });
};

describe('composeLaunch', () => {
  it('verifies canary images without reusing a verdict, so that revocation is asked anew', async () => {
    const engine = { verifyImage: jest.fn(), verifyAfresh: jest.fn(), resolveTag: jest.fn() };
    jest.mocked(functionEngine).mockReturnValue({ ...engine, forCaller: () => engine, close: jest.fn() });
    jest.mocked(handleCanary).mockResolvedValue(DONE);
    const message = { sweep: '2026-03-01T11:00:00.000Z', attempt: 1, lastAttempt: 30, remaining: () => 60_000 };
    await composeLaunch(settings()).ports.handlers.canary(message);
    const [[found, ports] = []] = jest.mocked(handleCanary).mock.calls;
    expect(found).toBe(message);
    expect(Object.keys(ports?.canaries ?? {})).toEqual(CANARY_KINDS);
    expect(ports?.verifyAfresh).toBe(engine.verifyAfresh);
  });
});
