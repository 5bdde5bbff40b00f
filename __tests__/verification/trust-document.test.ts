import { modeFor, type Mode } from '../../verification';
import { aTrustDocument, CLUSTER } from '../support/domain/domain';

describe('modeFor', () => {
  it.each<[Mode, Mode]>([
    ['audit', 'enforce'],
    ['enforce', 'audit'],
  ])('is %s by default, and %s for a cluster that is named', (mode, ofCluster) => {
    const document = aTrustDocument({ mode, clusters: { [CLUSTER]: ofCluster } });
    expect(modeFor(document, CLUSTER)).toBe(ofCluster);
    expect(modeFor(document, `${CLUSTER}s`)).toBe(mode);
    expect(modeFor(document, CLUSTER.slice(0, -1))).toBe(mode);
    expect(modeFor(document, CLUSTER.toUpperCase())).toBe(mode);
  });

  it.each(['__proto__', 'constructor', 'toString', 'hasOwnProperty', ''])(
    'is the default for a cluster with the name of a built-in property: %j',
    (cluster) => {
      expect(modeFor(aTrustDocument({ mode: 'enforce' }), cluster)).toBe('enforce');
      expect(modeFor(aTrustDocument({ mode: 'audit' }), cluster)).toBe('audit');
    },
  );
});
