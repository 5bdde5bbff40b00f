import { sweepEnvironment } from '../../../contracts/functions/sweep-environment';
import { mostSweepsAtOnce } from '../../../contracts/functions/sweep-limits';
import { parseSweepSettings } from '../../../contracts/functions/sweep-settings';
import { aDeployment } from '../../support/deployment/deployment';
import { TRUST_SHA256 } from '../../support/domain/domain';

const environment = {
  ...sweepEnvironment({
    deployment: aDeployment(),
    trustKey: `trust/${TRUST_SHA256}.json`,
    ownerTag: 'team',
    everyMinutes: 60,
  }),
  AWS_REGION: 'eu-west-1',
  AWS_LAMBDA_FUNCTION_NAME: 'dev-image-trust-sweep',
};

describe('parseSweepSettings', () => {
  it('reads what the stack sets', () => {
    expect(parseSweepSettings(environment)).toMatchObject({ ownerTag: 'team', everyMinutes: 60 });
  });

  it.each(['0', '-15', '1.5', 'hourly', ''])('refuses %j as the minutes between sweeps', (minutes) => {
    expect(() => parseSweepSettings({ ...environment, SWEEP_EVERY_MINUTES: minutes })).toThrow('SWEEP_EVERY_MINUTES');
  });
});

describe('mostSweepsAtOnce', () => {
  it.each([
    [15, 8],
    [60, 2],
    [90, 2],
    [120, 1],
    [1440, 1],
  ])('every %d minutes: %d', (everyMinutes, most) => {
    expect(mostSweepsAtOnce(everyMinutes)).toBe(most);
  });
});
