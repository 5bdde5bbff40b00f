import { chmodSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { FaultEffect } from '../../testing/gateway/fault';
import { HOST, SOURCE, startPushEnvironment, type PushEnvironment } from './sign-and-push-environment';

const [MISSING, REFUSED, TEMPORARY] = [3, 4, 5];

jest.setTimeout(60_000);

describe('image-trust sign-and-push: failures', () => {
  let push: PushEnvironment;
  let seeds = 0;

  /** Publishes a new source, so that there always is an image to push. */
  const publish = async (): Promise<void> => {
    seeds += 1;
    await push.emulated.registry.pushImage({ repository: SOURCE, seed: `seed ${seeds}`, tag: 'latest' });
  };

  /** The images in the lock, none while there is no lock. */
  const lockedImages = (): object => (push.readLock() === undefined ? {} : push.lockedImages());

  const replaceProgram = (name: string, script: string): NodeJS.ProcessEnv => {
    const directory = join(push.directory, `replaced-${name}`);
    mkdirSync(directory, { recursive: true });
    writeFileSync(join(directory, name), script);
    chmodSync(join(directory, name), 0o755);
    return { PATH: `${directory}:${process.env['PATH'] ?? ''}` };
  };

  const NO_CREDENTIALS = {
    AWS_ACCESS_KEY_ID: undefined,
    AWS_SECRET_ACCESS_KEY: undefined,
    AWS_SESSION_TOKEN: undefined,
  };

  const fault = (method: string, path: RegExp, effect: FaultEffect) => () => {
    push.emulated.gateway.addFault({ host: HOST, method, path, effect });
    return {};
  };

  const denied: FaultEffect = { kind: 'status', status: 403, code: 'DENIED', message: 'not authorized to perform' };

  beforeAll(async () => {
    push = await startPushEnvironment();
    push.emulated.registry.makeTagsImmutable(`${HOST}/dev-sample/signed`);
  }, 180_000);

  afterAll(() => push.stop());

  beforeEach(publish);

  afterEach(() => {
    push.emulated.gateway.clearFaults();
    push.ecr.refuse(undefined);
  });

  it.each<[string, () => NodeJS.ProcessEnv, number, string]>([
    [
      'there is no login to AWS',
      () => NO_CREDENTIALS,
      MISSING,
      'expected AWS credentials, found none that work: log in to AWS',
    ],
    [
      'the login to AWS has expired',
      () => (push.ecr.refuse('ExpiredTokenException'), {}),
      MISSING,
      'expected AWS credentials, found none that work: log in to AWS',
    ],
    [
      'AWS denies the registry login',
      () => (push.ecr.refuse('AccessDeniedException'), {}),
      REFUSED,
      'AWS denies a login: you need ecr:GetAuthorizationToken',
    ],
    [
      'there is no builder',
      () => ({ PATH: join(push.directory, 'bin') }),
      MISSING,
      'expected a builder that works, found none (buildah: not on PATH): install docker with buildx',
    ],
    [
      'notation is not installed',
      () => ({ PATH: process.env['PATH'] }),
      MISSING,
      'notation: expected version 1.3 on PATH, found none\n',
    ],
    [
      'notation has another version',
      () => replaceProgram('notation', '#!/bin/sh\necho "Version:     v2.0.0-alpha.1"\n'),
      MISSING,
      'notation: expected version 1.3 on PATH, found 2.0.0-alpha.1\n',
    ],
    [
      'the push is denied',
      fault('PUT', /manifests/, denied),
      REFUSED,
      'the registry denies access: the identity that you run this with needs permission to push',
    ],
    [
      'pushing the signature is denied',
      fault('POST', /blobs\/uploads/, denied),
      REFUSED,
      'AWS denies access: the identity that you run this with needs signer:SignPayload on the profile, and permission',
    ],
    [
      'the registry throttles',
      fault('PUT', /manifests/, { kind: 'status', status: 429, code: 'TOOMANYREQUESTS', message: 'Rate exceeded' }),
      TEMPORARY,
      'the registry is throttling requests: wait a little, then run this again',
    ],
    [
      'the profile was revoked',
      () => (push.emulated.signer.revokeProfile(push.profile()), {}),
      REFUSED,
      'its signature was revoked, and signing it again would undo that: build a new image',
    ],
  ])('prints one sentence and locks no image when %s', async (_why, prepare, status, sentence) => {
    const before = lockedImages();
    const args = ['sign-and-push', '--builder', 'buildah', '--image', 'sample-signed'];
    const result = await push.imageTrustWith(prepare(), ...args);
    expect(result).toMatchObject({ status, stdout: '' });
    const messages = result.stderr.split('\n').filter((line) => line.startsWith('image-trust sign-and-push: '));
    expect(messages).toHaveLength(1);
    expect(result.stderr).toContain(sentence);
    expect(lockedImages()).toEqual(before);
  });
});
