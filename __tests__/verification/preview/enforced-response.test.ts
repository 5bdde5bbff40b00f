import { untrusted, UNTRUSTED_REASONS, type UntrustedReason, type WorkloadKind } from '../../../verification';
import { enforcedResponse, gatedResponse } from '../../../verification/preview/enforced-response';
import { aServiceFailure, aTrusted, anUnprovable, anUntrusted, someSettings } from '../../support/domain/domain';

describe('enforcedResponse', () => {
  it.each<[WorkloadKind, 'report' | 'rollback', string]>([
    ['standalone', 'report', 'stop'],
    ['service', 'report', 'report'],
    ['service', 'rollback', 'roll-back'],
    ['daemon', 'rollback', 'report'],
  ])('of an untrusted %s whose deployment file says %s is: %s', (workload, services, response) => {
    expect(enforcedResponse(anUntrusted('unsigned'), workload, someSettings({ services }))).toBe(response);
  });

  it('never acts where more signatures are attached than are examined', () => {
    expect(enforcedResponse(anUntrusted('too-many-signatures'), 'standalone', someSettings())).toBe('report');
  });

  it('stops what is no longer in its repository only where the deployment file says so', () => {
    const stopping = someSettings({ whenUnprovable: 'stop' });
    expect(enforcedResponse(anUnprovable(), 'standalone', someSettings())).toBe('report');
    expect(enforcedResponse(anUnprovable(), 'standalone', stopping)).toBe('stop');
    expect(enforcedResponse(aServiceFailure(), 'standalone', stopping)).toBe('report');
  });

  it('does nothing about a trusted image', () => {
    expect(enforcedResponse(aTrusted(), 'standalone', someSettings())).toBe('none');
  });
});

describe('gatedResponse', () => {
  const definite = UNTRUSTED_REASONS.filter((reason) => reason !== 'too-many-signatures');
  it.each<UntrustedReason>(definite)('rolls back the next deployment of an image that is %s', (reason) => {
    expect(gatedResponse(untrusted(reason, ''), someSettings())).toBe('roll-back');
  });

  it('lets a deployment wait for what could not be verified, and continues what is trusted', () => {
    expect(gatedResponse(aServiceFailure(), someSettings())).toBe('wait');
    expect(gatedResponse(anUntrusted('too-many-signatures'), someSettings())).toBe('wait');
    expect(gatedResponse(aTrusted(), someSettings())).toBe('none');
  });
});
