import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { readDeployment } from '../../../cli/shared/read-deployment';
import { deploymentInput } from '../../support/deployment/deployment';

const SIGNER = 'arn:aws:signer:eu-west-1:111122223333:/signing-profiles/dev_workloads';

describe('readDeployment', () => {
  let folder: string;
  let printed: string[];

  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'deployments-'));
    printed = [];
    jest.spyOn(process.stderr, 'write').mockImplementation((text) => printed.push(String(text)) > 0);
  });

  afterEach(() => {
    jest.restoreAllMocks();
    rmSync(folder, { recursive: true });
  });

  const read = (overrides: Readonly<Record<string, unknown>>, before = '') => {
    writeFileSync(join(folder, 'dev.json'), before + JSON.stringify(deploymentInput(overrides)));
    return readDeployment('dev', {}, folder).name;
  };

  it('prints what is odd about the deployment on stderr', () => {
    read({ policies: { web: { repositories: ['quay.io/shop/web'], signers: [SIGNER] } } });
    expect(printed).toEqual([
      expect.stringMatching(/^warning: policy web of deployment dev covers images outside of ECR .*\n$/),
    ]);
  });

  it('prints nothing about a usual deployment, even with a byte order mark', () => {
    expect(read({}, '\uFEFF')).toBe('dev');
    expect(printed).toEqual([]);
  });
});
