import { rmSync } from 'node:fs';
import { PARTS, type Synthesis, synthesiseExample, type WrittenStack } from '../support/terraform/example-synthesis';
import { terraform, terraformDirectory } from '../support/terraform/terraform';

const BACKENDS = [
  { kind: 'local' },
  { kind: 's3', bucket: 'our-state', region: 'eu-central-1' },
  { kind: 'cloud', organization: 'ours' },
] as const;

/** The `terraform` block without its providers, so that `init` downloads none. */
const settingsOf = ({ terraform: { required_providers: _, ...settings } }: WrittenStack): object => ({
  terraform: settings,
});

/** A stack without the settings that say where its state is. */
const withoutState = ({ terraform: { backend: _, cloud: __, ...settings }, '//': ___, ...blocks }: WrittenStack) => ({
  ...blocks,
  settings,
});

/** The error of `terraform init` with a backend; undefined when it succeeds. `validate` ignores the block; `init` checks it before connecting. */
const refusalOf = async (settings: object): Promise<string | undefined> => {
  const directory = terraformDirectory(settings);
  try {
    const unreachable = { HTTPS_PROXY: 'http://127.0.0.1:9', AWS_ACCESS_KEY_ID: 'test', AWS_SECRET_ACCESS_KEY: 'test' };
    const { status, text } = await terraform(directory, ['init'], {
      ...unreachable,
      AWS_EC2_METADATA_DISABLED: 'true',
    });
    return status === 0 ? undefined : /Error: (.*)/.exec(text)?.[1];
  } finally {
    rmSync(directory, { recursive: true });
  }
};

describe('the backend of a deployment', () => {
  const synthesised: Synthesis[] = [];

  beforeAll(() => {
    synthesised.push(...BACKENDS.map((backend) => synthesiseExample({ backend })));
  }, 120_000);

  afterAll(() => synthesised.forEach(({ remove }) => remove()));

  const stackOf = (kind: string, part: string): WrittenStack => {
    const found = synthesised[BACKENDS.findIndex((backend) => backend.kind === kind)];
    if (found === undefined) throw new Error(`no deployment with backend ${kind} was synthesised`);
    return found.stack(part);
  };

  it.each(PARTS)('is the only difference between the variants of stack %s', (part) => {
    const local = withoutState(stackOf('local', part));
    expect(withoutState(stackOf('s3', part))).toEqual(local);
    expect(withoutState(stackOf('cloud', part))).toEqual(local);
  });

  it.each(BACKENDS)('$kind: no stack reads the state of another', ({ kind }) => {
    for (const part of PARTS) expect(JSON.stringify(stackOf(kind, part))).not.toContain('terraform_remote_state');
  });

  it.each(PARTS)('local: terraform init accepts stack %s', async (part) => {
    expect(await refusalOf(settingsOf(stackOf('local', part)))).toBeUndefined();
  });

  it.each(PARTS)('cloud: terraform init accepts stack %s and fails only when it connects', async (part) => {
    expect(await refusalOf(settingsOf(stackOf('cloud', part)))).toMatch(
      /^Failed to request discovery document: Get "https:\/\/app\.terraform\.io\/\.well-known\/terraform\.json": proxyconnect/,
    );
  });

  it('cloud: terraform init rejects a misspelt setting before it connects', async () => {
    const { terraform: settings } = settingsOf(stackOf('cloud', 'signing')) as { terraform: { cloud: object } };
    const misspelt = { terraform: { ...settings, cloud: { ...settings.cloud, organisation: 'ours' } } };
    expect(await refusalOf(misspelt)).toBe('Extraneous JSON object property');
  });
});
