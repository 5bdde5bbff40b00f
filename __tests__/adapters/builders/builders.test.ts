import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { builderEnvironment } from '../../../adapters/builders/builder-environment';
import { builderNamed, findBuilder } from '../../../adapters/builders/find-builder';
import type { BuilderName } from '../../../adapters/builders/builder';
import { sha256 } from '../../../contracts/schema/sha256';
import type { ProcessRequest, RunProcess } from '../../../adapters/process';

const DIGEST = `sha256:${'d'.repeat(64)}`;
const DESTINATION = '111122223333.dkr.ecr.eu-west-1.amazonaws.com/dev:tag';
const IMAGE = {
  name: 'verifier',
  context: '/context',
  dockerfile: 'images/verifier/Dockerfile',
  arguments: { NODE_BASE: 'node:1' },
  platform: 'linux/arm64',
} as const;

const ended = (status: number, stdout = '', stderr = '') =>
  ({ kind: 'exited', status, stdout, stderr, cut: false }) as const;

/** Programs that answer as a test says. Each run is recorded as one line. */
class FakePrograms {
  readonly lines: string[] = [];

  constructor(
    private readonly answer: (line: string, request: ProcessRequest) => ReturnType<typeof ended> | undefined,
  ) {}

  readonly run: RunProcess = async (request) => {
    const line = [request.command, ...request.args].join(' ');
    this.lines.push(line);
    return this.answer(line, request) ?? ended(0);
  };
}

describe('findBuilder', () => {
  const found = (working: readonly string[], wanted?: BuilderName) => {
    const programs = new FakePrograms((line) => (working.some((each) => line.startsWith(each)) ? ended(0) : ended(1)));
    return findBuilder({ run: programs.run, environment: {} }, wanted);
  };

  it.each([
    ['docker', ['docker', 'podman', 'skopeo', 'buildah']],
    ['podman', ['docker --version', 'podman', 'skopeo', 'buildah']],
    ['buildah', ['docker --version', 'docker buildx', 'skopeo', 'buildah']],
  ])('chooses the first that works: %s', async (name, working) => {
    await expect(found(working)).resolves.toBe(name);
  });

  it('chooses no other than the wanted one', async () => {
    await expect(found(['docker', 'buildah', 'skopeo'], 'buildah')).resolves.toBe('buildah');
    await expect(found(['docker'], 'buildah')).rejects.toMatchObject({ code: 'missing' });
  });

  it('says what is missing for each', async () => {
    const failure = found(['docker --version', 'docker buildx', 'buildah']);
    await expect(failure).rejects.toMatchObject({ code: 'missing' });
    await expect(failure).rejects.toThrow(
      'docker: the daemon does not respond; podman: not on PATH; buildah: skopeo, which it needs for copying, is not on PATH',
    );
  });
});

