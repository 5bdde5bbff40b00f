import type { FaultEffect } from '../../gateway/fault';
import { type Expected, image, service } from '../recording';
import type { CaseEnvironment } from '../case-environment';
import type { CaseQuestion, RecordedCase } from '../recorded-case';

const PLACES = {
  resolve: { path: /\/manifests\/sha256:/, asked: 'the image' },
  referrers: { path: /\/referrers\//, asked: 'the list of signatures' },
  manifest: { path: undefined, asked: 'the signature’s manifest' },
  blob: { path: /\/blobs\//, asked: 'the signature itself' },
} as const;
type Place = keyof typeof PLACES;

const STATUSES: readonly (readonly [number, Expected])[] = [
  [401, service('registry-denied')],
  [403, service('registry-denied')],
  [429, service('throttled')],
  [500, service('registry-unavailable')],
  [503, service('registry-unavailable')],
];

/** A signed image, and a registry that fails at one place. */
const failing = async (stage: CaseEnvironment, place: Place, effect: FaultEffect): Promise<CaseQuestion> => {
  const { reference, digest } = await stage.signed();
  // The image's own manifest is asked for by its digest, the signature's by another.
  const path = place === 'manifest' ? new RegExp(`/manifests/sha256:(?!${digest.slice(7)})`) : PLACES[place].path;
  stage.registryFails(effect, path);
  return { reference };
};

const statusTakes = (Object.keys(PLACES) as Place[]).flatMap((place) =>
  STATUSES.map(([status, expected]): RecordedCase => ({
    name: `registry-${String(status)}-on-${place}`,
    title: `the registry answers ${String(status)} when asked for ${PLACES[place].asked}`,
    expected,
    setUp: (stage) => failing(stage, place, { kind: 'status', status, message: 'try again later' }),
  })),
);

const resetTakes = (Object.keys(PLACES) as Place[]).map((place): RecordedCase => ({
  name: `registry-reset-on-${place}`,
  title: `the connection breaks when the registry is asked for ${PLACES[place].asked}`,
  expected: service('registry-unavailable'),
  setUp: (stage) => failing(stage, place, { kind: 'reset' }),
}));

// A list that is too long to be read, or a layer that claims more bytes than it has, is told in the same words as a broken
// connection: what a pusher can bring about is never the service's fault.
const truncateTakes = (['referrers', 'manifest', 'blob'] as const).map((place): RecordedCase => ({
  name: `registry-truncated-on-${place}`,
  title: `the connection breaks in the middle of ${PLACES[place].asked}`,
  expected: image('signature-unreadable'),
  setUp: (stage) => failing(stage, place, { kind: 'truncate', bytes: 20 }),
}));

const absentTakes: readonly RecordedCase[] = [
  {
    name: 'image-absent',
    title: 'the registry has no image of that digest',
    expected: image('image-not-found'),
    setUp: async (stage) => {
      await stage.push();
      return { reference: `${stage.repository}@sha256:${'0'.repeat(64)}` };
    },
  },
  {
    name: 'repository-absent',
    title: 'the registry has no such repository',
    expected: image('image-not-found'),
    setUp: async ({ repository }) => ({ reference: `${repository}@sha256:${'0'.repeat(64)}` }),
  },
  {
    name: 'signature-manifest-absent',
    title: 'the registry lists a signature and does not have its manifest',
    expected: image('signature-unreadable'),
    setUp: (stage) => failing(stage, 'manifest', { kind: 'status', status: 404, code: 'MANIFEST_UNKNOWN' }),
  },
  {
    name: 'signature-blob-absent',
    title: 'the registry has the signature’s manifest and not the signature',
    expected: image('signature-unreadable'),
    setUp: (stage) => failing(stage, 'blob', { kind: 'status', status: 404, code: 'BLOB_UNKNOWN' }),
  },
];

const TOKEN_SERVICE = 'auth.registry.example';
const BEARER = { 'www-authenticate': `Bearer realm="https://${TOKEN_SERVICE}/token",service="registry"` };

const tokenTakes = STATUSES.map(([status, expected]): RecordedCase => ({
  name: `token-service-${String(status)}`,
  title: `the registry’s token service answers ${String(status)}`,
  expected,
  setUp: async (stage) => {
    const { reference } = await stage.signed();
    stage.emulated.gateway.addFault({ host: TOKEN_SERVICE, effect: { kind: 'status', status } });
    stage.registryFails({ kind: 'status', status: 401, headers: BEARER });
    return { reference, login: 'none' };
  },
}));

const connectionTakes: readonly RecordedCase[] = [
  {
    name: 'registry-refuses-connection',
    title: 'the proxy cannot reach the registry',
    expected: service('registry-unavailable'),
    setUp: async (stage) => {
      const { reference } = await stage.signed();
      stage.registryFails({ kind: 'refuse-connect' });
      return { reference };
    },
  },
  {
    name: 'registry-hangs',
    title: 'the registry accepts and never answers',
    expected: service('timed-out'),
    setUp: async (stage) => ({ ...(await failing(stage, 'resolve', { kind: 'hang' })), deadlineMs: 1_000 }),
  },
  {
    name: 'login-wrong',
    title: 'ECR does not accept the login',
    expected: service('registry-denied'),
    setUp: async (stage) => {
      const { reference } = await stage.signed();
      return { reference, login: { username: 'AWS', password: 'expired' } };
    },
  },
  {
    name: 'login-absent',
    title: 'ECR is asked without a login',
    expected: service('registry-denied'),
    setUp: async (stage) => ({ reference: (await stage.signed()).reference, login: 'none' }),
  },
];

/** Registries that fail, and images that are not there. */
export const registryCases = [
  ...statusTakes,
  ...resetTakes,
  ...truncateTakes,
  ...absentTakes,
  ...tokenTakes,
  ...connectionTakes,
];
