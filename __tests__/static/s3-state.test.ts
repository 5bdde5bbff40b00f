import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { cpSync, existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { CreateBucketCommand, ListObjectsV2Command, S3Client } from '@aws-sdk/client-s3';
import { type MotoServer, startMoto } from '../../testing/moto/moto-server';
import { type Synthesis, synthesiseExample } from '../support/terraform/example-synthesis';
import { terraform, terraformDirectory, terraformEnvironment } from '../support/terraform/terraform';

const LOCKED = resolve(__dirname, '../fixtures/terraform/state-locked.txt');
const KEY = 'ecs-image-trust/example-signing.tfstate';
const REGION = 'eu-central-1';
const CREDENTIALS = { accessKeyId: 'test', secretAccessKey: 'test' };

/** A resource whose creation keeps the state locked until a file `go` appears in its directory. */
const HOLDING = {
  terraform_data: {
    holding: {
      input: 'one',
      provisioner: [
        { 'local-exec': { command: 'touch started; until [ -e go ] || [ ! -e cdk.tf.json ]; do sleep 0.1; done' } },
      ],
    },
  },
};

/** Replaces what differs from run to run, and the line breaks, which depend on the length of such values. */
const stable = (text: string): string =>
  text
    .replaceAll(/[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}/g, '01234567-89ab-cdef-0123-456789abcdef')
    .replace(/(RequestID:\s+)\S+/, '$1REQUEST,')
    .replace(/(HostID:\s+)\S+/, '$1HOST,')
    .replace(/(Version: +)\S+/, '$11.11.4')
    .replace(/(Who: +)\S+/, '$1someone@somewhere')
    .replace(/(Created: +)\S+ \S+ /, '$12026-01-02 03:04:05.678901234 ')
    .replaceAll(/\s+/g, ' ');

describe('the state of a stack in S3', () => {
  let moto: MotoServer;
  let client: S3Client;
  let synthesis: Synthesis;
  let environment: Readonly<Record<string, string>>;
  let home: string;

  beforeAll(async () => {
    moto = await startMoto();
    client = new S3Client({ endpoint: moto.url, region: REGION, credentials: CREDENTIALS, forcePathStyle: true });
    await client.send(
      new CreateBucketCommand({ Bucket: 'our-state', CreateBucketConfiguration: { LocationConstraint: REGION } }),
    );
    synthesis = synthesiseExample({ backend: { kind: 's3', bucket: 'our-state', region: REGION } });
    environment = { AWS_ENDPOINT_URL: moto.url, AWS_ACCESS_KEY_ID: 'test', AWS_SECRET_ACCESS_KEY: 'test' };
    home = mkdtempSync(join(tmpdir(), 's3-state-'));
    const { backend, required_version } = synthesis.stack('signing').terraform;
    terraformDirectory({ terraform: { backend, required_version }, resource: HOLDING }, join(home, 'one'));
    // moto listens on an IP address, which cannot have the bucket's name as a subdomain.
    const initialised = await terraform(
      join(home, 'one'),
      ['init', '-backend-config=use_path_style=true'],
      environment,
    );
    expect(initialised).toMatchObject({ status: 0 });
    cpSync(join(home, 'one'), join(home, 'other'), { recursive: true });
  }, 300_000);

  afterAll(async () => {
    client.destroy();
    rmSync(home, { recursive: true });
    synthesis.remove();
    await moto.stop();
  });

  const objects = async (): Promise<readonly (string | undefined)[]> =>
    ((await client.send(new ListObjectsV2Command({ Bucket: 'our-state' }))).Contents ?? []).map(({ Key }) => Key);

  it('is one object with a key of its own; a second run is refused while the state is locked, and works later', async () => {
    const one = spawn('terraform', ['apply', '-auto-approve'], {
      cwd: join(home, 'one'),
      env: terraformEnvironment(environment),
      stdio: 'ignore',
    });
    const ended = once(one, 'exit');
    while (!existsSync(join(home, 'one/started')) && one.exitCode === null) await sleep(50);
    expect(await objects()).toEqual([`${KEY}.tflock`]);

    const refused = await terraform(join(home, 'other'), ['plan'], environment);
    expect(refused.status).toBe(1);
    expect(stable(refused.text)).toBe(stable(readFileSync(LOCKED, 'utf8')));

    writeFileSync(join(home, 'one/go'), '');
    expect(await ended).toEqual([0, null]);
    expect(await objects()).toEqual([KEY]);
    expect(await terraform(join(home, 'other'), ['plan', '-detailed-exitcode'], environment)).toMatchObject({
      status: 0,
      text: expect.stringContaining('No changes.'),
    });
    expect(await objects()).toEqual([KEY]);
  }, 120_000);
});