describe('a builder', () => {
  let scratch: string;

  beforeEach(() => {
    scratch = mkdtempSync(join(tmpdir(), 'scratch-'));
  });

  afterEach(() => rmSync(scratch, { recursive: true }));

  const withAnswers = (name: BuilderName, answer: (line: string) => ReturnType<typeof ended> | undefined) => {
    const programs = new FakePrograms(answer);
    return {
      programs,
      builder: builderNamed(name, {
        run: programs.run,
        environment: {},
        scratch,
        cleanUp: (work) => work(programs.run),
      }),
    };
  };

  it('docker builds one manifest without provenance and SBOM', async () => {
    const { programs, builder } = withAnswers('docker', (line) =>
      line.includes('inspect') ? ended(0, '1234\n') : undefined,
    );
    await expect(builder.build(IMAGE)).resolves.toEqual({
      location: 'image-trust/verifier:built',
      digest: undefined,
      bytes: 1234,
    });
    expect(programs.lines[0]).toBe(
      'docker buildx build --provenance=false --sbom=false --platform=linux/arm64 --progress=plain --build-arg NODE_BASE=node:1 --file /context/images/verifier/Dockerfile --load --tag image-trust/verifier:built /context',
    );
  });

  it.each([
    ['docker', 'docker buildx build --provenance=false --sbom=false --platform=linux/arm64'],
    ['podman', 'podman build --layers --force-rm --timestamp=0 --platform=linux/arm64'],
    ['buildah', 'buildah build --layers --force-rm --timestamp=0 --platform=linux/arm64'],
  ] as const)(
    '%s exports a stage with the arguments of the image build, so that both are the same',
    async (name, build) => {
      const { programs, builder } = withAnswers(name, () => undefined);
      const directory = join(scratch, 'stage-verifier-programs');
      await expect(builder.exportStage(IMAGE, 'programs')).resolves.toBe(directory);
      expect(programs.lines).toHaveLength(1);
      expect(programs.lines[0]?.startsWith(build)).toBe(true);
      expect(programs.lines[0]).toContain(' --build-arg NODE_BASE=node:1 ');
      expect(programs.lines[0]?.endsWith(` --target programs --output type=local,dest=${directory} /context`)).toBe(
        true,
      );
    },
  );

  it('docker pushes by tag and returns the digest that it prints', async () => {
    const { builder } = withAnswers('docker', (line) =>
      line.startsWith('docker push') ? ended(0, `tag: digest: ${DIGEST} size: 1\n`) : undefined,
    );
    await expect(builder.push({ location: 'l', digest: undefined, bytes: 1 }, DESTINATION)).resolves.toBe(DIGEST);
  });

  describe('docker copies', () => {
    const MANIFEST = JSON.stringify({ config: { digest: DIGEST, size: 1 }, layers: [] });
    const COPIED = `sha256:${sha256(MANIFEST)}`;

    it('a single manifest without wrapping it in an index', async () => {
      const { programs, builder } = withAnswers('docker', (line) =>
        line.includes('--raw') ? ended(0, MANIFEST) : undefined,
      );
      await expect(builder.copy(`quay.io/a@${COPIED}`, DESTINATION)).resolves.toBe(COPIED);
      expect(programs.lines[0]).toBe(
        `docker buildx imagetools create --prefer-index=false --tag ${DESTINATION} quay.io/a@${COPIED}`,
      );
    });

    it('and reads what it copied by digest, since someone may have moved the tag', async () => {
      const other = JSON.stringify({ config: { digest: DIGEST, size: 2 }, layers: [] });
      const { builder } = withAnswers('docker', (line) => {
        if (line.endsWith(`--raw ${DESTINATION.replace(':tag', `@${COPIED}`)}`)) return ended(0, MANIFEST);
        return line.includes('--raw') ? ended(0, other) : undefined;
      });
      await expect(builder.copy(`quay.io/a@${COPIED}`, DESTINATION)).resolves.toBe(COPIED);
    });

    it('and fails when the registry does not have what was copied', async () => {
      const { builder } = withAnswers('docker', (line) =>
        line.includes('--raw') ? ended(1, '', 'ERROR: r: not found') : undefined,
      );
      await expect(builder.copy(`quay.io/a@${COPIED}`, DESTINATION)).rejects.toMatchObject({ code: 'temporary' });
    });
  });

  it.each([
    ['localhost/base:1', 'containers-storage:'],
    ['localhost:5000/base:1', 'docker://'],
    ['localhost.example/base:1', 'docker://'],
  ])('buildah reads %s from %s', async (reference, place) => {
    const { programs, builder } = withAnswers('buildah', () =>
      ended(1, '', 'level=fatal msg="reference does not resolve to an image ID: identifier is not an image"'),
    );
    await expect(builder.inspect(reference)).resolves.toBeUndefined();
    expect(programs.lines).toEqual([`skopeo inspect --raw -- ${place}${reference}`]);
  });

  it.each(['podman', 'buildah'] as const)(
    '%s builds with all times at zero into a directory, and hashes the manifest itself',
    async (name) => {
      const { programs, builder } = withAnswers(name, (line) => {
        if (!line.includes(' push ')) return undefined;
        const layout = join(scratch, 'layout-verifier');
        mkdirSync(join(layout, 'blobs/sha256'), { recursive: true });
        const manifest = '{"config":{"digest":"sha256:' + 'a'.repeat(64) + '","size":5},"layers":[]}';
        const hash = '0b21e7bd9af1dcf8a40a5ce0ed6d8a37e5dfeb53a1e3ec1fe0ebd7d7a6b8c6f0';
        writeFileSync(join(layout, 'index.json'), JSON.stringify({ manifests: [{ digest: `sha256:${hash}` }] }));
        writeFileSync(join(layout, 'blobs/sha256', hash), manifest);
        return undefined;
      });
      // The directory's index names another digest than its manifest has.
      await expect(builder.build(IMAGE)).rejects.toThrow('the registry returned bytes that hash to');
      expect(programs.lines[0]).toContain(
        `${name} build --layers --force-rm --timestamp=0 --platform=linux/arm64 --build-arg BUILDPLATFORM=linux/`,
      );
      expect(programs.lines[1]).toBe(
        `${name} push --quiet localhost/image-trust/verifier oci:${scratch}/layout-verifier:built`,
      );
    },
  );

  it("skopeo keeps digests, and its debug output gives the registry's own message where its error hides it", async () => {
    const hidden = 'time="…" level=fatal msg="we cannot modify it: \\"Instructed to preserve digests\\""';
    const words = `level=debug msg="Upload of manifest list type a/b failed: uploading manifest x: toomanyrequests: Rate exceeded"\n${hidden}`;
    const { programs, builder } = withAnswers('buildah', (line) =>
      ended(1, '', line.includes('--debug') ? words : hidden),
    );
    await expect(builder.copy(`quay.io/a@${DIGEST}`, DESTINATION)).rejects.toMatchObject({ code: 'temporary' });
    expect(programs.lines[0]).toBe(
      `skopeo copy --all --preserve-digests --digestfile ${scratch}/digest -- docker://quay.io/a@${DIGEST} docker://${DESTINATION}`,
    );
  });

  it.each(['docker', 'buildah'] as const)(
    '%s distinguishes a missing image from a registry that does not respond',
    async (name) => {
      const absent = withAnswers(name, () => ended(1, '', 'ERROR: r: not found'));
      await expect(absent.builder.inspect('r:1')).resolves.toBeUndefined();
      const silent = withAnswers(name, () => ended(1, '', 'ERROR: dial tcp: i/o timeout'));
      await expect(silent.builder.inspect('r:1')).rejects.toMatchObject({ code: 'temporary' });
    },
  );

  it("receives neither AWS keys nor notation's login", () => {
    const own = {
      PATH: '/bin',
      AWS_SECRET_ACCESS_KEY: 's',
      AWS_SESSION_TOKEN: 't',
      NOTATION_PASSWORD: 'p',
      AWS_REGION: 'r',
    };
    expect(builderEnvironment(own)).toEqual({ PATH: '/bin', AWS_REGION: 'r' });
  });
});
