import { namedImages } from '../../../../../cli/commands/sign-and-push/images/dockerfile';

const named = (lines: readonly string[], given: Readonly<Record<string, string>> = {}, platform = 'linux/arm64') => {
  const dockerfile = lines.join('\n');
  return namedImages(dockerfile, given, platform).map(({ reference, start, end }) => [
    reference,
    dockerfile.slice(start, end),
  ]);
};

describe('namedImages', () => {
  it.each<[string, readonly string[], readonly (readonly string[])[]]>([
    ['a plain FROM', ['FROM node:22'], [['node:22', 'node:22']]],
    [
      'a FROM in lower case with a platform',
      ['from --platform=$BUILDPLATFORM node:22 as build'],
      [['node:22', 'node:22']],
    ],
    ['a FROM over several lines', ['FROM \\', '  --platform=linux/amd64 \\', '  node:22'], [['node:22', 'node:22']]],
    ['an argument', ['ARG BASE=node:22', 'FROM ${BASE}'], [['node:22', '${BASE}']]],
    ['an argument in quotes', ['ARG BASE="node:22"', 'FROM "$BASE"'], [['node:22', '"$BASE"']]],
    [
      'an argument made of others',
      ['ARG V=22 B=node', 'ARG BASE=$B:${V}', 'FROM $BASE-slim'],
      [['node:22-slim', '$BASE-slim']],
    ],
    ['a default', ['ARG BASE', 'FROM ${BASE:-node:22}'], [['node:22', '${BASE:-node:22}']]],
    ['COPY --from', ['FROM scratch', 'COPY --chown=1 --from=busybox:1 /a /b'], [['busybox:1', 'busybox:1']]],
    [
      'RUN --mount',
      ['FROM scratch', 'RUN --mount=type=bind,from=busybox:1,target=/b ls'],
      [['busybox:1', 'busybox:1']],
    ],
    ['# syntax', ['# syntax=docker/dockerfile:1', 'FROM scratch'], [['docker/dockerfile:1', 'docker/dockerfile:1']]],
  ])('finds the image in %s, and where it is written', (_what, lines, expected) => {
    expect(named(lines)).toEqual(expected);
  });

  it('replaces arguments by those of the command line, but only those before the first FROM', () => {
    const lines = ['ARG BASE=node:22', 'FROM $BASE', 'ARG OTHER=a:1', 'FROM ${OTHER:-b:1}'];
    expect(named(lines, { BASE: 'node:24', OTHER: 'c:1' }).map(([reference]) => reference)).toEqual(['node:24', 'b:1']);
  });

  it.each([
    ['scratch', ['FROM scratch']],
    ['an earlier stage', ['FROM scratch AS Build', 'FROM build', 'COPY --from=BUILD /a /b', 'COPY --from=0 /a /b']],
    ['a stage for the platform', ['FROM scratch AS base-arm64', 'FROM base-${TARGETARCH}']],
    ['a comment', ['FROM scratch', '# FROM node:22', '# syntax=a:1']],
    ['the text of a heredoc', ['FROM scratch', 'RUN <<EOF python3', 'from node import x', 'EOF']],
    ['a command', ['FROM scratch', 'RUN tool --from=node:22', 'RUN echo \\', '  FROM node:22']],
  ])('finds nothing in %s', (_what, lines) => {
    expect(named(lines)).toEqual([]);
  });

  it('reads on after a heredoc', () => {
    expect(named(['FROM scratch', 'COPY <<-"A" <<B /x/', 'FROM a', '\tA', 'FROM b', 'B', 'FROM node:22'])).toEqual([
      ['node:22', 'node:22'],
    ]);
  });

  it.each(['RUN cat <<< word', 'RUN echo $((1 << N))', 'RUN echo "<<EOF"'])('finds no heredoc in %s', (run) => {
    expect(named(['FROM scratch', run, 'FROM node:22'])).toEqual([['node:22', 'node:22']]);
  });

  it('refuses a heredoc without an end', () => {
    expect(() => named(['FROM scratch', 'RUN <<EOF', 'FROM node:22'])).toThrow('expected the end of the heredoc EOF');
  });

  it('refuses a FROM whose argument has no value', () => {
    expect(() => named(['ARG BASE', 'FROM $BASE'])).toThrow('FROM $BASE: expected an image, found no value for it');
  });
});
