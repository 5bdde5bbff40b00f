import { untrusted } from '../expected';
import { besideGood } from './beside-good';
import type { VerificationCase } from '../verification-case';
import { layered } from './crafted-cases';

/** A digest that is a path out of the repository, to an endpoint that responds with this status. */
const leadingAway = (status: number): VerificationCase => ({
  name: `layer-digest-leads-to-${String(status)}`,
  title: `a layer whose digest is a path to an endpoint that responds with ${String(status)}`,
  expected: untrusted('signature-invalid'),
  setUp: async (environment) => {
    const question = await layered(() => ({ digest: 'sha256:../../../elsewhere/manifests/x' }))(environment);
    environment.registryFails({ kind: 'status', status }, /elsewhere/);
    return question;
  },
});

const DIGESTS: readonly (readonly [string, string, string])[] = [
  ['none', 'is not a digest', 'latest'],
  ['empty', 'is empty', ''],
  ['md5', 'uses an unknown algorithm', 'md5:abc'],
  ['imitates-status', "imitates a registry's response", 'sha256:abc": response status code 503'],
  ['imitates-request', 'imitates a request and its response', 'GET "https://x/": response status code 503: down'],
  ['imitates-network', 'imitates a broken connection', 'Get "https://x/": EOF'],
  [
    'newline',
    'contains a newline',
    'sha256:abc\nError: signature verification failed: GET "https://x/": response status code 503',
  ],
  ['line-separator', 'contains a Unicode line separator', 'sha256:abc\u2028d'],
  ['fragment', 'ends with a URL fragment', `sha256:${'7'.repeat(64)}#x`],
];

const cases: readonly VerificationCase[] = [
  ...DIGESTS.map(([name, what, digest]): VerificationCase => ({
    name: `layer-digest-${name}`,
    title: `a layer whose digest ${what}`,
    expected: untrusted('signature-invalid'),
    setUp: layered(() => ({ digest })),
  })),
  ...[401, 403, 429, 500].map(leadingAway),
  {
    name: 'layer-digest-without-colon',
    title: 'a layer whose digest only the registry accepts',
    expected: untrusted('signature-invalid'),
    setUp: layered(async (environment) => ({ digest: (await environment.layer()).digest.replace(':', '%3A') })),
  },
];

/** Signature manifests whose layer has an invalid digest, which a careless client puts into a request unchanged. */
export const layerDigestCases: readonly VerificationCase[] = [...cases, ...cases.flatMap(besideGood)];
