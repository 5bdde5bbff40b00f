import { trustRulesOf, type RepositoryPattern } from '../../../verification';
import { aTrustDocument, SIGNER } from '../domain/domain';

/** Patterns of one policy. */
export const patternsOf = (...repositories: readonly string[]): readonly RepositoryPattern[] =>
  trustRulesOf(aTrustDocument({ policies: { shop: { repositories, signers: [SIGNER] } } })).map(
    ({ pattern }) => pattern,
  );
