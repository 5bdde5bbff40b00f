import fc from 'fast-check';
import { imageUnprovable, serviceFailed, toPublicDetail, untrusted } from '../../verification';

describe('toPublicDetail', () => {
  it.each([
    [
      'the query of a presigned URL',
      'GET "https://bucket.s3.amazonaws.com/layer?X-Amz-Credential=AKIA&X-Amz-Signature=5ecret": status code 403',
      'GET "https://bucket.s3.amazonaws.com/layer?…": status code 403',
    ],
    [
      'the queries of several URLs',
      'Get "https://a.example/x?sig=5ecret": Get "http://b.example/y?token=5ecret": EOF',
      'Get "https://a.example/x?…": Get "http://b.example/y?…": EOF',
    ],
    ['a query without quotes', 'dial https://a.example/x?sig=5ecret failed', 'dial https://a.example/x?… failed'],
    ['a query after a line break', 'EOF\nhttps://a.example/?sig=5ecret', 'EOF\nhttps://a.example/?…'],
    ['a query in upper case', 'GET "HTTPS://A.EXAMPLE/X?SIG=5ecret"', 'GET "HTTPS://A.EXAMPLE/X?…"'],
    ['a URL without scheme', 'parse "a.example/x?sig=5ecret": bad', 'parse "a.example/x?…": bad'],
    ['a path alone', 'Location "/v2/x?sig=5ecret": bad', 'Location "…/x?…": bad'],
    ['a URL without path', 'Get "https://a.example?sig=5ecret": EOF', 'Get "https://a.example?…": EOF'],
    ['a query with an apostrophe', 'Get "https://a.example/x?a=o\'5ecret": EOF', 'Get "https://a.example/x?…": EOF'],
    [
      'an escaped quote in a query',
      String.raw`Get "https://a.example/x?a=\"5ecret": EOF`,
      'Get "https://a.example/x?…": EOF',
    ],
    [
      'escapes of JSON',
      String.raw`Get "https://a.example/x?a=1\u0026sig=5ecret": EOF`,
      'Get "https://a.example/x?…": EOF',
    ],
    ['an encoded URL', 'next=https%3A%2F%2Fa.example%2Fx%3Fsig%3D5ecret EOF', 'next=https%3A%2F%2Fa.example%2Fx?… EOF'],
    ['a URL that is encoded twice', 'next=a.example%252Fx%253fsig%253D5ecret EOF', 'next=a.example%252Fx?… EOF'],
    ['a user and a password', 'Get "https://me:5ecret@a.example/x": EOF', 'Get "https://…@a.example/x": EOF'],
    ['a user before a query', 'Get "https://5ecret@a.example/x?y=5ecret"', 'Get "https://…@a.example/x?…"'],
  ])('removes %s', (_what, text, expected) => {
    expect(toPublicDetail(text)).toBe(expected);
    expect(expected).not.toContain('5ecret');
  });

  it.each([
    [
      'where a file is',
      'open /tmp/notation-Ab12/trustpolicy.json: no such file',
      'open …/trustpolicy.json: no such file',
    ],
    ['in quotes', "mkdtemp '/tmp/notation-XXXXXX'", "mkdtemp '…/notation-XXXXXX'"],
    ['in parentheses', 'failed (/var/task/launch.js)', 'failed (…/launch.js)'],
    ['at the start', '/opt/notation/notation: not found', '…/notation: not found'],
    ['after an equals sign', 'HOME=/tmp/x', 'HOME=…/x'],
  ])('removes the directories of the function: %s', (_what, text, expected) => {
    expect(toPublicDetail(text)).toBe(expected);
  });

  it.each([
    'HEAD "https://111122223333.dkr.ecr.eu-west-1.amazonaws.com/v2/shop/web/manifests/1": status code 503',
    'no signature is associated with "quay.io/shop/web@sha256:00"',
    'is this text kept? yes',
    'user@example.com, 100 % of /, and a/b',
    '',
  ])('keeps everything else: %s', (text) => {
    expect(toPublicDetail(text)).toBe(text);
  });

  it('keeps no part of a query, whatever it contains', () => {
    const query = fc.stringMatching(/^[A-Za-z0-9%&=+/.~_'()!*,;:@$-]{0,40}5ecret[A-Za-z0-9%&=+/'-]{0,20}$/);
    fc.assert(
      fc.property(query, fc.constantFrom('"', ' ', '\n'), (text, end) => {
        expect(toPublicDetail(`Get "https://a.example/x?${text}${end}: EOF`)).not.toContain('5ecret');
      }),
    );
  });

  it('is idempotent, and fast for long texts that invite backtracking', () => {
    for (const text of [
      '%25'.repeat(50_000),
      '/a'.repeat(100_000),
      ' /'.repeat(100_000),
      'a://'.repeat(50_000),
      'a'.repeat(200_000),
    ]) {
      const once = toPublicDetail(text);
      expect(toPublicDetail(once)).toBe(once);
    }
  });
});

describe('the detail of a verdict', () => {
  it('rule 6: holds no query of a URL and no directory', () => {
    const text = 'GET "https://a.example/x?sig=5ecret": open /tmp/x/y';
    const verdicts = [
      untrusted('unsigned', text),
      serviceFailed('tool-failed', text),
      imageUnprovable('image-not-found', text),
    ];
    expect(verdicts.map(({ detail }) => detail)).toEqual(Array(3).fill('GET "https://a.example/x?…": open …/y'));
  });
});
