import { writeFileSync } from 'node:fs';
import { policyWith } from '../../../../cli/commands/policy/verb';
import { deploymentInput } from '../../../support/deployment/deployment';
import { ECR, NOW } from '../../../support/domain/domain';
import { inProject, listening } from '../../shared/terraform/in-project';

export const WEB = `${ECR}/shop/web`;
export const SIGNERS = ['release', 'hotfix'].map(
  (name) => `arn:aws:signer:eu-west-1:111122223333:/signing-profiles/${name}`,
);

const DEPLOYMENT = {
  clusters: { pay: { mode: 'enforce' } },
  policies: {
    registry: { repositories: [`${ECR}/*`], signers: [SIGNERS[0]] },
    shop: { repositories: [`${ECR}/shop/*`], signers: SIGNERS, require: 'all' },
    quay: { repositories: ['quay.io/shop/*'], signers: [SIGNERS[0]] },
  },
  exemptions: {
    ended: { repositories: [WEB], reason: 'to be mirrored by us', until: '2026-02-01' },
    tool: { repositories: ['docker.io/library/busybox'], reason: 'to be mirrored by us', until: '2099-01-01' },
  },
};

/** Runs `image-trust policy` for the deployment `dev` at NOW in each test. */
export const usePolicy = () => {
  const write = inProject();
  const output = listening();
  beforeEach(() => write(deploymentInput(DEPLOYMENT)));

  const run = (...args: readonly string[]): Promise<number> => policyWith(() => NOW, {})(args);
  const runWith = (overrides: object, ...args: readonly string[]): Promise<number> => {
    write(deploymentInput({ ...DEPLOYMENT, ...overrides }));
    return run(...args);
  };
  /** Writes a file of cases and runs it. */
  const test = (content: unknown, ...args: readonly string[]): Promise<number> => {
    writeFileSync('cases.json', typeof content === 'string' ? content : JSON.stringify(content));
    return run('test', 'cases.json', ...args);
  };
  return { ...output, run, runWith, test };
};
