import { bundleFunctionContent } from '../../../adapters/bundler/bundle-function';

const RECEIVERS = /client-securityhub|client-secrets-manager|adapters\/(?:securityhub|secrets-manager|webhook)\//;

describe('what talks to Security Hub and to the webhook', () => {
  it('is not part of the launch function, so that it cannot delay a stop', async () => {
    const { inputs } = await bundleFunctionContent('launch');
    expect(inputs.filter((path) => RECEIVERS.test(path))).toEqual([]);
    expect(inputs).toContain('adapters/responders/notify-announcer.ts');
    // Parsing is for the other side; its schemas would slow down the first event.
    expect(inputs).not.toContain('contracts/events/notice.ts');
  }, 60_000);

  it('is part of the notify function, which verifies and stops nothing', async () => {
    const { inputs } = await bundleFunctionContent('notify');
    expect(inputs.filter((path) => /adapters\/(?:securityhub|secrets-manager|webhook)\//.test(path))).not.toEqual([]);
    expect(inputs.filter((path) => /adapters\/(?:notation|ecs|dynamodb)\/|client-(?:ecs|dynamodb)/.test(path))).toEqual(
      [],
    );
  }, 60_000);
});
