import { existsSync } from 'node:fs';
import { copyFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { FaultEffect } from '../../testing/gateway/fault';
import { findTools } from '../../testing/tools/find-tools';
import { startEnvironment } from '../../testing/environment/emulated-environment';
import { verifyWithNotation } from '../support/notation/verify-with-notation';
import { ECR_HOST, failedOutcome, SigningScenario, trustedOutcome } from '../support/notation/signing-scenario';
import { useLiveEnvironment } from './live-environment';

const NO_PROGRESS = (): void => undefined;
const WRONG_SIGNER =
  'trusted identify verification by plugin "com.amazonaws.signer.notation.plugin" failed with reason "Signature publisher doesn\'t match any trusted identities."';
const REVOCATION_CHECK_FAILED =
  'revocation check by verification plugin "com.amazonaws.signer.notation.plugin" failed with reason';

jest.setTimeout(60_000);

describe('notation through the gateway', () => {
  const progress: string[] = [];
  const live = useLiveEnvironment({ progress: (line) => progress.push(line), publicRegistries: ['public.ecr.aws'] });

  it('says so when the plugin is a stand-in', () => {
    expect(progress.some((line) => line.includes('set AWS_SIGNER_PLUGIN to use the real plugin'))).toBe(
      live.environment.tools.plugin.standIn,
    );
  });

  it('resolves a tag before and after it was moved', async () => {
    const [repository, other] = [`${ECR_HOST}/app`, new SigningScenario(live.environment)];
    const [before, after] = [await live.scenario.pushImage(), await other.pushImage()];
    await live.environment.registry.moveTag(before, 'moving');
    await expect(live.environment.registry.getManifest(repository, 'moving')).resolves.toMatchObject({
      digest: before.digest,
    });
    await live.environment.registry.moveTag(after, 'moving');
    await expect(live.environment.registry.getManifest(repository, 'moving')).resolves.toMatchObject({
      digest: after.digest,
    });
  });

  it.each(['present', 'absent'] as const)('signs and verifies with the referrers API %s', async (api) => {
    live.environment.registry.setReferrersApi(api);
    const image = await live.scenario.pushSigned();
    await expect(live.scenario.verify(image)).resolves.toMatchObject(trustedOutcome(image));
    const tagSchema = live.environment.gateway.requests.filter(({ path }) => path.includes('/manifests/sha256-'));
    expect(tagSchema.length > 0).toBe(api === 'absent');
  });

  it('signs an index, which does not sign the images in it', async () => {
    const image = await live.scenario.pushImage();
    const platforms = [{ image, platform: 'linux/amd64' }];
    const index = await live.scenario.registry.pushIndex({ repository: image.repository, platforms });
    await live.environment.sign(index.reference, live.scenario.profile.arn);
    await expect(live.scenario.verify(index)).resolves.toMatchObject(trustedOutcome(index));
    await expect(live.scenario.verify(image)).resolves.toMatchObject(failedOutcome('no signature is associated with'));
  });

  it('signs a second time in a repository with immutable tags, but only through the referrers API', async () => {
    const repository = `${ECR_HOST}/immutable`;
    live.environment.registry.makeTagsImmutable(repository);
    const image = await live.scenario.pushSigned(repository);
    await live.environment.sign(image.reference, live.scenario.profile.arn);
    await expect(live.scenario.verify(image)).resolves.toMatchObject(trustedOutcome(image));
    live.environment.registry.setReferrersApi('absent');
    await live.environment.sign(image.reference, live.scenario.profile.arn);
    await expect(live.environment.sign(image.reference, live.scenario.profile.arn)).rejects.toThrow(
      'the repository is immutable',
    );
  });

  it('accepts a profile version, in any letter case, but not another version', async () => {
    const image = await live.scenario.pushSigned();
    const { arn, name, versionArn } = live.scenario.profile;
    await expect(live.scenario.verify(image, [versionArn])).resolves.toMatchObject(trustedOutcome(image));
    const upperCase = versionArn.replace(name, name.toUpperCase());
    await expect(live.scenario.verify(image, [upperCase])).resolves.toMatchObject(trustedOutcome(image));
    await expect(live.scenario.verify(image, [`${arn}/0000000000`])).resolves.toMatchObject(
      failedOutcome(WRONG_SIGNER),
    );
  });

  it('does not trust a profile with the same name in another account', async () => {
    const other = live.environment.signer.addProfile({ account: '444455556666', name: live.scenario.profile.name });
    const outcome = await live.scenario.verify(await live.scenario.pushSigned(), [other.arn]);
    expect(outcome).toMatchObject(failedOutcome(WRONG_SIGNER));
  });

  it('rejects the wildcard as a trusted identity', async () => {
    const outcome = await live.scenario.verify(await live.scenario.pushSigned(), ['*']);
    expect(outcome).toMatchObject(failedOutcome('trusted identity "*" is not a signing profile'));
  });

  it('cannot sign with a profile that does not exist', async () => {
    const { reference } = await live.scenario.pushImage();
    await expect(live.environment.sign(reference, `${live.scenario.profile.arn}_gone`)).rejects.toThrow(
      /Signing profile \S+_gone not found/,
    );
  });

  it('says that the image has no signature', async () => {
    const image = await live.scenario.pushImage();
    const text = `no signature is associated with "${image.reference}", make sure the artifact was signed successfully`;
    await expect(live.scenario.verify(image)).resolves.toMatchObject(failedOutcome(text));
  });

  it('says that the image was deleted', async () => {
    const image = await live.scenario.pushSigned();
    await live.environment.registry.deleteManifest(image.repository, image.digest);
    await expect(live.scenario.verify(image)).resolves.toMatchObject(failedOutcome(`${image.reference}: not found`));
  });

  it('says that the profile is revoked', async () => {
    const image = await live.scenario.pushSigned();
    live.environment.signer.revokeProfile(live.scenario.profile);
    const text = `${REVOCATION_CHECK_FAILED} "Resource(s) ${live.scenario.profile.versionArn} have been revoked."`;
    await expect(live.scenario.verify(image)).resolves.toMatchObject(failedOutcome(text));
  });

  it('says that the signing job is revoked', async () => {
    const image = await live.scenario.pushImage();
    const { arn } = await live.environment.sign(image.reference, live.scenario.profile.arn);
    live.environment.signer.revokeJob(arn);
    const text = `${REVOCATION_CHECK_FAILED} "Resource(s) ${arn} have been revoked."`;
    await expect(live.scenario.verify(image)).resolves.toMatchObject(failedOutcome(text));
  });

  it('says that the revocation check at AWS Signer failed, after three attempts', async () => {
    const image = await live.scenario.pushSigned();
    const fault = live.environment.gateway.addFault({ path: /revocations/, effect: { kind: 'status', status: 429 } });
    const reason =
      'GetRevocationStatus call failed with error: operation error signer: GetRevocationStatus, exceeded maximum number of attempts, 3, https response error StatusCode: 429, ';
    const outcome = await live.scenario.verify(image);
    expect(outcome).toMatchObject(failedOutcome(`${REVOCATION_CHECK_FAILED} "${reason}`));
    expect(fault.hits).toBe(3);
  });

  it.each<[string, RegExp, FaultEffect, string]>([
    ['denies access', /manifests/, { kind: 'status', status: 403 }, 'response status code 403: Forbidden'],
    ['throttles', /referrers/, { kind: 'status', status: 429, message: 'slow' }, 'code 429: toomanyrequests: slow'],
    ['resets the connection', /manifests/, { kind: 'reset' }, ': EOF'],
    [
      'truncates its response',
      /referrers/,
      { kind: 'truncate', bytes: 20 },
      'failed to decode response: unexpected EOF',
    ],
  ])('says that the registry %s', async (_, path, effect, text) => {
    const image = await live.scenario.pushSigned();
    live.environment.gateway.addFault({ host: ECR_HOST, path, effect });
    await expect(live.scenario.verify(image)).resolves.toMatchObject(failedOutcome(text));
  });

  it('hangs for as long as the registry hangs', async () => {
    const { reference } = await live.scenario.pushSigned();
    live.environment.gateway.addFault({ host: ECR_HOST, effect: { kind: 'hang' } });
    const outcome = await verifyWithNotation(live.environment, reference, {
      trusted: [live.scenario.profile.arn],
      deadline: 1_500,
    });
    expect(outcome.ended).toBe('SIGKILL');
  });

  it('reads a public registry without credentials', async () => {
    const image = await live.scenario.pushSigned('public.ecr.aws/team/app');
    await expect(live.scenario.verify(image)).resolves.toMatchObject(trustedOutcome(image));
    const sent = new Set(
      live.environment.gateway.requestsTo('public.ecr.aws').map(({ authorization }) => authorization),
    );
    expect([...sent]).toEqual(['none']);
  });

  it('sends the ECR credentials to any host that requests them, which is why the product must not let it', async () => {
    await verifyWithNotation(live.environment, `registry.example/app@sha256:${'0'.repeat(64)}`, {
      trusted: [live.scenario.profile.arn],
    });
    const sent = live.environment.gateway.requestsTo('registry.example').map(({ authorization }) => authorization);
    expect(sent).toEqual(['none', 'basic']);
  });

  it('uses the plugin that AWS_SIGNER_PLUGIN names, and removes its files', async () => {
    const path = join(live.environment.directory, 'plugin-elsewhere');
    await copyFile(live.environment.tools.plugin.path, path);
    const tools = await findTools({ progress: NO_PROGRESS, environment: { ...process.env, AWS_SIGNER_PLUGIN: path } });
    expect(tools.plugin).toEqual({ path, standIn: live.environment.tools.plugin.standIn });
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
