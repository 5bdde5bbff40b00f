import type { FaultEffect } from '../../gateway/fault';
import { type Expected, image, service } from '../recording';
import type { CaseEnvironment } from '../case-environment';
import type { CaseQuestion, RecordedCase } from '../recorded-case';

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
const failing = async (environment: CaseEnvironment, place: Place, effect: FaultEffect): Promise<CaseQuestion> => {
  const { reference, digest } = await environment.signed();
  // The manifests of the image and of the signature have different digests.
  const path = place === 'manifest' ? new RegExp(`/manifests/sha256:(?!${digest.slice(7)})`) : PLACES[place].path;
  environment.registryFails(effect, path);
  return { reference };
};

const statusCases = (Object.keys(PLACES) as Place[]).flatMap((place) =>
  STATUSES.map(([status, expected]): RecordedCase => ({
    name: `registry-${String(status)}-on-${place}`,
    title: `the registry responds with ${String(status)} to the request for ${PLACES[place].subject}`,
    expected,
    setUp: (environment) => failing(environment, place, { kind: 'status', status, message: 'try again later' }),
  })),
);

const resetCases = (Object.keys(PLACES) as Place[]).map((place): RecordedCase => ({
  name: `registry-reset-on-${place}`,
  title: `the registry closes the connection on the request for ${PLACES[place].subject}`,
  expected: service('registry-unavailable'),
  setUp: (environment) => failing(environment, place, { kind: 'reset' }),
}));

// notation reports a list that is too long, or a layer that claims too many bytes, in the same words as a
// broken connection. A pusher can cause both, so none of them counts as a failure of the service.
const truncateCases = (['referrers', 'manifest', 'blob'] as const).map((place): RecordedCase => ({
  name: `registry-truncated-on-${place}`,
  title: `the connection breaks in the middle of ${PLACES[place].subject}`,
  expected: image('signature-unreadable'),
  setUp: (environment) => failing(environment, place, { kind: 'truncate', bytes: 20 }),
}));

const absentCases: readonly RecordedCase[] = [
  {
    name: 'image-absent',
    title: 'the registry has no image with that digest',
    expected: image('image-not-found'),
    setUp: async (environment) => {
      await environment.push();
      return { reference: `${environment.repository}@sha256:${'0'.repeat(64)}` };
    },
  },
  {
    name: 'repository-absent',
    title: 'the repository does not exist',
    expected: image('image-not-found'),
    setUp: async ({ repository }) => ({ reference: `${repository}@sha256:${'0'.repeat(64)}` }),
  },
  {
    name: 'signature-manifest-absent',
    title: 'the registry lists a signature but does not have its manifest',
    expected: image('signature-unreadable'),
    setUp: (environment) => failing(environment, 'manifest', { kind: 'status', status: 404, code: 'MANIFEST_UNKNOWN' }),
  },
  {
    name: 'signature-blob-absent',
    title: "the registry has the signature's manifest but not the signature",
    expected: image('signature-unreadable'),
    setUp: (environment) => failing(environment, 'blob', { kind: 'status', status: 404, code: 'BLOB_UNKNOWN' }),
  },
];

const TOKEN_SERVICE = 'auth.registry.example';
const BEARER = { 'www-authenticate': `Bearer realm="https://${TOKEN_SERVICE}/token",service="registry"` };

const tokenCases = STATUSES.map(([status, expected]): RecordedCase => ({
  name: `token-service-${String(status)}`,
  title: `the registry's token service responds with ${String(status)}`,
  expected,
  setUp: async (environment) => {
    const { reference } = await environment.signed();
    environment.emulated.gateway.addFault({ host: TOKEN_SERVICE, effect: { kind: 'status', status } });
    environment.registryFails({ kind: 'status', status: 401, headers: BEARER });
    return { reference, login: 'none' };
  },
}));

const connectionCases: readonly RecordedCase[] = [
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
    setUp: async (environment) => ({ ...(await failing(environment, 'resolve', { kind: 'hang' })), deadlineMs: 1_000 }),
  },
  {
    name: 'login-wrong',
    title: 'ECR refuses the login',
    expected: service('registry-denied'),
    setUp: async (environment) => {
      const { reference } = await environment.signed();
      return { reference, login: { username: 'AWS', password: 'expired' } };
    },
  },
  {
    name: 'login-absent',
    title: 'ECR is called without a login',
    expected: service('registry-denied'),
    setUp: async (environment) => ({ reference: (await environment.signed()).reference, login: 'none' }),
  },
];

/** Registries that fail, and images that don't exist. */
export const registryCases = [
  ...statusCases,
  ...resetCases,
  ...truncateCases,
  ...absentCases,
  ...tokenCases,
  ...connectionCases,
];
