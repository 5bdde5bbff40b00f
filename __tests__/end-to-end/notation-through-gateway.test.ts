import { existsSync } from 'node:fs';
import { copyFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { FaultEffect } from '../../testing/gateway/fault';
import { findTools } from '../../testing/tools/find-tools';
import { startEnvironment, type EmulatedEnvironment } from '../../testing/environment/emulated-environment';
import { verifyWithNotation } from '../support/notation/verify-with-notation';
import { ECR_HOST, failedOutcome, SigningScenario, trustedOutcome } from '../support/notation/signing-scenario';

const NO_PROGRESS = (): void => undefined;
const BUILD_TIME = 180_000;
const WRONG_SIGNER =
  'trusted identify verification by plugin "com.amazonaws.signer.notation.plugin" failed with reason "Signature publisher doesn\'t match any trusted identities."';
const NOT_REVOCATION_FREE =
  'revocation check by verification plugin "com.amazonaws.signer.notation.plugin" failed with reason';

jest.setTimeout(60_000);

describe('notation through the gateway', () => {
  let world: EmulatedEnvironment;
  let scene: SigningScenario;
  const told: string[] = [];

  beforeAll(async () => {
    world = await startEnvironment({ progress: (line) => told.push(line), publicRegistries: ['public.ecr.aws'] });
  }, BUILD_TIME);

  afterAll(() => world.stop());

  beforeEach(() => {
    world.registry.setReferrersApi('present');
    world.gateway.clearFaults();
    world.gateway.forgetRequests();
    scene = new SigningScenario(world);
  });

  it('says that the plugin is a stand-in where it is one', () => {
    expect(told.some((line) => line.includes('AWS_SIGNER_PLUGIN'))).toBe(
      world.tools.plugin.standIn,
    );
  });

  it('shows what a tag names, before and after it was moved', async () => {
    const [repository, other] = [`${ECR_HOST}/app`, new SigningScenario(world)];
    const [before, after] = [await scene.pushImage(), await other.pushImage()];
    await world.registry.moveTag(before, 'moving');
    await expect(world.registry.getManifest(repository, 'moving')).resolves.toMatchObject({ digest: before.digest });
    await world.registry.moveTag(after, 'moving');
    await expect(world.registry.getManifest(repository, 'moving')).resolves.toMatchObject({ digest: after.digest });
  });

  it.each(['present', 'absent'] as const)('signs and verifies with the referrers API %s', async (api) => {
    world.registry.setReferrersApi(api);
    const image = await scene.pushSigned();
    await expect(scene.verify(image)).resolves.toMatchObject(trustedOutcome(image));
    const tagSchema = world.gateway.requests.filter(({ path }) => path.includes('/manifests/sha256-'));
    expect(tagSchema.length > 0).toBe(api === 'absent');
  });

  it('signs an index as well as an image', async () => {
    const image = await scene.pushImage();
    const platforms = [{ image, platform: 'linux/amd64' }];
    const index = await scene.registry.pushIndex({ repository: image.repository, platforms });
    await world.sign(index.reference, scene.profile.arn);
    await expect(scene.verify(index)).resolves.toMatchObject(trustedOutcome(index));
    await expect(scene.verify(image)).resolves.toMatchObject(failedOutcome('no signature is associated with'));
  });

  it('signs a second time where tags are immutable, thanks to the referrers API', async () => {
    const repository = `${ECR_HOST}/immutable`;
    world.registry.makeTagsImmutable(repository);
    const image = await scene.pushSigned(repository);
    await world.sign(image.reference, scene.profile.arn);
    await expect(scene.verify(image)).resolves.toMatchObject(trustedOutcome(image));
    world.registry.setReferrersApi('absent');
    await world.sign(image.reference, scene.profile.arn);
    await expect(world.sign(image.reference, scene.profile.arn)).rejects.toThrow('the repository is immutable');
  });

  it('trusts a version of a profile as well, whatever the case of its letters, but no other version', async () => {
    const image = await scene.pushSigned();
    const { arn, versionArn } = scene.profile;
    await expect(scene.verify(image, [versionArn])).resolves.toMatchObject(trustedOutcome(image));
    const shouted = versionArn.replace('/signing-profiles/scene', '/signing-profiles/SCENE');
    await expect(scene.verify(image, [shouted])).resolves.toMatchObject(trustedOutcome(image));
    await expect(scene.verify(image, [`${arn}/0000000000`])).resolves.toMatchObject(failedOutcome(WRONG_SIGNER));
  });

  it('does not trust the profile of that name in another account', async () => {
    const other = world.signer.addProfile({ account: '444455556666', name: scene.profile.name });
    const outcome = await scene.verify(await scene.pushSigned(), [other.arn]);
    expect(outcome).toMatchObject(failedOutcome(WRONG_SIGNER));
  });

  it('refuses to trust every identity', async () => {
    const outcome = await scene.verify(await scene.pushSigned(), ['*']);
    expect(outcome).toMatchObject(failedOutcome('trusted identity "*" is not a signing profile'));
  });

  it('cannot sign with a profile that is not there', async () => {
    const { reference } = await scene.pushImage();
    await expect(world.sign(reference, `${scene.profile.arn}_gone`)).rejects.toThrow('ResourceNotFoundException');
  });

  it('says that no signature is there', async () => {
    const image = await scene.pushImage();
    const text = `no signature is associated with "${image.reference}", make sure the artifact was signed successfully`;
    await expect(scene.verify(image)).resolves.toMatchObject(failedOutcome(text));
  });

  it('says that the image is not there any more', async () => {
    const image = await scene.pushSigned();
    await world.registry.deleteManifest(image.repository, image.digest);
    await expect(scene.verify(image)).resolves.toMatchObject(failedOutcome(`${image.reference}: not found`));
  });

  it('says that the profile is revoked', async () => {
    const image = await scene.pushSigned();
    world.signer.revokeProfile(scene.profile);
    const text = `${NOT_REVOCATION_FREE} "Resource(s) ${scene.profile.versionArn} have been revoked."`;
    await expect(scene.verify(image)).resolves.toMatchObject(failedOutcome(text));
  });

  it('says that the job is revoked', async () => {
    const image = await scene.pushImage();
    const { arn } = await world.sign(image.reference, scene.profile.arn);
    world.signer.revokeJob(arn);
    const text = `${NOT_REVOCATION_FREE} "Resource(s) ${arn} have been revoked."`;
    await expect(scene.verify(image)).resolves.toMatchObject(failedOutcome(text));
  });

  it('says that AWS Signer could not be asked, after three attempts', async () => {
    const image = await scene.pushSigned();
    const fault = world.gateway.addFault({ path: /revocations/, effect: { kind: 'status', status: 429 } });
    const reason =
      'GetRevocationStatus call failed with error: operation error signer: GetRevocationStatus, exceeded maximum number of attempts, 3, https response error StatusCode: 429, ';
    const outcome = await scene.verify(image);
    expect(outcome).toMatchObject(failedOutcome(`${NOT_REVOCATION_FREE} "${reason}`));
    expect(fault.hits).toBe(3);
  });

  it.each<[string, RegExp, FaultEffect, string]>([
    ['refuses', /manifests/, { kind: 'status', status: 403 }, 'response status code 403: Forbidden'],
    ['throttles', /referrers/, { kind: 'status', status: 429, message: 'slow' }, 'code 429: toomanyrequests: slow'],
    ['breaks off', /manifests/, { kind: 'reset' }, ': EOF'],
    ['cuts its answer', /referrers/, { kind: 'truncate', bytes: 20 }, 'failed to decode response: unexpected EOF'],
  ])('says that the registry %s', async (_, path, effect, text) => {
    const image = await scene.pushSigned();
    world.gateway.addFault({ host: ECR_HOST, path, effect });
    await expect(scene.verify(image)).resolves.toMatchObject(failedOutcome(text));
  });

  it('hangs as long as the registry does', async () => {
    const { reference } = await scene.pushSigned();
    world.gateway.addFault({ host: ECR_HOST, effect: { kind: 'hang' } });
    const outcome = await verifyWithNotation(world, reference, { trusted: [scene.profile.arn], deadline: 1_500 });
    expect(outcome.ended).toBe('SIGKILL');
  });

  it('reads a public registry without credentials', async () => {
    const image = await scene.pushSigned('public.ecr.aws/team/app');
    await expect(scene.verify(image)).resolves.toMatchObject(trustedOutcome(image));
    const given = new Set(world.gateway.requestsTo('public.ecr.aws').map(({ authorization }) => authorization));
    expect([...given]).toEqual(['none']);
  });

  it('shows that notation gives credentials to any host that asks', async () => {
    await verifyWithNotation(world, `registry.example/app@sha256:${'0'.repeat(64)}`, { trusted: [scene.profile.arn] });
    const given = world.gateway.requestsTo('registry.example').map(({ authorization }) => authorization);
    expect(given).toEqual(['none', 'basic']);
  });

  it('works with a plugin at another path, named by AWS_SIGNER_PLUGIN, and leaves nothing behind', async () => {
    const path = join(world.directory, 'plugin-elsewhere');
    await copyFile(world.tools.plugin.path, path);
    const tools = await findTools({ progress: NO_PROGRESS, environment: { ...process.env, AWS_SIGNER_PLUGIN: path } });
    expect(tools.plugin).toEqual({ path, standIn: world.tools.plugin.standIn });
    const elsewhere = new SigningScenario(await startEnvironment({ progress: NO_PROGRESS, tools }));
    try {
      const image = await elsewhere.pushSigned();
      await expect(elsewhere.verify(image)).resolves.toMatchObject(trustedOutcome(image));
    } finally {
      await elsewhere.environment.stop();
    }
    expect(existsSync(elsewhere.environment.directory)).toBe(false);
  });
});
