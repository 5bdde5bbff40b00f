import type { FaultEffect } from '../../gateway/fault';
import { type Expected, imageNotFound, service, trusted, untrusted } from '../expected';
import { HOST, PUBLIC_HOST, type CaseEnvironment } from '../case-environment';
import type { CaseRequest, VerificationCase } from '../verification-case';

const PLACES = {
  resolve: { path: /\/manifests\/sha256:/, subject: 'the image' },
  referrers: { path: /\/referrers\//, subject: 'the list of signatures' },
  manifest: { path: undefined, subject: "the signature's manifest" },
  blob: { path: /\/blobs\//, subject: 'the signature itself' },
} as const;
type Place = keyof typeof PLACES;

const STATUSES: readonly (readonly [number, Expected])[] = [
  [401, service('registry-denied')],
  [403, service('registry-denied')],
  [429, service('throttled')],
  [500, service('registry-unavailable')],
  [503, service('registry-unavailable')],
];

/** Pushes a signed image and makes the registry fail in one place. */
const failing = async (environment: CaseEnvironment, place: Place, effect: FaultEffect): Promise<CaseRequest> => {
  const { reference, digest } = await environment.signed();
  // The manifests of the image and of the signature have different digests.
  const path = place === 'manifest' ? new RegExp(`/manifests/sha256:(?!${digest.slice(7)})`) : PLACES[place].path;
  environment.registryFails(effect, path);
  return { reference };
};

const statusCases = (Object.keys(PLACES) as Place[]).flatMap((place) =>
  STATUSES.map(([status, expected]): VerificationCase => ({
    name: `registry-${String(status)}-on-${place}`,
    title: `the registry responds with ${String(status)} to the request for ${PLACES[place].subject}`,
    expected,
    setUp: (environment) => failing(environment, place, { kind: 'status', status, message: 'try again later' }),
  })),
);

const resetCases = (Object.keys(PLACES) as Place[]).map((place): VerificationCase => ({
  name: `registry-reset-on-${place}`,
  title: `the registry closes the connection on the request for ${PLACES[place].subject}`,
  expected: service('registry-unavailable'),
  setUp: (environment) => failing(environment, place, { kind: 'reset' }),
}));

const truncateCases = (['referrers', 'manifest', 'blob'] as const).map((place): VerificationCase => ({
  name: `registry-truncated-on-${place}`,
  title: `the connection breaks in the middle of ${PLACES[place].subject}`,
  expected: service('registry-unavailable'),
  setUp: (environment) => failing(environment, place, { kind: 'truncate', bytes: 20 }),
}));

const absentCases: readonly VerificationCase[] = [
  {
    name: 'image-absent',
    title: 'the registry has no image with that digest',
    expected: imageNotFound,
    setUp: async (environment) => {
      await environment.push();
      return { reference: `${environment.repository}@sha256:${'0'.repeat(64)}` };
    },
  },
  {
    name: 'repository-absent',
    title: 'the repository does not exist',
    expected: imageNotFound,
    setUp: async ({ repository }) => ({ reference: `${repository}@sha256:${'0'.repeat(64)}` }),
  },
  {
    name: 'signature-manifest-absent',
    title: 'the registry lists a signature but does not have its manifest: it was deleted in the meantime',
    expected: untrusted('unsigned'),
    setUp: (environment) => failing(environment, 'manifest', { kind: 'status', status: 404, code: 'MANIFEST_UNKNOWN' }),
  },
  {
    name: 'signature-blob-absent',
    title: "the registry has the signature's manifest but not the signature",
    expected: untrusted('signature-invalid'),
    setUp: (environment) => failing(environment, 'blob', { kind: 'status', status: 404, code: 'BLOB_UNKNOWN' }),
  },
];

const TOKEN_SERVICE = 'auth.registry.example';
const BEARER = { 'www-authenticate': `Bearer realm="https://${TOKEN_SERVICE}/token",service="registry"` };

const tokenCases = STATUSES.map(([status, expected]): VerificationCase => ({
  name: `token-service-${String(status)}`,
  title: `the registry's token service responds with ${String(status)}`,
  expected,
  setUp: async (environment) => {
    const { reference } = await environment.publiclySigned();
    const { gateway } = environment.emulated;
    gateway.addFault({ host: TOKEN_SERVICE, effect: { kind: 'status', status } });
    gateway.addFault({ host: PUBLIC_HOST, effect: { kind: 'status', status: 401, headers: BEARER } });
    return { reference };
  },
}));

const connectionCases: readonly VerificationCase[] = [
  {
    name: 'registry-refuses-connection',
    title: 'the proxy cannot reach the registry',
    expected: service('registry-unavailable'),
    setUp: async (environment) => {
      const { reference } = await environment.signed();
      environment.registryFails({ kind: 'refuse-connect' });
      return { reference };
    },
  },
  {
    name: 'registry-hangs',
    title: 'the registry accepts the request and never responds',
    expected: service('timed-out'),
    setUp: async (environment) => ({
      ...(await failing(environment, 'resolve', { kind: 'hang' })),
      remainingMs: 1_000,
    }),
  },
  {
    name: 'registry-slow-once',
    title: 'the registry is slow to deliver a signature',
    expected: trusted,
    setUp: async (environment) => {
      const { reference } = await environment.signed();
      const effect = { kind: 'delay', milliseconds: 1_500 } as const;
      environment.emulated.gateway.addFault({ host: HOST, path: PLACES.blob.path, times: 1, effect });
      return { reference };
    },
  },
  {
    name: 'login-wrong',
    title: 'ECR refuses the login',
    expected: service('registry-denied'),
    setUp: async (environment) => {
      const { reference } = await environment.signed();
      return { reference, ecrPassword: 'expired' };
    },
  },
  {
    name: 'login-absent',
    title: 'ECR is called without a login, since no policy names its account',
    expected: service('registry-denied'),
    setUp: async (environment) => ({ reference: (await environment.signed()).reference, ecrPassword: 'none' }),
  },
];

const publicCase: VerificationCase = {
  name: 'public-registry',
  title: 'a registry outside ECR works without credentials',
  expected: trusted,
  setUp: async (environment) => ({ reference: (await environment.publiclySigned()).reference }),
};

/** Registries that fail, and images that don't exist. */
export const registryCases = [
  ...statusCases,
  ...resetCases,
  ...truncateCases,
  ...absentCases,
  publicCase,
  ...tokenCases,
  ...connectionCases,
];
