import { GetAuthorizationTokenCommand } from '@aws-sdk/client-ecr';
import type { ProcessRequest } from '../../adapters/process';
import { ECR, SIGNER } from '../support/domain/domain';
import { DOCUMENT, EngineUnderTest, PROFILE, trustIn } from '../support/engine/engine-under-test';
import { accepted, broken, hanging } from '../support/notation/fake-notation';
import { ECR_PASSWORD } from '../support/registry/image-registry';

const ELSEWHERE = 'registry.example.com';
const STRANGE_ECR = '999999999999.dkr.ecr.eu-west-1.amazonaws.com';
const engine = new EngineUnderTest().use();

const until = async (isSo: () => boolean): Promise<void> => {
  while (!isSo()) await new Promise((resolve) => setTimeout(resolve, 5));
};

describe('verificationEngine', () => {
  it('verifies with notation in the region of the trust document, with a login for the registry only', async () => {
    const { verifyImage, requests } = engine.with(accepted);
    await expect(verifyImage(engine.request())).resolves.toMatchObject({ kind: 'trusted' });
    expect(requests[0]?.environment).toMatchObject({ AWS_REGION: 'eu-west-1' });
    expect(JSON.stringify(requests)).not.toContain(ECR_PASSWORD);
    expect(engine.authorizations(ECR)).toEqual(['basic']);
  });

  it('gives evidence of the signature that counted', async () => {
    await expect(engine.with(accepted).verifyImage(engine.request())).resolves.toMatchObject({
      kind: 'trusted',
      policy: 'shop',
      signatures: [{ signer: PROFILE.versionArn, expiry: null, signature: expect.stringMatching(/^sha256:/) }],
    });
  });

  it.each([STRANGE_ECR, ELSEWHERE])(
    'rule 6: sends no login to a registry whose account no policy names: %s',
    async (host) => {
      await engine.with(accepted).verifyImage(engine.request(undefined, { repository: `${host}/shop/web:1` }));
      expect(engine.authorizations(host)).toEqual(['none']);
      expect(engine.ecr.calls()).toHaveLength(0);
    },
  );

  it('rule 6: sends no login to a registry whose account only an exemption names', async () => {
    const repositories = [`${STRANGE_ECR}/*`];
    const vendor = { repositories, reason: 'mirrored next week', until: '2099-01-01T00:00:00.000Z' };
    const trust = trustIn({ ...DOCUMENT, exemptions: { vendor } });
    const request = engine.request(undefined, { trust, repository: `${STRANGE_ECR}/shop/web:1` });
    await engine.with(accepted).verifyImage(request);
    expect(engine.authorizations(STRANGE_ECR)).toEqual(['none']);
  });

  it('returns why there is no login, and contacts no registry', async () => {
    const failure = Object.assign(new Error('slow'), { name: 'ThrottlingException' });
    engine.ecr.on(GetAuthorizationTokenCommand).rejects(failure);
    await expect(engine.with(accepted).verifyImage(engine.request())).resolves.toMatchObject({
      kind: 'inconclusive',
      reason: 'throttled',
      detail: expect.stringContaining('ecr:GetAuthorizationToken'),
    });
    expect(engine.registry.gateway.requests).toEqual([]);
  });

  it('contacts no registry and starts no run without remaining time', async () => {
    const { verifyImage, verifyAfresh, requests } = engine.with(accepted);
    const request = engine.request(undefined, { remaining: () => 0 });
    for (const verify of [verifyImage, verifyAfresh])
      await expect(verify(request)).resolves.toMatchObject({ reason: 'timed-out' });
    expect([requests, engine.registry.gateway.requests]).toEqual([[], []]);
  });

  it('keeps the remaining times of two requests apart', async () => {
    const { verifyImage } = engine.with(accepted);
    const verdicts = [15_000, 60_000].map((left) => verifyImage(engine.request(undefined, { remaining: () => left })));
    await expect(Promise.all(verdicts)).resolves.toMatchObject([{ reason: 'timed-out' }, { kind: 'trusted' }]);
  });

  it('checks the remaining time again when a run gets its place', async () => {
    let left = 60_000;
    const slow = engine.running(
      async () => {
        left = 15_000;
        return hanging('');
      },
      { concurrentRuns: 1 },
    );
    const verdicts = [1, 2].map(() => slow.verifyImage(engine.request(undefined, { remaining: () => left })));
    const details = (await Promise.all(verdicts)).map(({ detail }) => detail).sort();
    expect(details).toEqual([
      'no time was left to start another verification',
      expect.stringContaining('notation did not answer before its deadline'),
    ]);
  });

  it('runs notation a limited number of times at once, in turns for its callers', async () => {
    const turns: (string | undefined)[] = [];
    let [running, most] = [0, 0];
    let open = (): void => undefined;
    const opened = new Promise<void>((resolve) => (open = resolve));
    const run = async ({ args }: ProcessRequest) => {
      const reference = args.at(-1) ?? '';
      turns.push(reference.split('@')[1]);
      most = Math.max(most, (running += 1));
      await opened;
      running -= 1;
      return accepted(reference);
    };
    const two = engine.running(run, { concurrentRuns: 2 });
    const [busy, other] = [two.forCaller(), two.forCaller()];
    const many = Array.from({ length: 8 }, () => busy.verifyImage(engine.request()));
    await until(() => turns.length === 2);
    const one = engine.request();
    const verified = other.verifyImage(one);
    // Its place in the queue follows the last request to the registry.
    await until(() =>
      engine.registry.gateway.requests.some(({ path }) => path.includes(`referrers/${one.image.digest}`)),
    );
    await new Promise((resolve) => setTimeout(resolve, 500));
    open();
    await Promise.all([...many, verified]);
    expect(most).toBe(2);
    expect(turns.indexOf(one.image.digest)).toBeLessThan(turns.length - 1);
  });
});

