import { requiredSigners } from '../../verification';
import { SIGNER } from '../support/domain/domain';

describe('requiredSigners', () => {
  const signers = [SIGNER, `${SIGNER}_release`, `${SIGNER}_audit`];

  it.each([
    ['any', 1],
    ['all', 3],
    [2, 2],
    [0, 1],
  ] as const)('is a number of distinct signers for %p', (require, expected) => {
    expect(requiredSigners({ signers, require })).toBe(expected);
  });

  it('is never 0, so that no signature is never enough', () => {
    expect(requiredSigners({ signers: [], require: 'all' })).toBe(1);
  });
});
