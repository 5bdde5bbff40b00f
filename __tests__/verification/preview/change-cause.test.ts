import type { Verdict } from '../../../verification';
import { causeOfChange } from '../../../verification/preview/change-cause';
import type { PolicyVerdict } from '../../../verification/preview/preview-container';
import {
  aServiceFailure,
  aTrustDocument,
  aTrusted,
  anUntrusted,
  ECR,
  SIGNER,
  someEvidence,
} from '../../support/domain/domain';
import { byPolicy } from './a-preview-container';

const OTHER = `${SIGNER}2`;
const exempt = (rule: string): PolicyVerdict => byPolicy({ kind: 'exempt', rule, detail: '' });
const noPolicy = byPolicy(anUntrusted('no-policy'), null);
const two: Verdict = aTrusted({
  signatures: [someEvidence(), someEvidence({ signer: `${OTHER}/a1B2c3D4e5` })],
});

const documentWith = (signers: readonly string[], require: 'any' | 'all' | number = 'any') =>
  aTrustDocument({ policies: { shop: { repositories: [`${ECR}/shop/*`], signers, require } } });

describe('causeOfChange', () => {
  it.each([
    ['a verdict that stays the same', byPolicy(), byPolicy(), 'none'],
    ['the same reason', byPolicy(anUntrusted('unsigned')), byPolicy(anUntrusted('unsigned')), 'none'],
    ['a verdict that is not known before', null, byPolicy(), 'not-known'],
    ['a verdict that is not known after', byPolicy(), null, 'not-known'],
    ['an image that could not be verified', byPolicy(), byPolicy(aServiceFailure()), 'not-verified'],
    ['an exemption that is gone', exempt('vendor'), noPolicy, 'exemption'],
    ['an exemption that is new', noPolicy, exempt('vendor'), 'exemption'],
    ['unmatched images', exempt('unmatched'), noPolicy, 'unmatched'],
    ['a policy for what was ignored', exempt('unmatched'), byPolicy(anUntrusted('unsigned')), 'policy'],
    ['another policy', byPolicy(aTrusted(), 'base'), byPolicy(anUntrusted('signer-not-trusted')), 'policy'],
    ['no policy any more', byPolicy(), noPolicy, 'policy'],
    ['a revoked signature', byPolicy(), byPolicy(anUntrusted('revoked')), 'signatures'],
    ['a signer that is new', byPolicy(anUntrusted('signer-not-trusted')), byPolicy(), 'signer'],
    ['a signature that is new', byPolicy(anUntrusted('unsigned')), byPolicy(), 'signatures'],
  ] as const)('names the cause of %s', (_, before, after, cause) => {
    expect(causeOfChange(before, after, aTrustDocument())).toBe(cause);
  });

  it('finds a signer that was removed from the policy', () => {
    const after = byPolicy(anUntrusted('signer-not-trusted'));
    expect(causeOfChange(byPolicy(), after, documentWith([OTHER]))).toBe('signer');
  });

  it('finds a policy that requires more signers', () => {
    const after = byPolicy(anUntrusted('unsigned'));
    expect(causeOfChange(byPolicy(), after, documentWith([SIGNER, OTHER], 2))).toBe('requirement');
    expect(causeOfChange(byPolicy(two), after, documentWith([SIGNER, OTHER], 2))).toBe('signatures');
  });
});
