import { rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseSigningOutputs } from '../../contracts/deployment/signing-outputs';
import { createTlsAuthority } from '../../testing/certificates/tls-authority';
import { Gateway } from '../../testing/gateway/gateway';
import { createTlsTerminator } from '../../testing/gateway/tls-terminator';
import { PARTS, type Synthesis, synthesiseExample } from '../support/terraform/example-synthesis';
import { terraform, terraformDirectory, type TerraformRun } from '../support/terraform/terraform';
import { anEmptyWorkspace, emulateTerraformCloud, type CloudWorkspace } from '../support/terraform/terraform-cloud';

const HOST = 'app.terraform.io';
const REGISTRY = '111122223333.dkr.ecr.eu-west-1.amazonaws.com';
const PROFILE = 'arn:aws:signer:eu-west-1:111122223333:/signing-profiles/example_workloads';

// The values that AWS would return for the profile; the other outputs are literal text.
const PROFILE_VALUES = {
  '${aws_signer_signing_profile.signing-profile_example_workloads.arn}': PROFILE,
  '${aws_signer_signing_profile.signing-profile_example_workloads.version_arn}': `${PROFILE}/a1B2c3D4e5`,
};

describe('an emulated Terraform Cloud, in local execution mode', () => {
  const workspaces = PARTS.map((part) => anEmptyWorkspace(`ecs-image-trust-example-${part}`));
  const directories: string[] = [];
  let gateway: Gateway;
  let environment: NodeJS.ProcessEnv;
  let synthesis: Synthesis;

  beforeAll(async () => {
    const authority = await createTlsAuthority();
    const cloud = emulateTerraformCloud({ host: HOST, name: 'ours', token: 'a-token', workspaces });
    gateway = new Gateway(cloud, createTlsTerminator(authority));
    synthesis = synthesiseExample({ backend: { kind: 'cloud', organization: 'ours' } });
    const trusted = join(synthesis.directory, 'authority.pem');
    writeFileSync(trusted, authority.certificate.toString('pem'));
    environment = { HTTPS_PROXY: await gateway.start(), SSL_CERT_FILE: trusted, TF_TOKEN_app_terraform_io: 'a-token' };
  }, 120_000);

  afterAll(async () => {
    for (const directory of [...directories, synthesis.directory]) rmSync(directory, { recursive: true });
    await gateway.stop();
  });

  /** Writes a stack without its AWS resources; outputs among `blocks` get the values that AWS would return. */
  const checkout = async (part: string, blocks: object = {}): Promise<string> => {
    const { required_providers: _, ...settings } = synthesis.stack(part).terraform;
    const known = Object.entries(PROFILE_VALUES).reduce(
      (text, [token, value]) => text.replaceAll(token, value),
      JSON.stringify(blocks),
    );
    const stack = { terraform: settings, resource: { terraform_data: { part: { input: part } } } };
    const directory = terraformDirectory({ ...stack, ...(JSON.parse(known) as object) });
    directories.push(directory);
    expect(await run(directory, 'init')).toMatchObject({ status: 0 });
    return directory;
  };
  const run = (directory: string, ...args: readonly string[]): Promise<TerraformRun> =>
    terraform(directory, args, environment);
  const workspaceOf = (part: string): CloudWorkspace => {
    const found = workspaces.find(({ name }) => name.endsWith(part));
    if (found === undefined) throw new Error(`no workspace for ${part}`);
    return found;
  };

  it.each(PARTS)(
    'keeps the state of stack %s in its own workspace, and no run requests another workspace',
    async (part) => {
      gateway.forgetRequests();
      const directory = await checkout(part);
      expect(await run(directory, 'apply', '-auto-approve')).toMatchObject({ status: 0 });
      expect(await run(directory, 'plan', '-detailed-exitcode')).toMatchObject({ status: 0 });
      expect(workspaceOf(part)).toMatchObject({ locked: false, serial: 1 });
      expect(workspaceOf(part).state?.toString()).toContain(`"value": "${part}"`);
      const others = PARTS.filter((other) => other !== part).map((other) => workspaceOf(other).name);
      const requested = gateway.requests.map(({ path }) => path);
      expect(requested).toContain(`/api/v2/organizations/ours/workspaces/${workspaceOf(part).name}`);
      expect(requested.filter((path) => others.some((other) => path.includes(other)))).toEqual([]);
    },
    120_000,
  );

  it('returns the outputs of the signing stack to terraform output -json, as sign-and-push reads them', async () => {
    const directory = await checkout('signing', { output: synthesis.stack('signing')['output'] });
    expect(await run(directory, 'apply', '-auto-approve')).toMatchObject({ status: 0 });
    const { text } = await run(directory, 'output', '-json');
    expect(parseSigningOutputs(text, 'outputs.json', 'example')).toEqual({
      verifierRepositoryUri: `${REGISTRY}/example-image-trust`,
      workloadRepositoryUris: {
        'shop/web': `${REGISTRY}/shop/web`,
        'shop/checkout': `${REGISTRY}/shop/checkout`,
        'example-sample/signed': `${REGISTRY}/example-sample/signed`,
        'example-sample/unsigned': `${REGISTRY}/example-sample/unsigned`,
      },
      profileArn: PROFILE,
      profileVersionArn: `${PROFILE}/a1B2c3D4e5`,
    });
  }, 120_000);

  it('refuses a run while the workspace is locked, and still allows runs of other stacks', async () => {
    const directory = await checkout('sample');
    const other = await checkout('verifier');
    workspaceOf('sample').locked = true;
    const { status, text } = await run(directory, 'plan');
    expect(status).toBe(1);
    expect(text).toContain('Error: Error acquiring the state lock\n\nError message: workspace already locked');
    expect((await run(other, 'plan')).status).toBe(0);
  }, 120_000);

  it('refuses a client with a wrong token', async () => {
    const directory = await checkout('verifier');
    const { status, text } = await terraform(directory, ['plan'], { ...environment, TF_TOKEN_app_terraform_io: 'no' });
    expect(status).toBe(1);
    expect(text).toContain('unauthorized');
  }, 120_000);
});
