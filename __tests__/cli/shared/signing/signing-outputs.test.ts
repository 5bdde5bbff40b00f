import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { readDeployment } from '../../../../cli/shared/read-deployment';
import { ownProfileArn } from '../../../../contracts/deployment/own-profile';
import {
  checkCanaryProfile,
  checkRepositories,
  readSigningOutputs,
} from '../../../../cli/shared/signing/signing-outputs';
import { aDeployment, deploymentInput } from '../../../support/deployment/deployment';
import { aCanaryDeployment } from '../../../support/deployment/deployment-canary';
import { HOST, SIGNER } from '../../commands/sign-and-push/images/sources';

let folder: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'deployments-'));
});

afterEach(() => rmSync(folder, { recursive: true }));

const outputs = { verifierRepositoryUri: `${HOST}/dev-image-trust`, workloadRepositoryUris: {}, ...SIGNER };

describe('readDeployment', () => {
  it('reads the only deployment of a folder, and names it when another one is requested', () => {
    writeFileSync(join(folder, 'dev.json'), JSON.stringify(deploymentInput()));
    writeFileSync(join(folder, 'dev.lock.json'), '{}');
    expect(readDeployment(undefined, {}, folder)).toMatchObject({ name: 'dev' });
    expect(() => readDeployment('other', {}, folder)).toThrow('dev');
  });
});

describe('readSigningOutputs', () => {
  it('reads the outputs of the deployment from a file', () => {
    writeFileSync(join(folder, 'o.json'), JSON.stringify({ 'dev-signing': outputs }));
    expect(readSigningOutputs(aDeployment(), join(folder, 'o.json'))).toMatchObject(SIGNER);
  });

  it('names the command that writes the outputs when the file does not exist', () => {
    expect(() => readSigningOutputs(aDeployment(), join(folder, 'none.json'))).toThrow(
      `run DEPLOYMENT=dev npx cdktf deploy dev-signing --outputs-file ${join(folder, 'none.json')}`,
    );
  });
});

describe('checkRepositories', () => {
  it('accepts outputs that name every repository, and names those that they lack', () => {
    expect(() => checkRepositories(outputs, [`${HOST}/dev-image-trust`], aDeployment())).not.toThrow();
    expect(() => checkRepositories(outputs, [`${HOST}/dev-sample/signed`], aDeployment())).toThrow(
      `expected ${HOST}/dev-sample/signed among the signing stack's outputs`,
    );
  });
});

describe('checkCanaryProfile', () => {
  const canaryProfileArn = 'arn:aws:signer:eu-west-1:111122223333:/signing-profiles/dev_canary';
  const complete = { ...outputs, canaryProfileArn, canaryProfileVersionArn: `${canaryProfileArn}/a1B2c3D4e5` };

  it('accepts outputs with the profile, and any where there are no canary images', () => {
    expect(() => checkCanaryProfile(complete, aCanaryDeployment())).not.toThrow();
    expect(() => checkCanaryProfile(outputs, aDeployment())).not.toThrow();
  });

  it.each([
    ['no profile', outputs, 'none'],
    ['another profile', { ...complete, canaryProfileArn: `${canaryProfileArn}_old` }, `${canaryProfileArn}_old`],
    ['no version of it', { ...complete, canaryProfileVersionArn: undefined }, canaryProfileArn],
  ])('names the command that deploys the profile when the outputs have %s', (_what, found, named) => {
    expect(() => checkCanaryProfile(found, aCanaryDeployment())).toThrow(
      `expected ${canaryProfileArn}, the profile of the canary images, among the signing stack's outputs, found ${named}: run DEPLOYMENT=dev npx cdktf deploy dev-signing`,
    );
  });
});

describe('ownProfileArn', () => {
  it("returns the deployment's own signing profile, or the existing one without its version", () => {
    expect(ownProfileArn(aDeployment())).toBe('arn:aws:signer:eu-west-1:111122223333:/signing-profiles/dev_workloads');
    const existing = 'arn:aws:signer:eu-west-1:444455556666:/signing-profiles/dev_workloads';
    expect(ownProfileArn(aDeployment({ existing: { signingProfile: `${existing}/a1B2c3D4e5` } }))).toBe(existing);
  });
});
