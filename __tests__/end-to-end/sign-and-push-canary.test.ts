import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { CANARY_KINDS, type CanaryKind } from '../../verification';
import type { SigningProfile } from '../../testing/signer/signing-profile';
import { failedOutcome } from '../support/notation/signing-scenario';
import { SOURCE, startPushEnvironment, type PushEnvironment } from './sign-and-push-environment';
import { ACCOUNT, CANARY, deploymentText, HOST, outputsText, REGION } from './sign-and-push-files';

const REPOSITORY = `${HOST}/${CANARY.repository}`;
const NAMES = CANARY_KINDS.map((kind) => `canary-${kind}`);

jest.setTimeout(120_000);

describe('image-trust sign-and-push of canary images', () => {
  let push: PushEnvironment;
  let foreign: SigningProfile;

  const signAndPush = (...more: readonly string[]) =>
    push.imageTrust('sign-and-push', '--builder', 'buildah', ...NAMES.flatMap((name) => ['--image', name]), ...more);

  const write = (file: string, text: string): void => writeFileSync(join(push.directory, 'deployments', file), text);

  const writeOutputs = (deployed: { readonly canary?: SigningProfile; readonly repositories: readonly string[] }) =>
    write('dev.outputs.json', outputsText({ profile: push.profile(), ...deployed }));

  const deploySigning = (): void => writeOutputs({ canary: foreign, repositories: [CANARY.repository] });

  const digestOf = (kind: CanaryKind): string => push.lockedImages()[`canary-${kind}`]?.digest ?? '';

  const verify = (kind: CanaryKind, trusted?: SigningProfile) =>
    push.verify(`${REPOSITORY}@${digestOf(kind)}`, trusted);

  /** What signing, revoking and pushing changed so far. */
  const changes = () => ({
    jobs: push.emulated.signer.jobs.map(({ id }) => id),
    revocations: [...push.signerApi.calls],
    writes: push.emulated.gateway
      .requestsTo(HOST)
      .flatMap(({ method, path }) => (/GET|HEAD/.test(method) ? [] : [`${method} ${path}`])),
    lock: push.readLock(),
  });

  beforeAll(async () => {
    push = await startPushEnvironment();
    foreign = push.emulated.signer.addProfile({ account: ACCOUNT, name: CANARY.profile, region: REGION });
    push.emulated.registry.makeTagsImmutable(REPOSITORY);
    write('dev.json', deploymentText(`${SOURCE}:latest`, { canary: CANARY }));
  }, 180_000);

  afterAll(() => push.stop());

  afterEach(() => {
    push.emulated.gateway.clearFaults();
    push.signerApi.refuse(undefined);
  });

  it('lists all four in a dry run, before anything is deployed', async () => {
    const { status, stdout } = await signAndPush('--dry-run');
    expect(status).toBe(0);
    for (const name of NAMES) expect(stdout).toContain(`${name}  (inputs `);
    expect(stdout).toContain(`with arn:aws:signer:${REGION}:${ACCOUNT}:/signing-profiles/${CANARY.profile}`);
    expect(stdout).toContain('revoke    this signature, which cannot be undone');
    expect(push.readLock()).toBeUndefined();
  });

  it('needs the repository of the canary images, which the signing stack creates', async () => {
    const result = await signAndPush();
    expect(result).toMatchObject({ status: 3, stdout: '' });
    expect(result.stderr).toContain(`expected ${REPOSITORY}`);
  });

  it('needs the profile of the foreign image, and names the command that creates it', async () => {
    writeOutputs({ repositories: [CANARY.repository] });
    const result = await signAndPush();
    expect(result).toMatchObject({ status: 3, stdout: '' });
    expect(result.stderr).toContain("the profile of the canary images, among the signing stack's outputs, found none");
    expect(result.stderr).toContain('cdktf deploy dev-signing --outputs-file deployments/dev.outputs.json');
    expect(changes()).toMatchObject({ jobs: [], writes: [], lock: undefined });
  });

  it('says that it may not revoke, and locks the images before', async () => {
    deploySigning();
    push.signerApi.refuse('AccessDeniedException');
    const result = await signAndPush();
    expect(result).toMatchObject({ status: 4 });
    expect(result.stderr).toContain('you need signer:RevokeSignature');
    expect(Object.keys(push.lockedImages()).sort()).toEqual(['canary-foreign', 'canary-good', 'canary-unsigned']);
  });

  it('resumes after that: revokes the signature that is there, and makes none', async () => {
    const { jobs } = changes();
    const result = await signAndPush();
    expect(result).toMatchObject({ status: 0 });
    expect(result.stdout.split('\n')).toEqual([
      `canary-good  ${REPOSITORY}@${digestOf('good')}  unchanged, signed`,
      `canary-unsigned  ${REPOSITORY}@${digestOf('unsigned')}  unchanged, unsigned on purpose`,
      `canary-foreign  ${REPOSITORY}@${digestOf('foreign')}  unchanged, signed by a profile that is not trusted, on purpose`,
      `canary-revoked  ${REPOSITORY}@${digestOf('revoked')}  pushed, signed and revoked, on purpose`,
      '',
    ]);
    expect(changes().jobs).toEqual(jobs);
    expect(push.signerApi.calls).toEqual([`PUT /signing-jobs/${jobs.at(-1) ?? ''}/revoke`]);
  });

  it('locks four digests, each with the version of the profile that signed it', () => {
    const [own, other] = [push.profile().versionArn, foreign.versionArn];
    expect(push.lockedImages()).toMatchObject({
      'canary-good': { repository: REPOSITORY, profileVersionArn: own },
      'canary-unsigned': { repository: REPOSITORY, profileVersionArn: null },
      'canary-foreign': { repository: REPOSITORY, profileVersionArn: other },
      'canary-revoked': { repository: REPOSITORY, profileVersionArn: own },
    });
    expect(new Set(CANARY_KINDS.map(digestOf)).size).toBe(4);
  });

  it('gives each image the signatures that it is for, as notation sees them', async () => {
    await expect(verify('good')).resolves.toMatchObject({ ended: 0 });
    await expect(verify('unsigned')).resolves.toMatchObject(failedOutcome('no signature'));
    await expect(verify('foreign')).resolves.toMatchObject(failedOutcome('trusted identities'));
    await expect(verify('foreign', foreign)).resolves.toMatchObject({ ended: 0 });
    await expect(verify('revoked')).resolves.toMatchObject(failedOutcome('revoked'));
  });

  it('changes nothing the second time: no push, no signature, no revocation', async () => {
    push.emulated.gateway.forgetRequests();
    const before = changes();
    const result = await signAndPush();
    expect(result).toMatchObject({ status: 0, stderr: expect.stringContaining('nothing to do') as string });
    expect(changes()).toEqual({ ...before, writes: [] });
  });

  it('restores a lost lock from the same images, without a signature or a revocation', async () => {
    const before = changes();
    push.emptyLock();
    await expect(signAndPush()).resolves.toMatchObject({ status: 0 });
    const after = changes();
    expect(after.jobs).toEqual(before.jobs);
    expect(after.revocations).toEqual(before.revocations);
    expect(after.lock).toBe(before.lock);
  });

  it('signs only the good image again with a new version of the own profile, and revokes nothing', async () => {
    const before = { ...changes(), images: push.lockedImages() };
    push.renewProfile();
    deploySigning();
    const result = await signAndPush();
    expect(result).toMatchObject({ status: 0 });
    expect(changes().jobs).toHaveLength(before.jobs.length + 1);
    expect(changes().revocations).toEqual(before.revocations);
    const good = { ...before.images['canary-good'], profileVersionArn: push.profile().versionArn };
    expect(push.lockedImages()).toEqual({ ...before.images, 'canary-good': good });
  });
});
