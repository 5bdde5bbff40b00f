import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { readDeployment } from '../../../../cli/shared/read-deployment';
import { profileArnOf } from '../../../../cli/shared/signing/signer';
import { checkRepositories, readSigningOutputs } from '../../../../cli/shared/signing/signing-outputs';
import { aDeployment, deploymentInput } from '../../../support/deployment/deployment';
import { HOST, SIGNER } from '../../commands/sign-and-push/images/sources';

describe('a deployment and its outputs', () => {
  let folder: string;

  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'deployments-'));
    mkdirSync(join(folder, 'deployments'));
  });

  afterEach(() => rmSync(folder, { recursive: true }));

  const outputs = { verifierRepositoryUri: `${HOST}/dev-image-trust`, workloadRepositoryUris: {}, ...SIGNER };

  it('are read by name', () => {
    const file = join(folder, 'dev.json');
    writeFileSync(file, JSON.stringify(deploymentInput()));
    writeFileSync(join(folder, 'dev.lock.json'), '{}');
    expect(readDeployment(undefined, {}, folder)).toMatchObject({ name: 'dev' });
    expect(() => readDeployment('other', {}, folder)).toThrow('dev');
    writeFileSync(join(folder, 'o.json'), JSON.stringify({ 'dev-signing': outputs }));
    expect(readSigningOutputs(aDeployment(), join(folder, 'o.json'))).toMatchObject(SIGNER);
  });

  it('tell which command writes the outputs when they are not there', () => {
    expect(() => readSigningOutputs(aDeployment(), join(folder, 'none.json'))).toThrow(
      `run DEPLOYMENT=dev npx cdktf deploy dev-signing --outputs-file ${join(folder, 'none.json')}`,
    );
  });

  it('must be about the same repositories', () => {
    expect(() => checkRepositories(outputs, [`${HOST}/dev-image-trust`], aDeployment())).not.toThrow();
    expect(() => checkRepositories(outputs, [`${HOST}/dev-sample/signed`], aDeployment())).toThrow(
      `expected ${HOST}/dev-sample/signed among the signing stack's outputs`,
    );
  });

  it('name the profile that signs, made or brought along', () => {
    expect(profileArnOf(aDeployment())).toBe('arn:aws:signer:eu-west-1:111122223333:/signing-profiles/dev_workloads');
    const brought = 'arn:aws:signer:eu-west-1:444455556666:/signing-profiles/dev_workloads';
    expect(profileArnOf(aDeployment({ existing: { signingProfile: `${brought}/a1B2c3D4e5` } }))).toBe(brought);
  });
});
