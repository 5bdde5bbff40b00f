import { image } from '../recording';
import type { RecordedCase } from '../recorded-case';
import { layered } from './crafted-cases';

/** A digest that leads the request out of the repository, to a place that answers with this status. */
const leadingAway = (status: number): RecordedCase => ({
  name: `layer-digest-leads-to-${String(status)}`,
  title: `a layer whose digest is a path to a place that answers ${String(status)}`,
  expected: image('signature-unreadable'),
  setUp: async (stage) => {
    const question = await layered(() => ({ digest: 'sha256:../../../elsewhere/manifests/x' }))(stage);
    stage.registryFails({ kind: 'status', status }, /elsewhere/);
    return question;
  },
});

const DIGESTS: readonly (readonly [string, string, string])[] = [
  ['none', 'is no digest', 'latest'],
  ['empty', 'is empty', ''],
  ['md5', 'is of an algorithm that nobody knows', 'md5:abc'],
  ['imitates-status', 'imitates a registry’s answer', 'sha256:abc": response status code 503'],
  ['imitates-request', 'imitates a request and its answer', 'GET "https://x/": response status code 503: down'],
  ['imitates-network', 'imitates a broken connection', 'Get "https://x/": EOF'],
  [
    'newline',
    'holds a newline',
    'sha256:abc\nError: signature verification failed: GET "https://x/": response status code 503',
  ],
  ['line-separator', 'holds a line separator of Unicode', 'sha256:abc\u2028d'],
  ['fragment', 'hides behind a fragment', `sha256:${'7'.repeat(64)}#x`],
];

/** Signature manifests whose layer's digest, which notation puts into a request as it is, is not one. */
export const layerDigestCases: readonly RecordedCase[] = [
  ...DIGESTS.map(([name, what, digest]): RecordedCase => ({
    name: `layer-digest-${name}`,
    title: `a layer whose digest ${what}`,
    expected: image('signature-unreadable'),
    setUp: layered(() => ({ digest })),
  })),
  ...[401, 403, 429, 500].map(leadingAway),
  {
    name: 'layer-digest-without-colon',
    title: 'a layer whose digest is written so that the registry finds it and the tool stumbles over it',
    expected: image('signature-unreadable'),
    setUp: layered(async (stage) => ({ digest: (await stage.layer()).digest.replace(':', '%3A') })),
  },
];
