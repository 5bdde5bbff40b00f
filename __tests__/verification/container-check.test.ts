import { checkContainer, type TrustDocument } from '../../verification';
import { aContainer, anImage, aRulebook, digestOf, ECR, NOW, SIGNER } from '../support/domain/domain';

const SHOP = { kind: 'policy', name: 'shop', signers: [SIGNER] };
const exemptions = {
  vendor: { repositories: ['quay.io/vendor/*'], reason: 'mirrored next week', until: '2099-01-01T00:00:00.000Z' },
};
const asked = (container: Parameters<typeof aContainer>[0], document: Partial<TrustDocument> = {}) =>
  checkContainer(aContainer(container), aRulebook(document));
const exempt = (rule: string) => ({ kind: 'answered', image: null, verdict: { kind: 'exempt', rule } });
const noPolicy = { kind: 'untrusted', reason: 'no-policy' };
const unknown = (written: string) => ({
  kind: 'inconclusive',
  cause: 'service',
  reason: 'digest-unknown',
  detail: `ECS does not tell which digest of ${written} runs`,
});

describe('questionFor an image that a policy covers', () => {
  it('mistake 3: pins the digest that runs, whatever tag or digest the reference names', () => {
    const written = `${ECR}/shop/web:1@${digestOf('b')}`;
    expect(asked({ image: written, imageDigest: digestOf('a') })).toEqual({
      kind: 'verify',
      image: anImage(written, digestOf('a')),
      policy: SHOP,
    });
  });

  it('pins the digest of the reference where none is told', () => {
    const written = `${ECR}/shop/web:1@${digestOf('b')}`;
    const question = { kind: 'verify', image: anImage(written, digestOf('b')), policy: SHOP };
    expect(asked({ image: written, imageDigest: null })).toEqual(question);
  });

  it.each([`${ECR}/shop/web:1`, `${ECR}/shop/web`])(
    'mistake 3: never resolves a tag, but is inconclusive when nobody can tell the digest: %s',
    (image) => {
      expect(asked({ image, imageDigest: null })).toEqual({ kind: 'unpinned', conclusion: unknown(image) });
    },
  );
});

describe('questionFor an exempt image', () => {
  it('needs no digest', () => {
    const question = asked({ image: 'quay.io/vendor/agent:1', imageDigest: null }, { exemptions });
    expect(question).toMatchObject(exempt('vendor'));
  });

  it('says why and until when', () => {
    const question = asked({ image: 'quay.io/vendor/agent:1' }, { exemptions });
    expect(question).toMatchObject({ verdict: { detail: 'mirrored next week (until 2099-01-01T00:00:00.000Z)' } });
  });

  it('asks the time anew for each image, since an exemption ends', () => {
    let now = NOW;
    const book = { ...aRulebook({ exemptions }), now: () => now };
    const container = aContainer({ image: 'quay.io/vendor/agent:1' });
    expect(checkContainer(container, book)).toMatchObject(exempt('vendor'));
    now = Date.parse('2100-01-01');
    expect(checkContainer(container, book)).toMatchObject({ verdict: noPolicy });
  });
});

describe('questionFor a container that AWS adds', () => {
  it.each(['aws-guardduty-agent-nm40lC', 'ecs-service-connect-x7Yk2'])(
    'mistake 10: does not judge %s, which has no image',
    (name) => {
      for (const imageDigest of [null, digestOf('a')])
        expect(asked({ name, image: null, imageDigest })).toMatchObject(exempt('aws-managed-sidecar'));
    },
  );

  it('judges an impostor that has the name, but also an image', () => {
    const name = 'aws-guardduty-agent-nm40lC';
    expect(asked({ name }).kind).toBe('verify');
    expect(asked({ name, image: 'quay.io/evil' })).toMatchObject({ verdict: noPolicy });
    expect(asked({ name, image: '' })).toMatchObject({ verdict: noPolicy });
    expect(asked({ name, imageDigest: null }).kind).toBe('unpinned');
  });

  it.each([
    'web',
    'aws-guardduty-agent',
    'aws-guardduty-agent-',
    'aws-guardduty-agent-a-b',
    'my-aws-guardduty-agent-nm40lC',
    'aws-guardduty-agent-nm40lC\nweb',
    'ecs-service-connect',
  ])('does not exempt any other name that has no image, but is inconclusive in the end: %j', (name) => {
    for (const imageDigest of [null, digestOf('a')])
      expect(asked({ name, image: null, imageDigest })).toEqual({ kind: 'unpinned', conclusion: unknown('its image') });
  });
});

describe('questionFor an image that nothing covers', () => {
  const stranger = 'quay.io/stranger/tool:1';
  const untrusted = { ...noPolicy, detail: 'no policy covers quay.io/stranger/tool:1' };

  it('mistake 19: is untrusted and pinned, so that its task can be stopped', () => {
    const image = anImage(stranger);
    expect(asked({ image: stranger })).toEqual({ kind: 'answered', verdict: untrusted, image });
  });

  it('mistake 19: is untrusted where the trust document has no policy at all', () => {
    expect(asked({}, { policies: {} })).toMatchObject({ kind: 'answered', verdict: noPolicy });
  });

  it('is untrusted without a digest only when nobody can tell one', () => {
    expect(asked({ image: stranger, imageDigest: null })).toEqual({ kind: 'unpinned', conclusion: untrusted });
  });

  it('is exempt when the deployment ignores such images, with or without a digest', () => {
    for (const imageDigest of [null, digestOf('a')])
      expect(asked({ image: stranger, imageDigest }, { unmatched: 'ignore' })).toMatchObject(exempt('unmatched'));
  });

  it('is still judged by its policy where the deployment ignores the others', () => {
    expect(asked({}, { unmatched: 'ignore' }).kind).toBe('verify');
    expect(asked({ imageDigest: null }, { unmatched: 'ignore' }).kind).toBe('unpinned');
  });
});

describe('questionFor a text that is no image reference', () => {
  it.each(['', 'Quay.io/Web', '--verbose', `quay.io/vendor/agent@sha512:${'a'.repeat(128)}`, `${ECR}/shop/web:1 `])(
    'is untrusted, also where unmatched images are ignored or no digest is told: %j',
    (image) => {
      for (const imageDigest of [null, digestOf('a')])
        for (const unmatched of ['ignore', 'untrusted'] as const)
          expect(asked({ image, imageDigest }, { unmatched, exemptions })).toMatchObject({
            kind: 'answered',
            verdict: noPolicy,
            image: null,
          });
    },
  );
});
