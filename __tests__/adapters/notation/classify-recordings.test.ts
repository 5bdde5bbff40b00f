import { classified, recordings } from '../../support/notation/notation-fixtures';

describe('the classification of recorded runs of notation', () => {
  it('has a recording of every verdict that notation can lead to', () => {
    const reasons = recordings.map(({ expected }) => ('reason' in expected ? expected.reason : expected.kind));
    expect([...new Set(reasons)].sort()).toEqual([
      'image-not-found',
      'registry-denied',
      'registry-unavailable',
      'revoked',
      'signature-expired',
      'signature-invalid',
      'signature-unreadable',
      'signer-not-trusted',
      'signer-unavailable',
      'throttled',
      'timed-out',
      'too-many-signatures',
      'tool-failed',
      'trusted',
      'unsigned',
    ]);
  });

  it.each(recordings.map((recording) => [recording.name, recording.title, recording] as const))(
    '%s: %s',
    (_name, _title, recording) => {
      expect(classified(recording)).toMatchObject(recording.expected);
    },
  );

  it('keeps what the tool said in the detail of every verdict, but not without end', () => {
    for (const recording of recordings) {
      const { length } = classified(recording).detail;
      expect(length).toBeGreaterThan(10);
      expect(length).toBeLessThanOrEqual(1_000);
    }
  });

  it('mistake 4: no outage is taken for an image that is not to be trusted', () => {
    const outages = recordings.filter(({ name }) => /^(registry|token-service|signer|login)-/.test(name));
    expect(outages.length).toBeGreaterThan(40);
    const judged = outages.filter((recording) => classified(recording).kind !== 'inconclusive');
    expect(judged.map(({ name }) => name)).toEqual([]);
  });

  it('mistake 5: a bad signature ends neither the search for a good one nor the account of the others', () => {
    const named = (name: string): string => {
      const recording = recordings.find((each) => each.name === name);
      return recording === undefined ? 'not recorded' : `${classified(recording).kind} ${classified(recording).detail}`;
    };
    expect(named('good-behind-bad')).toContain('trusted Successfully verified');
    expect(named('good-as-twentieth')).toContain('trusted Successfully verified');
    expect(named('two-bad')).toMatch(/^untrusted signature is invalid\. .*; trusted identify verification by plugin /);
  });

  it('mistake 20: no crafted signature is excused as a fault of the service', () => {
    const crafted = recordings.filter(({ name }) => /^(crafted|forged|layer-digest|tag-schema)-/.test(name));
    expect(crafted.length).toBeGreaterThan(60);
    const excused = crafted.filter((recording) => {
      const verdict = classified(recording);
      return verdict.kind === 'trusted' || (verdict.kind === 'inconclusive' && verdict.cause === 'service');
    });
    expect(excused.map(({ name }) => name)).toEqual([]);
  });
});
