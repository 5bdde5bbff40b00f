import { clusterResponseFor, toLoadedTrust, TrustDocumentError, trustRulesOf, type Trust } from '../../verification';
import {
  aLoadedTrust,
  aTrustDocument,
  CLUSTER,
  SIGNER,
  someSettings,
  TRUST_SHA256,
  type TrustDocumentFields,
} from '../support/domain/domain';

const UNTIL = '2099-01-01T00:00:00.000Z';
const policy = (...repositories: readonly string[]) => ({ repositories, signers: [SIGNER] });
const exemption = (repository: string) => ({ repositories: [repository], reason: 'mirrored next week', until: UNTIL });

// A pattern that covers every repository is what synthesis would never write.
const REFUSED: readonly (readonly [string, TrustDocumentFields])[] = [
  ['policies.shop', { policies: { shop: policy('*') } }],
  ['exemptions.vendor', { exemptions: { vendor: exemption('*') } }],
];

describe('trustRulesOf', () => {
  it('returns each pattern of each policy and exemption with what it selects', () => {
    const document = aTrustDocument({
      policies: { shop: policy('quay.io/shop/*', 'quay.io/web') },
      exemptions: { vendor: exemption('quay.io/vendor/*') },
    });
    expect(trustRulesOf(document).map(({ pattern, selects }) => [pattern.segments, selects])).toEqual([
      [['shop'], { kind: 'policy', name: 'shop', signers: [SIGNER], require: 'any' }],
      [['web'], { kind: 'policy', name: 'shop', signers: [SIGNER], require: 'any' }],
      [['vendor'], { kind: 'exemption', name: 'vendor', reason: 'mirrored next week', until: UNTIL }],
    ]);
  });

  it.each(REFUSED)('refuses a pattern that covers every repository, and names its place: %s', (place, document) => {
    expect(() => trustRulesOf(aTrustDocument(document))).toThrow(TrustDocumentError);
    expect(() => trustRulesOf(aTrustDocument(document))).toThrow(`${place}: expected a registry before a star`);
    expect(() => trustRulesOf(aTrustDocument(document))).toThrow('found "*"');
  });
});

describe('toLoadedTrust', () => {
  it('keeps the document with its SHA-256, and parses its trust rules', () => {
    const document = aTrustDocument();
    expect(toLoadedTrust({ sha256: TRUST_SHA256, document })).toEqual({
      kind: 'loaded',
      sha256: TRUST_SHA256,
      document,
      rules: trustRulesOf(document),
    });
  });

  it.each(REFUSED)('refuses a document with a pattern that does not parse: %s', (_place, document) => {
    const addressed = { sha256: TRUST_SHA256, document: aTrustDocument(document) };
    expect(() => toLoadedTrust(addressed)).toThrow(TrustDocumentError);
  });
});

describe('clusterResponseFor', () => {
  it('returns the mode of the cluster and the settings of the trust document', () => {
    const responses = someSettings({ whenUnprovable: 'stop', confirmUnsignedAfterSeconds: 90 });
    const trust = aLoadedTrust({ mode: 'audit', clusters: { [CLUSTER]: 'enforce' }, responses });
    expect(clusterResponseFor(trust, CLUSTER)).toEqual({ mode: 'enforce', settings: responses });
    expect(clusterResponseFor(trust, `${CLUSTER}s`)).toEqual({ mode: 'audit', settings: responses });
  });

  it('rule 1: audits every cluster and grants no stop while there is no usable trust document', () => {
    const unusable: Trust = { kind: 'unusable', reason: 'no such object' };
    expect(clusterResponseFor(unusable, CLUSTER)).toMatchObject({
      mode: 'audit',
      settings: { whenUnprovable: 'report', stopBudget: { stops: 0 } },
    });
  });
});
