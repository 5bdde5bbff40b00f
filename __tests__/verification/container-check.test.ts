import { checkContainer } from '../../verification';
import {
  aContainer,
  aLoadedTrust,
  anImage,
  digestOf,
  ECR,
  NOW,
  SIGNER,
  type TrustDocumentFields,
} from '../support/domain/domain';

const SHOP = { kind: 'policy', name: 'shop', signers: [SIGNER], require: 'any' };
const UNTIL = '2099-01-01T00:00:00.000Z';
const exemptions = {
  vendor: { repositories: ['quay.io/vendor/*'], reason: 'mirrored next week', until: UNTIL },
};
const check = (container: Parameters<typeof aContainer>[0], document: TrustDocumentFields = {}, now = NOW) =>
  checkContainer(aContainer(container), aLoadedTrust(document), now);
const exempt = (rule: string) => ({ kind: 'decided', image: null, verdict: { kind: 'exempt', rule } });
const noPolicy = { kind: 'untrusted', reason: 'no-policy' };
const digestUnknown = (image: string) => ({
  kind: 'inconclusive',
  cause: 'service',
  reason: 'digest-unknown',
  detail: `ECS does not report the running digest of ${image}`,
});

describe('checkContainer for an image that a policy covers', () => {
  it('rule 5: pins the running digest, whatever tag or digest the reference names', () => {
    const image = `${ECR}/shop/web:1@${digestOf('b')}`;
    expect(check({ image, imageDigest: digestOf('a') })).toEqual({
      kind: 'verify',
      image: anImage(image, digestOf('a')),
      policy: SHOP,
    });
  });

  it('pins the digest of the reference when ECS reports none', () => {
    const image = `${ECR}/shop/web:1@${digestOf('b')}`;
    const expected = { kind: 'verify', image: anImage(image, digestOf('b')), policy: SHOP };
    expect(check({ image, imageDigest: null })).toEqual(expected);
  });

  it.each([`${ECR}/shop/web:1`, `${ECR}/shop/web`])(
    'rule 5: never resolves a tag; without a digest it is unresolved and inconclusive: %s',
    (image) => {
      expect(check({ image, imageDigest: null })).toEqual({ kind: 'unresolved', verdict: digestUnknown(image) });
    },
  );
});

describe('checkContainer for an exempt image', () => {
  it('needs no digest', () => {
    expect(check({ image: 'quay.io/vendor/agent:1', imageDigest: null }, { exemptions })).toMatchObject(
      exempt('vendor'),
    );
  });

  it('gives the reason and the end of the exemption', () => {
    expect(check({ image: 'quay.io/vendor/agent:1' }, { exemptions })).toMatchObject({
      verdict: { detail: `mirrored next week (until ${UNTIL})` },
    });
  });

  it('rule 10: is exempt only until the exemption ends', () => {
    const image = 'quay.io/vendor/agent:1';
    const end = Date.parse(UNTIL);
    expect(check({ image }, { exemptions }, end - 1)).toMatchObject(exempt('vendor'));
    expect(check({ image }, { exemptions }, end)).toMatchObject({ verdict: noPolicy });
  });
});

describe('checkContainer for a container that AWS adds', () => {
  it.each(['aws-guardduty-agent-nm40lC', 'ecs-service-connect-x7Yk2'])(
    'exempts %s, which has no image, so that AWS sidecars are never stopped',
    (name) => {
      for (const imageDigest of [null, digestOf('a')])
        expect(check({ name, image: null, imageDigest })).toMatchObject(exempt('aws-managed-sidecar'));
    },
  );

  it('rule 2: does not exempt a container with such a name that has an image', () => {
    const name = 'aws-guardduty-agent-nm40lC';
    expect(check({ name }).kind).toBe('verify');
    expect(check({ name, image: 'quay.io/evil' })).toMatchObject({ verdict: noPolicy });
    expect(check({ name, image: '' })).toMatchObject({ verdict: noPolicy });
    expect(check({ name, imageDigest: null }).kind).toBe('unresolved');
  });

  it.each([
    'web',
    'aws-guardduty-agent',
    'aws-guardduty-agent-',
    'aws-guardduty-agent-a-b',
    'my-aws-guardduty-agent-nm40lC',
    'aws-guardduty-agent-nm40lC\nweb',
    'ecs-service-connect',
  ])('does not exempt a container with any other name and no image: %j', (name) => {
    for (const imageDigest of [null, digestOf('a')])
      expect(check({ name, image: null, imageDigest })).toEqual({
        kind: 'unresolved',
        verdict: digestUnknown('its image'),
      });
  });
});

