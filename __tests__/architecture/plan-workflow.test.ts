import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

const WORKFLOWS = join(__dirname, '..', '..', '.github', 'workflows');
const workflow = readFileSync(join(WORKFLOWS, 'plan.yml'), 'utf8');
const [head = '', ...rest] = workflow.split(/\n(?= {2}(?:fork|plan|comment):\n)/);
const [fork = '', plan = '', comment = ''] = rest;

describe('the workflow that plans pull requests', () => {
  it('pins every action to a commit', () => {
    const used = [...workflow.matchAll(/uses: (.+)/g)].map(([, action]) => action);
    expect(used).toHaveLength(6);
    for (const action of used) expect(action).toMatch(/^[\w-]+\/[\w-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+$/);
  });

  it('never runs the code of a fork with secrets or AWS credentials', () => {
    expect(workflow).not.toContain('pull_request_target');
    expect(workflow).not.toContain('secrets.');
    expect(fork).toContain('No plan is made for pull requests from forks.');
    expect(plan).toContain('if: github.event.pull_request.head.repo.full_name == github.repository');
  });

  it('gives each job only the permissions that it needs', () => {
    expect(head).toContain('\npermissions: {}\n');
    expect(fork).not.toContain('permissions:');
    expect(workflow.match(/id-token: write/g)).toHaveLength(1);
    expect(plan).toMatch(/permissions:\n {6}contents: read\n {6}id-token: write\n {4}strategy/);
    expect(comment).toMatch(/permissions:\n {6}pull-requests: write\n {4}steps/);
  });

  it('runs no install script of a package in the job that can log in to AWS', () => {
    const commands = [...plan.matchAll(/run: (npm .+)/g)].map(([, command]) => command);
    expect(commands).toEqual(['npm ci --ignore-scripts']);
    expect(plan.indexOf('npm ci')).toBeLessThan(plan.indexOf('configure-aws-credentials'));
  });

  it('runs no code of the pull request in the job that may comment', () => {
    expect(comment).not.toMatch(/checkout|npm|npx|image-trust /);
  });

  it('interpolates no expression into a script', () => {
    const scripts = workflow.split(/run: \|\n/).slice(1);
    for (const script of scripts) expect(script.split(/\n {6}- /)[0]).not.toContain('${{');
  });

  it('succeeds when the plan has changes (exit status 2), and fails on any other error', () => {
    expect(plan).toContain('if [[ $status -ne 2 ]]; then exit "$status"; fi');
  });
});

describe('every other workflow', () => {
  const others = readdirSync(WORKFLOWS).filter((file) => file !== 'plan.yml');

  it.each(others)('%s can neither log in to AWS nor write', (file) => {
    expect(readFileSync(join(WORKFLOWS, file), 'utf8').match(/^ *[a-z-]+: write$/gm)).toBeNull();
  });
});

describe('the configuration for GitLab', () => {
  const page = readFileSync(join(__dirname, '..', '..', 'docs', 'plan-review.md'), 'utf8');
  const [gitlab = ''] = /(?<=```yaml\n)[^`]*plan-comment:[^`]*/.exec(page) ?? [];

  it('runs no install script of a package where the token for AWS is', () => {
    expect(gitlab.match(/npm ci.*/g)).toEqual(['npm ci --ignore-scripts']);
  });

  it('runs no code of the merge request in the job that may comment', () => {
    const comment = gitlab.slice(gitlab.indexOf('plan-comment:'));
    expect(comment).toContain('GIT_STRATEGY: none');
    expect(comment).not.toMatch(/npm|npx/);
  });
});
