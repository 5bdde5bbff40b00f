import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Builder } from '../../../adapters/builders/builder';
import { containersBuilder } from '../../../adapters/builders/containers-builder';
import { abortableRunner, runProcess, type RunProcess } from '../../../adapters/process';

const IMAGE = {
  name: 'verifier',
  context: '/context',
  dockerfile: 'Dockerfile',
  arguments: {},
  platform: 'linux/amd64',
} as const;

/** Makes a container for each name in $MADE, with the build's secrets in its state as buildah saves them, then does as $THEN says. */
const FAKE = `#!/bin/sh
echo "$*" >> $STORAGE/calls
containers=$STORAGE/overlay-containers
case "$1" in
  info) printf %s "$containers" ;;
  build)
    for arg in "$@"; do case "$arg" in --secret=*) secret=\${arg#--secret=} ;; esac; done
    for id in $MADE; do
      mkdir -p $containers/$id/userdata
      printf '{"CommonBuildOpts":{"Secrets":["%s"]}}' "$secret" > $containers/$id/userdata/buildah.json
    done
    touch $STORAGE/begun
    eval "$THEN" ;;
  rm)
    [ -z "$STUCK" ] || { echo "Error: container is busy" >&2; exit 1; }
    for each in "$@"; do case "$each" in rm|--force) ;; *) rm -r "$containers/$each" ;; esac; done ;;
esac
`;

describe.each(['buildah', 'podman'] as const)('the working containers of a build with %s', (name) => {
  let directory: string;

  beforeEach(() => {
    directory = mkdtempSync(join(tmpdir(), 'working-containers-'));
    for (const each of ['bin', 'scratch', 'overlay-containers']) mkdirSync(join(directory, each));
    writeFileSync(join(directory, 'bin', name), FAKE, { mode: 0o755 });
    writeFileSync(join(directory, 'overlay-containers', 'containers.json'), '[]');
  });

  afterEach(() => rmSync(directory, { recursive: true }));

  const builderThat = (then: string, more: Readonly<Record<string, string>> = {}, run: RunProcess = runProcess) =>
    containersBuilder(name, {
      run,
      environment: {
        PATH: `${join(directory, 'bin')}:/usr/bin:/bin`,
        STORAGE: directory,
        MADE: 'ours-1 ours-2',
        THEN: then,
        ...more,
      },
      scratch: join(directory, 'scratch'),
      cleanUp: (work) => work(runProcess),
    });

  const containers = (): readonly string[] =>
    readdirSync(join(directory, 'overlay-containers')).filter((id) => id !== 'containers.json');

  const addContainer = (id: string, state?: string): void => {
    mkdirSync(join(directory, 'overlay-containers', id, 'userdata'), { recursive: true });
    if (state !== undefined) writeFileSync(join(directory, 'overlay-containers', id, 'userdata/buildah.json'), state);
  };

  const deadline =
    (deadlineMs: number): RunProcess =>
    (request) =>
      runProcess({ ...request, deadlineMs });

  it('are removed when the build fails, and no others', async () => {
    addContainer(
      'of-another-build',
      '{"CommonBuildOpts":{"Secrets":["id=image-trust-build,src=/tmp/other/mark-verifier"]}}',
    );
    addContainer('without-secrets', '{"CommonBuildOpts":{"Secrets":null}}');
    addContainer('unreadable', 'no JSON');
    addContainer('without-state');
    await expect(builderThat('echo "Error: exit status 1" >&2; exit 1').build(IMAGE)).rejects.toMatchObject({
      code: 'failed',
      message: expect.stringMatching(/^building verifier: it failed/),
    });
    expect([...containers()].sort()).toEqual(['of-another-build', 'unreadable', 'without-secrets', 'without-state']);
  });

  it('are left to a build that runs at the same time', async () => {
    const other = containersBuilder(name, {
      run: runProcess,
      environment: {
        PATH: `${join(directory, 'bin')}:/usr/bin:/bin`,
        STORAGE: directory,
        MADE: 'theirs',
        THEN: 'while [ ! -e $STORAGE/go ]; do sleep 0.02; done; exit 1',
      },
      scratch: mkdtempSync(join(directory, 'other-')),
      cleanUp: (work) => work(runProcess),
    }).build(IMAGE);
    while (!containers().includes('theirs')) await new Promise((wake) => setTimeout(wake, 10));
    await expect(builderThat('exit 1').build(IMAGE)).rejects.toThrow();
    expect(containers()).toEqual(['theirs']);
    writeFileSync(join(directory, 'go'), '');
    await expect(other).rejects.toThrow();
    expect(containers()).toEqual([]);
  });

  it('are removed when the build is killed at its deadline', async () => {
    const build = builderThat('exec sleep 30', {}, deadline(1_000)).build(IMAGE);
    await expect(build).rejects.toMatchObject({ code: 'temporary' });
    expect(existsSync(join(directory, 'begun'))).toBe(true);
    expect(containers()).toEqual([]);
  });

  it('are removed when the build is interrupted', async () => {
    const controller = new AbortController();
    const reason = new Error('interrupted');
    const build = builderThat('exec sleep 30', {}, abortableRunner(controller.signal)).build(IMAGE);
    while (!existsSync(join(directory, 'begun'))) await new Promise((wake) => setTimeout(wake, 10));
    controller.abort(reason);
    await expect(build).rejects.toBe(reason);
    expect(containers()).toEqual([]);
  });

  it('are removed when a stage cannot be exported', async () => {
    await expect(builderThat('exit 1').exportStage(IMAGE, 'programs')).rejects.toMatchObject({ code: 'failed' });
    expect(containers()).toEqual([]);
  });

  it('are not looked for after a build that succeeds', async () => {
    await builderThat('exit 0').exportStage(IMAGE, 'programs');
    expect(readFileSync(join(directory, 'calls'), 'utf8').trim().split('\n')).toHaveLength(1);
  });

  it('are named with the failure when they cannot be removed', async () => {
    const build: Promise<unknown> = builderThat('echo "Error: 429" >&2; exit 1', { STUCK: 'yes' }).build(IMAGE);
    await expect(build).rejects.toMatchObject({
      code: 'temporary',
      message: expect.stringMatching(
        /the registry is throttling requests.*\n {2}\| its working containers could not be removed: .* rm: it failed/,
      ),
    });
  });

  it('are not looked for when the builder is not installed', async () => {
    rmSync(join(directory, 'bin', name));
    const build: ReturnType<Builder['build']> = builderThat('', { PATH: join(directory, 'bin') }).build(IMAGE);
    await expect(build).rejects.toMatchObject({
      code: 'missing',
      message: expect.not.stringContaining('working containers'),
    });
  });
});
