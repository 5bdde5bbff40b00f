import { rulesOf, type RepositoryPattern } from '../../../verification/index';
import { aTrustDocument, SIGNER } from './domain';

/** Patterns of one policy. */
export const patternsOf = (...repositories: readonly string[]): readonly RepositoryPattern[] =>
  rulesOf(aTrustDocument({ policies: { shop: { repositories, signers: [SIGNER] } } })).map(({ pattern }) => pattern);
