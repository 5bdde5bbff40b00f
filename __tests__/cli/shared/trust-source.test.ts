import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { serializeTrustDocument, toTrustDocument } from '../../../contracts/trust-document/trust-document';
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
      /expected a readable file, found ENOENT.*absent\.json/,
    );
  });
});
