import { readFileSync } from 'node:fs';
import { join } from 'node:path';

const workflow = readFileSync(join(__dirname, '..', '..', '.github', 'workflows', 'plan.yml'), 'utf8');
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
    expect(plan).toMatch(/permissions:\n {6}contents: read\n {6}id-token: write\n {4}strategy/);
    expect(comment).toMatch(/permissions:\n {6}pull-requests: write\n {4}steps/);
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