describe('the memory of verificationEngine', () => {
  it('reuses the verdict of an untrusted image without another call to the registry or the history', async () => {
    const { verifyImage } = engine.with(accepted);
    const request = engine.request(engine.registry.unsigned(engine.text()));
    const verdict = await verifyImage(request);
    engine.registry.gateway.forgetRequests();
    await expect(verifyImage(request)).resolves.toBe(verdict);
    expect(engine.registry.gateway.requests).toEqual([]);
  });

  it('reuses a definite verdict, and counts that', async () => {
    const { verifyImage, requests } = engine.with(accepted);
    const request = engine.request();
    await verifyImage(request);
    await verifyImage(request);
    expect([requests.length, engine.reused]).toEqual([1, 1]);
    engine.now += 15 * 60_000;
    await verifyImage(request);
    expect([requests.length, engine.reused]).toEqual([2, 1]);
  });

  it('keeps manifests, but no list of signatures', async () => {
    const { verifyAfresh } = engine.with(accepted);
    const request = engine.request();
    await verifyAfresh(request);
    engine.registry.gateway.forgetRequests();
    await verifyAfresh(request);
    const paths = engine.registry.gateway.requests.map(({ path }) => /\/(manifests|referrers|blobs)\//.exec(path)?.[1]);
    expect(paths).not.toContain('manifests');
    expect(paths.filter((path) => path === 'referrers')).toHaveLength(1);
  });

  it('rule 1: never reuses an inconclusive verdict', async () => {
    const { verifyImage } = engine.with(broken, accepted);
    const request = engine.request();
    await expect(verifyImage(request)).resolves.toMatchObject({ kind: 'inconclusive', reason: 'tool-failed' });
    await expect(verifyImage(request)).resolves.toMatchObject({ kind: 'trusted' });
  });

  it('rule 8: is neither read nor forgotten by a fresh verification, which remembers the new verdict', async () => {
    const { verifyImage, verifyAfresh } = engine.with(accepted);
    const image = engine.registry.unsigned(engine.text());
    const request = engine.request(image);
    await expect(verifyImage(request)).resolves.toMatchObject({ reason: 'unsigned' });
    engine.registry.sign(image);
    await expect(verifyImage(request)).resolves.toMatchObject({ reason: 'unsigned' });
    await expect(verifyAfresh(request)).resolves.toMatchObject({ kind: 'trusted' });
    await expect(verifyImage(request)).resolves.toMatchObject({ kind: 'trusted' });
  });
});

describe('verificationEngine for several trust documents', () => {
  const other = trustIn({ ...DOCUMENT, region: 'eu-central-1', policies: {} });

  it('rule 5: verifies an image again for another trust document, and keeps the verdicts of both', async () => {
    const { verifyImage, requests } = engine.with(accepted);
    const request = engine.request(undefined, { repository: `${ELSEWHERE}/shop/web:1` });
    const foreign = { ...request, trust: other, policy: { ...request.policy, signers: [`${SIGNER}_other`] } };
    for (const _ of [1, 2]) {
      await expect(verifyImage(request)).resolves.toMatchObject({ kind: 'trusted' });
      await expect(verifyImage(foreign)).resolves.toMatchObject({ reason: 'signer-not-trusted' });
    }
    expect([requests.length, engine.reused]).toEqual([1, 2]);
  });

  it('uses the region and the policies of the trust document that a request names', async () => {
    const { verifyImage, requests } = engine.with(accepted);
    const elsewhere = engine.request(undefined, { repository: `${ELSEWHERE}/shop/web:1` });
    for (const trust of [elsewhere.trust, other]) await verifyImage({ ...elsewhere, trust });
    expect(requests.map(({ environment }) => environment['AWS_REGION'])).toEqual(['eu-west-1', 'eu-central-1']);
    const inEcr = engine.request();
    for (const trust of [inEcr.trust, other]) await verifyImage({ ...inEcr, trust });
    expect(engine.authorizations(ECR)).toEqual(['basic', 'none']);
  });
});
