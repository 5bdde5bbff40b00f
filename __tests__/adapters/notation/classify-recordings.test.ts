import { classified, recordings } from '../../support/notation/notation-fixtures';

describe('classifyOutcome for recorded runs of notation', () => {
  it('has a recording of every reason that notation can lead to', () => {
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

  it('keeps the output of the tool as detail, up to a limit', () => {
    for (const recording of recordings) {
      const { length } = classified(recording).detail;
      expect(length).toBeGreaterThan(10);
      expect(length).toBeLessThanOrEqual(1_000);
    }
  });

  it('rule 1: is inconclusive for every outage', () => {
    const outages = recordings.filter(({ name }) => /^(registry|token-service|signer|login)-/.test(name));
    expect(outages.length).toBeGreaterThan(40);
    const definite = outages.filter((recording) => classified(recording).kind !== 'inconclusive');
    expect(definite.map(({ name }) => name)).toEqual([]);
  });

  it('rule 2: a bad signature neither hides a good one nor the failures of the others', () => {
    const verdictOf = (name: string): string => {
      const recording = recordings.find((each) => each.name === name);
      return recording === undefined ? 'not recorded' : `${classified(recording).kind} ${classified(recording).detail}`;
    };
    expect(verdictOf('good-behind-bad')).toContain('trusted Successfully verified');
    expect(verdictOf('good-as-twentieth')).toContain('trusted Successfully verified');
    expect(verdictOf('two-bad')).toMatch(
      /^untrusted signature is invalid\. .*; trusted identify verification by plugin /,
    );
  });

  it('rule 2: no crafted signature has cause service', () => {
    const crafted = recordings.filter(({ name }) => /^(crafted|forged|layer-digest|tag-schema)-/.test(name));
    expect(crafted.length).toBeGreaterThan(60);
    const excused = crafted.filter((recording) => {
      const verdict = classified(recording);
      return verdict.kind === 'trusted' || (verdict.kind === 'inconclusive' && verdict.cause === 'service');
    });
    expect(excused.map(({ name }) => name)).toEqual([]);
  });
});
