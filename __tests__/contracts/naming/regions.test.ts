import { readFileSync } from 'node:fs';
import { hasKnownSigner, isKnownRegion, KNOWN_REGIONS, nearestRegion } from '../../../contracts/naming/regions';

/** The regions of the supported partitions in the AWS SDK's own table, which it doesn't export. */
const regionsOfSdk = (): readonly string[] => {
  const source = readFileSync(require.resolve('@aws-sdk/core/client'), 'utf8');
  const names = [...source.matchAll(/"((?:af|ap|ca|eu|il|me|mx|sa|us)(?:-[a-z]+)+-[0-9]+)": \{/g)];
  return names.flatMap(([, name]) => name ?? []).filter((name) => !/^(?:us|eu)-iso/.test(name));
};

describe('the known regions', () => {
  it('are those that the AWS SDK knows in the supported partitions', () => {
    expect(regionsOfSdk().length).toBeGreaterThan(30);
    expect([...KNOWN_REGIONS].sort()).toEqual([...new Set(regionsOfSdk())].sort());
  });

  it.each([
    ['eu-west-1', true, true],
    ['us-gov-east-1', true, true],
    ['ap-northeast-3', true, false],
    ['us-nowhere-1', false, false],
    ['cn-north-1', false, false],
  ])('%s: known %s, with AWS Signer %s', (region, known, signer) => {
    expect([isKnownRegion(region), hasKnownSigner(region)]).toEqual([known, signer]);
  });

  it.each([
    ['eu-wets-1', 'eu-west-1'],
    ['us-east-3', 'us-east-1'],
    ['us-gov-wets-1', 'us-gov-west-1'],
  ])('the one closest to %s is %s', (text, nearest) => {
    expect(nearestRegion(text)).toBe(nearest);
  });
});
