import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { SIGNATURE_HEADER, signBody, TIMESTAMP_HEADER } from '../../../adapters/webhook/sign-body';

const KEY = 'an-example-key-of-at-least-32-characters';
const NOW = Date.parse('2026-03-01T12:00:00.999Z');
const BODY = '{"text":"ü &amp; 😀"}';

const docs = readFileSync(join(__dirname, '../../../docs/notifications.md'), 'utf8');
const exampleIn = (language: string): string =>
  new RegExp(`\`\`\`${language}\\n([\\s\\S]*?)\`\`\``).exec(docs)?.[1] ?? '';

/** Runs an example of the documentation; returns what it says about a body that arrives at a time. */
const runExample = (
  language: 'js' | 'python',
  headers: Readonly<Record<string, string>>,
  body: string,
  now: number,
) => {
  const input = JSON.stringify([KEY, headers[TIMESTAMP_HEADER], headers[SIGNATURE_HEADER], body, now]);
  const program =
    language === 'js'
      ? `${exampleIn('js')}\nconst [k, t, s, b, n] = JSON.parse(require('node:fs').readFileSync(0, 'utf8'));\nconsole.log(isFromImageTrust(k, t, s, Buffer.from(b), n));`
      : `${exampleIn('python')}\nimport json, sys\nk, t, s, b, n = json.load(sys.stdin)\nprint(str(is_from_image_trust(k, t, s, b.encode(), n)).lower())`;
  const [command, flag] = language === 'js' ? [process.execPath, '-e'] : ['python3', '-c'];
  return execFileSync(command, [flag, program], { input, encoding: 'utf8' }).trim();
};

describe('signBody', () => {
  it('signs the time and the body with HMAC-SHA256', () => {
    // Made with: printf '%s' '1772366400.{"text":"ü &amp; 😀"}' | openssl dgst -sha256 -hmac "$KEY"
    expect(signBody(BODY, KEY, NOW)).toEqual({
      'x-image-trust-timestamp': '1772366400',
      'x-image-trust-signature': 'v1=1759da4609daaeb41746263d40eb6460998ca67dc13dc299c0f8bc10ab0358cd',
    });
  });

  describe.each(['js', 'python'] as const)('the example for receivers in %s', (language) => {
    const headers = signBody(BODY, KEY, NOW);
    const seconds = Math.floor(NOW / 1_000);

    it.each<[string, () => string, string]>([
      ['accepts what was signed', () => runExample(language, headers, BODY, seconds + 10), 'true'],
      ['refuses another body', () => runExample(language, headers, `${BODY} `, seconds), 'false'],
      ['refuses another key', () => runExample(language, signBody(BODY, `${KEY}2`, NOW), BODY, seconds), 'false'],
      ['refuses what is older than five minutes', () => runExample(language, headers, BODY, seconds + 301), 'false'],
      [
        'refuses another time',
        () => runExample(language, { ...headers, [TIMESTAMP_HEADER]: String(seconds + 1) }, BODY, seconds),
        'false',
      ],
      [
        'refuses a signature of another length',
        () => runExample(language, { ...headers, [SIGNATURE_HEADER]: 'v1=' }, BODY, seconds),
        'false',
      ],
    ])('%s', (_what, run, expected) => {
      expect(run()).toBe(expected);
    });
  });
});
