import { chmodSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { readYaml } from '../support/pipelines/read-yaml';
import {
  makeStandInCheckout,
  UNTRUSTED,
  type StandInAnswer,
  type StandInCheckout,
} from '../support/pipelines/stand-in-checkout';
import { runCommand } from '../support/process/run-command';

interface Job {
  readonly variables: Readonly<Record<string, string>>;
  readonly script: readonly string[];
  readonly artifacts: object;
}

const { '.image-trust-verify': JOB } = readYaml('pipelines/verify/gitlab.yml') as {
  readonly '.image-trust-verify': Job;
};
const TOKEN = 'job-token';

describe('the GitLab job that verifies', () => {
  let scratch: string;
  let source: string;
  let commit: string;
  let checkout: StandInCheckout;

  const git = async (...args: readonly string[]): Promise<string> => {
    const name = ['-c', 'user.name=test', '-c', 'user.email=test@example.com'];
    const { stdout } = await runCommand('git', ['-C', source, ...name, ...args], { cwd: scratch, env: process.env });
    return stdout.trim();
  };

  const commitAll = async (): Promise<void> => {
    await git('add', '--all');
    await git('commit', '--quiet', '--message', 'a commit');
    commit = await git('rev-parse', 'HEAD');
  };

  beforeEach(() => {
    scratch = mkdtempSync(join(tmpdir(), 'gitlab-job-'));
    source = join(scratch, 'source');
    for (const folder of ['work', 'bin', 'temporary']) mkdirSync(join(scratch, folder));
    for (const [name, text] of [
      ['npm', '#!/bin/sh\nexit 0\n'],
      ['go', '#!/bin/sh\necho "go $*, $GOTOOLCHAIN" >> "$CALLS"\nexit 1\n'],
    ] as const) {
      writeFileSync(join(scratch, 'bin', name), text);
      chmodSync(join(scratch, 'bin', name), 0o755);
    }
    checkout = makeStandInCheckout(source);
  });

  afterEach(() => rmSync(scratch, { recursive: true }));

  const run = async (answer: StandInAnswer, variables: Readonly<Record<string, string>> = {}) => {
    // What the job runs is a commit, so the stand-in's answer is part of it, and its call is beside its copy.
    checkout.answer(answer);
    await git('init', '--quiet');
    await commitAll();
    const env = {
      ...JOB.variables,
      PATH: `${join(scratch, 'bin')}:${process.env['PATH'] ?? ''}`,
      TMPDIR: join(scratch, 'temporary'),
      CALLS: join(scratch, 'calls'),
      CI_PROJECT_DIR: join(scratch, 'work'),
      CI_SERVER_URL: 'https://gitlab.example.com',
      CI_JOB_TOKEN: TOKEN,
      IMAGE_TRUST_SOURCE: source,
      IMAGE_TRUST_COMMIT: commit,
      INSTALL_NOTATION: 'false',
      ...variables,
    };
    return runCommand('sh', ['-c', JOB.script.join('\n')], { cwd: join(scratch, 'work'), env });
  };

  const reported = (file: string): string => readFileSync(join(scratch, 'work/image-trust-report', file), 'utf8');

  it.each([
    [0, 'trusted', ''],
    [1, 'untrusted', 'image-trust: an image is untrusted.'],
    [
      3,
      'inconclusive',
      'image-trust: not every image could be verified, or a report could not be written. This can be an outage',
    ],
    [4, 'error', 'image-trust: no image was verified (exit status 4).'],
  ])('ends with exit code %i of verify, calls the result %s, and keeps the reports', async (status, result, said) => {
    const ended = await run({ status, stdout: UNTRUSTED, markdown: '### a summary\n' });
    expect(ended).toMatchObject({ status, stderr: '' });
    expect(ended.stdout).toBe(`### a summary\n${ended.stdout.slice('### a summary\n'.length)}`);
    expect(ended.stdout).toContain(said);
    expect([reported('result'), reported('verdicts.json')]).toEqual([`${result}\n`, UNTRUSTED]);
    expect([reported('junit.xml'), reported('verdicts.sarif')]).toEqual(['a report', 'a report']);
  });

  it('keeps the folder of the reports as its artifact, whatever the verdict, and shows the JUnit file', () => {
    expect(JOB.artifacts).toMatchObject({
      when: 'always',
      paths: ['image-trust-report/'],
      reports: { junit: 'image-trust-report/junit.xml' },
    });
  });

  it('does not show the reports of an earlier job for its own', async () => {
    mkdirSync(join(scratch, 'work/image-trust-report'));
    writeFileSync(join(scratch, 'work/image-trust-report/summary.md'), '1 trusted');
    const { stdout } = await run({ status: 2 });
    expect(stdout).not.toContain('1 trusted');
    expect(reported('summary.md')).toContain('No image was verified (exit status 2)');
  });

  it.each(['main', '', 'abc1234', 'A'.repeat(40), `${'a'.repeat(39)};`])(
    'refuses "%s" for a commit and runs nothing',
    async (IMAGE_TRUST_COMMIT) => {
      const { status, stderr } = await run({}, { IMAGE_TRUST_COMMIT });
      expect(status).toBe(2);
      expect(stderr).toContain('IMAGE_TRUST_COMMIT: expected the full SHA-1 of a commit, found');
      expect(existsSync(join(scratch, 'work/image-trust-report'))).toBe(false);
    },
  );

  it('fails when the commit cannot be fetched', async () => {
    const { status } = await run({}, { IMAGE_TRUST_COMMIT: 'a'.repeat(40) });
    expect(status).toBe(128);
    expect(existsSync(join(scratch, 'work/image-trust-report'))).toBe(false);
  });

  it.each([
    ['gives the job token to', 'https://gitlab.example.com', true],
    ['keeps the job token from', 'https://gitlab.example.com.other.example', false],
    ['keeps the job token from', 'https://github.example', false],
  ])('%s a repository at %s', async (_, host, given) => {
    // In place of git, a program that prints its arguments shows what git would be given.
    writeFileSync(join(scratch, 'bin/git-recorder'), '#!/bin/sh\nprintf "%s\\n" "$*" >> "$CALLS"\n', { mode: 0o755 });
    const script = JOB.script.join('\n').replaceAll(/\bgit (?=-C|init)/g, 'git-recorder ');
    await run({});
    await runCommand('sh', ['-c', script], {
      cwd: scratch,
      env: {
        PATH: `${join(scratch, 'bin')}:${process.env['PATH'] ?? ''}`,
        CALLS: join(scratch, 'calls'),
        CI_SERVER_URL: 'https://gitlab.example.com',
        CI_JOB_TOKEN: TOKEN,
        IMAGE_TRUST_SOURCE: `${host}/platform/ecs-image-trust.git`,
        IMAGE_TRUST_COMMIT: commit,
      },
    });
    const calls = readFileSync(join(scratch, 'calls'), 'utf8');
    expect(calls).toContain(`fetch --quiet --depth 1 -- ${host}/platform/ecs-image-trust.git ${commit}`);
    expect(calls.includes('credential.helper')).toBe(given);
    expect(calls).not.toContain(TOKEN);
  });

  it('installs notation with the version of Go that is needed, and does not verify when that fails', async () => {
    const { status, stdout } = await run({}, { INSTALL_NOTATION: 'true' });
    expect(status).toBe(70);
    expect(stdout).toContain('image-trust: no image was verified, since a step before that failed.');
    expect(readFileSync(join(scratch, 'calls'), 'utf8')).toMatch(/^go build .*, auto\n$/);
    expect(existsSync(join(scratch, 'work/image-trust-report/result'))).toBe(false);
  });

  it('gives the ID token to AWS in a file that only this user may read, and removes it', async () => {
    const shows = '#!/bin/sh\nstat -c %a "$AWS_WEB_IDENTITY_TOKEN_FILE"; cat "$AWS_WEB_IDENTITY_TOKEN_FILE"\n';
    writeFileSync(join(scratch, 'bin/node'), shows, { mode: 0o755 });
    await run({}, { AWS_TOKEN: 'id-token' });
    expect(reported('verdicts.json')).toBe('600\nid-token');
    const left = await runCommand('grep', ['-rl', 'id-token', scratch], { cwd: scratch, env: process.env });
    expect(left.stdout.trim()).toBe(join(scratch, 'work/image-trust-report/verdicts.json'));
  });
});
