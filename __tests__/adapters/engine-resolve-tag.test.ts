import { checkContainer, parseImageReference, verifyRevision, type TagToResolve } from '../../verification';
import { aContainer, ECR, MINUTE, SIGNER } from '../support/domain/domain';
import { DOCUMENT, EngineUnderTest, trustIn } from '../support/engine/engine-under-test';
import { accepted } from '../support/notation/fake-notation';

const engine = new EngineUnderTest().use();
const shop = { repositories: [`${ECR}/shop/*`], signers: [SIGNER], require: 'any' } as const;
const TRUST = trustIn({ ...DOCUMENT, policies: { shop } });
const IMAGE = `${ECR}/shop/web:1.4`;

const resolve = (overrides: Partial<TagToResolve> = {}) =>
  engine
    .with(accepted)
    .resolveTag({ reference: parseImageReference(IMAGE), trust: TRUST, remaining: () => MINUTE, ...overrides });

const inconclusive = (fields: object) => ({ kind: 'failed', verdict: { kind: 'inconclusive', ...fields } });

describe('resolveTag of the engine', () => {
  it('resolves a tag to the digest that the registry has for it now, with its login', async () => {
    const { resolveTag } = engine.with(accepted);
    const tag = { reference: parseImageReference(IMAGE), trust: TRUST, remaining: () => MINUTE };
    for (const text of ['before', 'after']) {
      const digest = engine.registry.unsigned(text);
      engine.registry.tag('1.4', digest);
      await expect(resolveTag(tag)).resolves.toEqual({ kind: 'resolved', digest });
    }
    expect(engine.authorizations(ECR)).toEqual(['basic']);
  });

  it('resolves through the engine of one caller as well', async () => {
    const digest = engine.registry.unsigned('for a caller');
    engine.registry.tag('1.4', digest);
    const { resolveTag } = engine.with(accepted).forCaller();
    await expect(
      resolveTag({ reference: parseImageReference(IMAGE), trust: TRUST, remaining: () => MINUTE }),
    ).resolves.toEqual({ kind: 'resolved', digest });
  });

  it('has no digest for a tag that is absent', async () => {
    engine.registry.tag('1.4', undefined);
    await expect(resolve()).resolves.toMatchObject(inconclusive({ cause: 'image', reason: 'image-not-found' }));
  });

  it('rule 1: takes a registry that is down for no more than that', async () => {
    engine.registry.gateway.addFault({ host: ECR, effect: { kind: 'status', status: 503 } });
    await expect(resolve()).resolves.toMatchObject(inconclusive({ cause: 'service', reason: 'registry-unavailable' }));
  });

  it('contacts no registry without remaining time', async () => {
    await expect(resolve({ remaining: () => 0 })).resolves.toMatchObject(inconclusive({ reason: 'timed-out' }));
    expect(engine.registry.gateway.requests).toEqual([]);
  });
});

describe('verifyRevision with the engine', () => {
  const verify = (image: string) => {
    const { verifyImage, resolveTag } = engine.with(accepted);
    return verifyRevision(
      { containers: [aContainer({ image, imageDigest: null })], trust: TRUST, remaining: () => MINUTE },
      { now: () => engine.now, verifyImage, resolveTag },
    );
  };

  it('verifies what a tag names now, provisionally', async () => {
    const digest = engine.registry.signed(engine.text());
    engine.registry.tag('1.4', digest);
    await expect(verify(IMAGE)).resolves.toMatchObject([
      { provisional: true, image: { digest }, verdict: { kind: 'trusted' } },
    ]);
  });

  it('rule 6: never contacts the registry of an image that no policy covers', async () => {
    const image = 'registry.example.com/strange:1';
    const container = aContainer({ image, imageDigest: null });
    expect(checkContainer(container, TRUST, engine.now)).toMatchObject({ verdict: { reason: 'no-policy' } });
    await expect(verify(image)).resolves.toMatchObject([
      { provisional: false, verdict: { kind: 'untrusted', reason: 'no-policy' } },
    ]);
    expect([engine.registry.gateway.requests, engine.ecr.calls()]).toEqual([[], []]);
  });
});
