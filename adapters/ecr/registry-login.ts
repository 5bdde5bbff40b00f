import { GetAuthorizationTokenCommand, type ECRClient } from '@aws-sdk/client-ecr';
import {
  REGISTRY_REASONS,
  registryAccessFor,
  serviceFailed,
  type EcrRegistry,
  type PinnedImage,
  type RegistryAnswer,
  type RepositoryPattern,
  type Verdict,
} from '../../verification';
import type { RegistryLogin } from '../notation/child-environment';
import type { EcrLogin } from '../registry/authorized-get';
import { ecrFailure } from './ecr-failure';

/** A token is renewed this long before it expires, in milliseconds, so that none expires while it is in use. */
const RENEW_BEFORE_MS = 30 * 60_000;

/** How ECR logins are obtained. */
export interface EcrLogins {
  readonly clientFor: (region: string) => ECRClient;
  readonly now: () => number;
}

/** How logins are obtained for the registries of one partition. */
export interface RegistryLogins {
  readonly ecrLogin: EcrLogin;
  readonly partition: string;
}

/** Returns the registry login for an image, undefined for anonymous access, or the verdict when there is no login. */
export type LoginFor = (
  image: PinnedImage,
) => Promise<
  | { readonly kind: 'login'; readonly login: RegistryLogin | undefined }
  | { readonly kind: 'failed'; readonly verdict: Verdict }
>;

interface Token {
  readonly login: RegistryLogin;
  readonly expires: number;
}

const parseToken = (token: string | undefined, expiresAt: Date | undefined): Token => {
  const [username, password] = Buffer.from(token ?? '', 'base64')
    .toString('utf8')
    .split(/:(.*)/s);
  if (!username || !password || expiresAt === undefined)
    throw new Error('GetAuthorizationToken: expected a base64 token "user:password" and its expiry');
  return { login: { username, password }, expires: expiresAt.getTime() };
};

/** Keeps one token for each region until it nearly expires. A failed request does not replace the earlier token. */
const tokens = ({ clientFor, now }: EcrLogins): ((region: string) => Promise<Token>) => {
  const kept = new Map<string, Promise<Token>>();
  const request = async (region: string): Promise<Token> => {
    const { authorizationData } = await clientFor(region).send(new GetAuthorizationTokenCommand({}));
    return parseToken(authorizationData?.[0]?.authorizationToken, authorizationData?.[0]?.expiresAt);
  };
  const renew = (region: string): Promise<Token> => {
    const before = kept.get(region);
    const requested = request(region);
    kept.set(region, requested);
    requested.catch(() => (before === undefined ? kept.delete(region) : kept.set(region, before)));
    return requested;
  };
  return async (region) => {
    const requested = kept.get(region) ?? renew(region);
    const token = await requested;
    if (token.expires - RENEW_BEFORE_MS > now()) return token;
    // The first caller renews the token, the others share its request. If it fails, a valid token is still used.
    const renewed = kept.get(region) === requested ? renew(region) : (kept.get(region) ?? renew(region));
    return token.expires > now() ? renewed.catch(() => token) : renewed;
  };
};

const toAnswer = (verdict: Verdict): RegistryAnswer<RegistryLogin> => {
  const { detail } = verdict;
  if (verdict.kind !== 'inconclusive') return { kind: 'unavailable', detail };
  if (verdict.reason === 'throttled') return { kind: 'throttled', detail };
  return { kind: verdict.reason === 'registry-denied' ? 'denied' : 'unavailable', detail };
};

/** Obtains the login for an ECR registry; one token serves all registries of a region until it nearly expires. */
export const ecrLogins = (settings: EcrLogins): EcrLogin => {
  const tokenFor = tokens(settings);
  return async ({ region }: EcrRegistry) => {
    try {
      return { kind: 'found', value: (await tokenFor(region)).login };
    } catch (error) {
      return toAnswer(ecrFailure(error, 'ecr:GetAuthorizationToken'));
    }
  };
};

/**
 * Obtains ECR logins for the registries that may have one (docs/rules.md, rule 6), and for no others; the patterns of
 * all policies decide.
 */
export const registryLogins =
  ({ ecrLogin, partition }: RegistryLogins) =>
  (policyPatterns: readonly RepositoryPattern[]): LoginFor =>
  async ({ reference }) => {
    const access = registryAccessFor(reference.registry, partition, policyPatterns);
    if (access.kind === 'anonymous') return { kind: 'login', login: undefined };
    const answer = await ecrLogin(access.registry);
    return answer.kind === 'found'
      ? { kind: 'login', login: answer.value }
      : { kind: 'failed', verdict: serviceFailed(REGISTRY_REASONS[answer.kind], answer.detail) };
  };
