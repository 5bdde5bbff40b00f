import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { ToolFailure } from '../../../../cli/shared/failure';
import { anUnprovable, anUntrusted, aTrusted } from '../../../support/domain/domain';
import { listening } from '../../shared/terraform/in-project';
import { inFolder, somePorts, verify, WEB } from './verify-under-test';

const { stdout, stderr } = listening();

const folder = inFolder();

const FORMATS = ['junit', 'sarif', 'markdown'] as const;

describe('the reports of image-trust verify', () => {
  it.each([
    [
      'untrusted',
      somePorts(() => anUntrusted()),
      1,
      '<failure message="untrusted (revoked)">',
      '"level": "error"',
      '**1 untrusted**',
    ],
    [
      'inconclusive',
      somePorts(() => anUnprovable()),
      3,
      '<error message="inconclusive (image-not-found)">',
      '"level": "warning"',
      '**1 inconclusive**',
    ],
    [
      'not verified, since a tool is missing',
      { ...somePorts(), findVerifier: () => Promise.reject(new ToolFailure('missing', 'no notation')) },
      3,
      '<error message="no verdict">no notation</error>',
      '"executionSuccessful": false',
      '- `no notation`',
    ],
  ])('writes reports also when an image is %s', async (_what, ports, status, junit, sarif, markdown) => {
    const reports = FORMATS.flatMap((format) => [`--${format}`, folder(format)]);
    expect(await verify(ports, WEB, ...reports)).toBe(status);
    expect(readFileSync(folder('junit'), 'utf8')).toContain(junit);
    expect(readFileSync(folder('sarif'), 'utf8')).toContain(sarif);
    expect(readFileSync(folder('markdown'), 'utf8')).toContain(markdown);
  });

  it.each(
    FORMATS.flatMap((format) => [
      [format, 'trusted', aTrusted(), 3],
      [format, 'inconclusive', anUnprovable(), 3],
      [format, 'untrusted', anUntrusted(), 1],
    ]),
  )(
    'says that --%s could not be written, and still prints that an image is %s',
    async (format, kind, verdict, status) => {
      const ports = somePorts(() => verdict);
      expect(await verify(ports, WEB, '--json', `--${format}`, '/dev/full')).toBe(status);
      expect(JSON.parse(stdout())).toMatchObject([{ verdict: kind }]);
      expect(stderr()).toMatch(/^image-trust verify: \/dev\/full could not be written: ENOSPC[^\n]*\n$/);
    },
  );

  it('writes the other reports when the folder of one vanishes', async () => {
    const vanishing = folder('vanishing');
    mkdirSync(vanishing);
    const ports = somePorts(() => {
      rmSync(vanishing, { recursive: true, force: true });
      return aTrusted();
    });
    const files = ['--junit', join(vanishing, 'junit.xml'), '--sarif', folder('verdicts.sarif')];
    expect(await verify(ports, WEB, ...files)).toBe(3);
    expect(stdout()).toContain('trusted');
    expect(stderr()).toContain(`image-trust verify: ${vanishing}/junit.xml could not be written: ENOENT`);
    expect(readFileSync(folder('verdicts.sarif'), 'utf8')).toContain('"executionSuccessful": true');
  });

  it.each([
    ['a Compose file', ['--compose', '/missing/compose.yaml'], 'expected a readable file'],
    ['a service of another region', ['--service', 'arn:aws:ecs:eu-west-2:111122223333:service/pay/web'], 'eu-west-1'],
    ['the trust document', [WEB, '--trust', '/missing/trust.json'], 'expected a readable file'],
  ])('replaces the reports of an earlier run after a mistake in %s', async (_what, args, why) => {
    for (const format of FORMATS) writeFileSync(folder(format), 'of an earlier run');
    const reports = FORMATS.flatMap((format) => [`--${format}`, folder(format)]);
    await expect(verify(somePorts(), ...args, ...reports)).rejects.toThrow(why);
    for (const format of FORMATS) expect(readFileSync(folder(format), 'utf8')).toContain(why);
  });
});
