import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { serializeTrustDocument, toTrustDocument } from '../../../contracts/trust-document/trust-document';
import { InvalidInputError } from '../../../contracts/schema/invalid-input';
import { readTrust } from '../../../cli/shared/trust-source';
import { aDeployment, deploymentInput } from '../../support/deployment/deployment';

const NOTHING = { deployment: undefined, trust: undefined };

describe('readTrust', () => {
  let folder: string;

  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'deployments-'));
  });

  afterEach(() => rmSync(folder, { recursive: true }));

  const add = (name: string): void =>
    writeFileSync(join(folder, `${name}.json`), JSON.stringify({ ...deploymentInput(), name }));

  const named = (
    source: Partial<typeof NOTHING> | { deployment: string },
    environment: NodeJS.ProcessEnv = {},
  ): string => readTrust({ ...NOTHING, ...source }, environment, folder).document.deployment;

  it('takes the only deployment if none is named', () => {
    add('dev');
    writeFileSync(join(folder, 'deployment.schema.json'), '{}');
    expect(named({})).toBe('dev');
  });

  it('takes the deployment that is named before the variable DEPLOYMENT', () => {
    add('dev');
    add('prod');
    expect(named({ deployment: 'dev' }, { DEPLOYMENT: 'prod' })).toBe('dev');
    expect(named({}, { DEPLOYMENT: 'prod' })).toBe('prod');
  });

  it('has no default when there are several', () => {
    add('dev');
    add('prod');
    expect(() => named({})).toThrow(
      `--deployment: expected the name of a deployment in ${folder}/ (dev, prod), found nothing`,
    );
  });

  it('says which deployments there are if the name is not one of them, or a path', () => {
    add('dev');
    expect(() => named({ deployment: 'prod' })).toThrow(
      `--deployment: expected the name of a deployment in ${folder}/ (dev), found "prod"`,
    );
    expect(() => named({ deployment: '../dev' })).toThrow('found "../dev"');
  });

  it('reads a trust document by its own hash', () => {
    const stored = serializeTrustDocument(toTrustDocument(aDeployment()));
    const trust = join(folder, 'trust.json');
    writeFileSync(trust, stored.content);
    expect(readTrust({ ...NOTHING, trust }, {}, folder)).toMatchObject({ sha256: stored.sha256 });
  });

  it('computes the same hash as synthesis', () => {
    add('dev');
    const { document, sha256 } = readTrust(NOTHING, {}, folder);
    expect(sha256).toBe(serializeTrustDocument(document).sha256);
  });

  it('says which file cannot be read', () => {
    expect(() => readTrust({ ...NOTHING, trust: join(folder, 'absent.json') }, {}, folder)).toThrow(
      /^--trust .*absent\.json: expected a readable file, found ENOENT.*absent\.json/,
    );
  });

  it.each<[string, string | Buffer, string]>([
    [
      'no JSON',
      'policies: {}',
      'expected a trust document (trust/<sha256>.json in the trust bucket) in FILE, found text that is no JSON (Unexpected token',
    ],
    ['an empty file', '', 'in FILE, found text that is no JSON (Unexpected end of JSON input'],
    ['bytes that are no text', Buffer.from([0xff, 0xfe, 0x00]), 'The encoded data was not valid'],
    ['a number', '1', 'in FILE, found JSON of another kind'],
    [
      'another version',
      '{"version": 4}',
      'expected a trust document of version 1, 2 or 3 in FILE, found another version, or none',
    ],
    ['a list', '[]', 'expected a trust document of version 1, 2 or 3 in FILE'],
    ['JSON that is nested too deep', `{"version":1,"policies":${'['.repeat(100_000)}${']'.repeat(100_000)}}`, 'FILE'],
  ])('is a usage error that names the file, for %s', (_, content, expected) => {
    const trust = join(folder, 'named-by-a-person.json');
    writeFileSync(trust, content);
    const reading = () => readTrust({ ...NOTHING, trust }, {}, folder);
    expect(reading).toThrow(expected.replace('FILE', trust));
    expect(reading).toThrow(/^--trust/);
    expect(reading).not.toThrow(/trust\/[0-9a-f]{64}\.json/);
  });

  it('lists every problem of a deployment file that is named as a trust document', () => {
    add('dev');
    const trust = join(folder, 'dev.json');
    const reading = () => readTrust({ ...NOTHING, trust }, {}, folder);
    expect(reading).toThrow(InvalidInputError);
    expect(reading).toThrow(`--trust ${trust}: `);
    expect(reading).toThrow('  deployment: expected');
  });
});
