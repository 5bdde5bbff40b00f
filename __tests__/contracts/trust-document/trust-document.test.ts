import { createHash } from 'node:crypto';
import fc from 'fast-check';
import {
  serializeTrustDocument,
  toTrustDocument,
  type StoredTrustDocument,
} from '../../../contracts/trust-document/trust-document';
import type { TrustDocument } from '../../../verification/trust-document';
import { aDeployment, deploymentInput } from '../../support/deployment/deployment';
import { DEFAULT_RESPONSES } from '../../support/domain/default-responses';

const signer = (profile: string) => `arn:aws:signer:eu-west-1:111122223333:/signing-profiles/${profile}`;

const rich = {
  mode: 'enforce',
  clusters: {
    payments: { mode: 'audit' },
    'arn:aws:ecs:eu-west-1:111122223333:cluster/tools': { mode: 'enforce' },
  },
  policies: {
    web: { repositories: ['quay.io/b/*', 'quay.io/a/*', 'nginx'], signers: [signer('web'), signer('hotfix')] },
    api: { repositories: ['quay.io/c/d'], signers: [signer('web')] },
  },
  exemptions: {
    vendor: { repositories: ['quay.io/v/y', 'quay.io/v/x'], reason: 'not signed upstream', until: '2027-01-31' },
    mirror: { repositories: ['quay.io/w/*'], reason: 'mirrored next week', until: '2027-01-31T10:00:00Z' },
  },
};

const store = (overrides: object = rich): StoredTrustDocument =>
  serializeTrustDocument(toTrustDocument(aDeployment(overrides as Record<string, unknown>)));

const keyOf = (content: string): string => `trust/${createHash('sha256').update(content).digest('hex')}.json`;

/** The same value with the keys of every object, and the entries of every list, in another order. */
const reordered = (value: unknown, swap: () => boolean): unknown => {
  const turn = <T>(list: readonly T[]): readonly T[] => (swap() ? [...list].reverse() : list);
  if (Array.isArray(value)) return turn(value.map((each) => reordered(each, swap)));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(turn(Object.entries(value)).map(([key, each]) => [key, reordered(each, swap)]));
};

describe('toTrustDocument', () => {
  it('writes clusters as ARNs, patterns in canonical form and ends as instants', () => {
    expect(toTrustDocument(aDeployment(rich))).toEqual({
      version: 3,
      deployment: 'dev',
      partition: 'aws',
      region: 'eu-west-1',
      account: '111122223333',
      mode: 'enforce',
      clusters: {
        'arn:aws:ecs:eu-west-1:111122223333:cluster/payments': 'audit',
        'arn:aws:ecs:eu-west-1:111122223333:cluster/tools': 'enforce',
      },
      unmatched: 'untrusted',
      policies: {
        web: {
          repositories: ['docker.io/library/nginx', 'quay.io/a/*', 'quay.io/b/*'],
          signers: [signer('hotfix'), signer('web')],
          require: 'any',
        },
        api: { repositories: ['quay.io/c/d'], signers: [signer('web')], require: 'any' },
      },
      exemptions: {
        vendor: {
          repositories: ['quay.io/v/x', 'quay.io/v/y'],
          reason: 'not signed upstream',
          until: '2027-02-01T00:00:00.000Z',
        },
        mirror: { repositories: ['quay.io/w/*'], reason: 'mirrored next week', until: '2027-01-31T10:00:00.000Z' },
      },
      responses: DEFAULT_RESPONSES,
      gate: { stages: [], clusters: {} },
    });
  });
});

describe('serializeTrustDocument', () => {
  it('writes sorted keys, two spaces and a newline at the end, under a key that is the hash', () => {
    const { content, sha256, key } = store();
    expect(content).toMatch(/^\{\n  "account": "111122223333",\n  "clusters": \{\n/);
    expect(content).toMatch(/\n  "version": 3\n\}\n$/);
    expect(key).toBe(keyOf(content));
    expect(key).toBe(`trust/${sha256}.json`);
  });

  it('gives one hash whatever the order of entries in the deployment file', () => {
    const { sha256 } = store();
    fc.assert(
      fc.property(fc.infiniteStream(fc.boolean()), (swaps) => {
        const swap = (): boolean => swaps.next().value === true;
        expect(store(reordered(deploymentInput(rich), swap) as object).sha256).toBe(sha256);
      }),
    );
  });

  it('gives one hash for two spellings of one repository and of one cluster', () => {
    const clusters = { ...rich.clusters, tools: { mode: 'enforce' } };
    const { 'arn:aws:ecs:eu-west-1:111122223333:cluster/tools': _, ...named } = clusters;
    const web = { ...rich.policies.web, repositories: ['docker.io/nginx', 'quay.io/a/*', 'quay.io/b/*'] };
    expect(store({ ...rich, clusters: named, policies: { ...rich.policies, web } }).sha256).toBe(store().sha256);
  });

  it.each([
    ['mode', { mode: 'audit' }],
    ['a signer', { policies: { ...rich.policies, api: { repositories: ['quay.io/c/d'], signers: [signer('api')] } } }],
    ['a response', { responses: { whenUnprovable: 'stop' } }],
  ])('gives another hash when %s differs', (_what, change) => {
    expect(store({ ...rich, ...change }).sha256).not.toBe(store().sha256);
  });

  it.each<[string, Partial<TrustDocument>, string]>([
    ['region', { region: '${TfToken[TOKEN.3]}' }, 'region'],
    [
      'a signer',
      { policies: { a: { repositories: ['nginx'], signers: ['${TfToken[TOKEN.4]}'], require: 'any' } } },
      'policies.a.signers[0]',
    ],
    [
      'a signer, as a list',
      { policies: { a: { repositories: ['nginx'], signers: ['#{Token[TOKEN.5]}'], require: 'any' } } },
      'policies.a.signers[0]',
    ],
    ['a key', { clusters: { '${TfToken[TOKEN.6]}': 'audit' } }, 'clusters'],
    [
      'a reason',
      {
        exemptions: {
          a: { repositories: ['nginx'], reason: 'see ${TfToken[TOKEN.7]}', until: '2027-01-31T10:00:00Z' },
        },
      },
      'exemptions.a.reason',
    ],
  ])('refuses an unresolved token in %s', (_where, overrides, path) => {
    const document = { ...toTrustDocument(aDeployment(rich)), ...overrides };
    expect(() => serializeTrustDocument(document)).toThrow(
      `trust document: 1 problem\n  ${path}: expected literal text without \${ or %{, which Terraform would evaluate`,
    );
  });

  it('refuses a document that does not match the schema', () => {
    const document = { ...toTrustDocument(aDeployment(rich)), account: '1' };
    expect(() => serializeTrustDocument(document)).toThrow('account: expected an account of 12 digits, found "1"');
  });
});
