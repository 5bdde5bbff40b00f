import { exemptContainers, withoutExemption } from '../../../verification/preview/end-exemption';
import { aTrustDocument, ECR } from '../../support/domain/domain';
import { aPreviewContainer, byPolicy } from './a-preview-container';

const until = '2026-06-01T00:00:00.000Z';
const exemption = { repositories: [`${ECR}/shop/*`], reason: 'signed from June on', until };
const document = aTrustDocument({ exemptions: { vendor: exemption, legacy: exemption } });

describe('withoutExemption', () => {
  it('leaves out that exemption only', () => {
    expect(withoutExemption(document, 'vendor')).toEqual({ ...document, exemptions: { legacy: exemption } });
  });
});

describe('exemptContainers', () => {
  it('finds the containers of each exemption that covers something', () => {
    const exempt = aPreviewContainer({ after: byPolicy({ kind: 'exempt', rule: 'vendor', detail: '' }) });
    const others = [
      aPreviewContainer({ after: byPolicy({ kind: 'exempt', rule: 'unmatched', detail: '' }) }),
      aPreviewContainer({ after: null }),
      aPreviewContainer(),
    ];
    expect(exemptContainers([exempt, ...others], document)).toEqual([{ name: 'vendor', until, containers: [exempt] }]);
  });
});