describe('checkContainer for an image that no policy covers', () => {
  const stranger = 'quay.io/stranger/tool:1';
  const untrusted = { ...noPolicy, signatures: [], detail: 'no policy covers quay.io/stranger/tool:1' };

  it('is untrusted and pinned, so that its task can be stopped', () => {
    expect(check({ image: stranger })).toEqual({ kind: 'decided', verdict: untrusted, image: anImage(stranger) });
  });

  it('is untrusted when the trust document has no policy at all', () => {
    expect(check({}, { policies: {} })).toMatchObject({ kind: 'decided', verdict: noPolicy });
  });

  it('is unresolved without a digest, and untrusted if none can be found out', () => {
    expect(check({ image: stranger, imageDigest: null })).toEqual({ kind: 'unresolved', verdict: untrusted });
  });

  it('is exempt when the deployment ignores such images, with or without a digest', () => {
    for (const imageDigest of [null, digestOf('a')])
      expect(check({ image: stranger, imageDigest }, { unmatched: 'ignore' })).toMatchObject(exempt('unmatched'));
  });

  it('does not extend to covered images when the deployment ignores the others', () => {
    expect(check({}, { unmatched: 'ignore' }).kind).toBe('verify');
    expect(check({ imageDigest: null }, { unmatched: 'ignore' }).kind).toBe('unresolved');
  });
});

describe('checkContainer for the ID of an image', () => {
  const official = {
    official: { repositories: ['docker.io/library/*'], reason: 'official images are not signed', until: UNTIL },
  };

  it.each([digestOf('3'), '3f'.repeat(32)])('is untrusted, and never exempt as an official image: %s', (image) => {
    expect(check({ image: 'nginx:1' }, { exemptions: official })).toMatchObject(exempt('official'));
    expect(check({ image }, { exemptions: official })).toMatchObject({ kind: 'decided', verdict: noPolicy });
  });
});

describe('checkContainer for other hosts of one registry', () => {
  const policies = {
    pub: { repositories: ['public.ecr.aws/acme/*', 'docker.io/acme/*', 'ghcr.io/acme/*'], signers: [SIGNER] },
    shop: { repositories: [`${ECR}/shop/*`], signers: [SIGNER] },
  };
  const otel = { repositories: ['public.ecr.aws/aws-observability/*'], reason: 'AWS does not sign', until: UNTIL };

  it.each([
    'ecr-public.aws.com/acme/app:1',
    'public.ecr.aws:443/acme/app:1',
    'registry-1.docker.io/acme/app:1',
    'registry.hub.docker.com/acme/app:1',
    'ghcr.io:443/acme/app:1',
    `${ECR}:443/shop/app:1`,
  ])('verifies the image by the policy of the registry, even where unmatched images are ignored: %s', (image) => {
    expect(check({ image }, { policies, unmatched: 'ignore' }).kind).toBe('verify');
  });

  it('exempts the image by the exemption of the registry', () => {
    const image = 'ecr-public.aws.com/aws-observability/aws-otel-collector:v0.40.0';
    expect(check({ image }, { policies, exemptions: { otel } })).toMatchObject(exempt('otel'));
  });
});

describe('checkContainer for a text that is no image reference', () => {
  const sha512 = `quay.io/vendor/agent@sha512:${'a'.repeat(128)}`;
  const unreadable = ['', 'Quay.io/Web', '--verbose', sha512, `${ECR}/shop/web:1 `, '[::1]:5000/shop/web'];

  it.each([...unreadable, `registry.example.com/${'a'.repeat(256)}`, 'quay.io:99999/vendor/agent'])(
    'rule 2: is untrusted, even if unmatched images are ignored or there is no digest: %j',
    (image) => {
      for (const imageDigest of [null, digestOf('a')])
        for (const unmatched of ['ignore', 'untrusted'] as const)
          expect(check({ image, imageDigest }, { unmatched, exemptions })).toMatchObject({
            kind: 'decided',
            verdict: noPolicy,
            image: null,
          });
    },
  );
});
