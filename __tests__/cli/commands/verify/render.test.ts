import { renderExplanation, renderTable, toJsonVerdict } from '../../../../cli/commands/verify/render';
import { aContainer, anImage, aPolicy, aTrusted, digestOf, ECR } from '../../../support/domain/domain';
import {
  imageUnprovable,
  serviceFailed,
  untrusted,
  type VerifiedContainer,
  type Verdict,
} from '../../../../verification';

const verified = (verdict: Verdict): VerifiedContainer => ({
  container: aContainer({ image: `${ECR}/shop/web:1` }),
  image: anImage(),
  policy: aPolicy(),
  verdict,
});

describe('what image-trust verify prints', () => {
  it('is one line for each image, under heads, without spaces at the ends', () => {
    const table = renderTable(
      [verified(aTrusted()), verified(serviceFailed('throttled', 'slow down'))].map(toJsonVerdict),
    );
    const [head, first, second, ...rest] = table.split('\n');
    expect(head).toMatch(/^IMAGE +VERDICT +REASON +POLICY$/);
    expect(first).toMatch(/shop\/web:1 +trusted +- +shop$/);
    expect(second).toMatch(/shop\/web:1 +inconclusive +throttled \(cause service\) +shop$/);
    expect(rest).toEqual(['', `${ECR}/shop/web:1: slow down`, '']);
  });

  it('fits a terminal of 80 columns, with the kinds of verdicts in colour', () => {
    const paint = (colour: string | undefined, text: string): string =>
      colour === undefined ? text : `<${colour}>${text}`;
    const verdicts = [
      verified(aTrusted()),
      verified(untrusted('unsigned', '')),
      verified(serviceFailed('throttled', '')),
    ];
    const table = renderTable(verdicts.map(toJsonVerdict), { width: 80, paint });
    expect(table.match(/<.*?> ?\w+/g)).toEqual(['<green>trusted', '<red>untrusted', '<yellow>inconclusive']);
    const lines = renderTable(verdicts.map(toJsonVerdict), { width: 80 }).split('\n');
    expect(Math.max(...lines.map((line) => line.length))).toBeLessThanOrEqual(80);
  });

  it('has a sentence for each image that is not trusted, wrapped to the width of the terminal', () => {
    const detail =
      'the repository shop/web has no image with the tag 9 (ecr:BatchGetImage: ImageNotFound: no such image)';
    const table = renderTable(
      [verified(aTrusted()), verified(imageUnprovable('image-not-found', detail))].map(toJsonVerdict),
      {
        width: 80,
      },
    );
    const sentences = table.slice(table.indexOf('\n\n') + 2);
    expect(sentences.replaceAll('\n', ' ')).toBe(`${ECR}/shop/web:1: ${detail} `);
    expect(Math.max(...sentences.split('\n').map((line) => line.length))).toBeLessThanOrEqual(80);
  });

  it('is only the table when all images are trusted', () => {
    expect(renderTable([verified(aTrusted())].map(toJsonVerdict)).split('\n')).toHaveLength(3);
  });

  it('is, for programs, in the words of the verdict event', () => {
    expect(toJsonVerdict(verified(untrusted('revoked', 'the job was revoked')))).toEqual({
      image: `${ECR}/shop/web:1`,
      repository: `${ECR}/shop/web`,
      digest: digestOf('a'),
      verdict: 'untrusted',
      reason: 'revoked',
      cause: null,
      policy: 'shop',
      detail: 'the job was revoked',
    });
  });

  it('explains the way: rule, signers, each run with its end and words, and the verdict', () => {
    const run = {
      args: ['verify', '--', 'x@y'],
      result: { kind: 'exited', status: 1, stdout: '', stderr: 'Error: no signature\n', cut: false },
    } as const;
    const text = renderExplanation(verified(untrusted('unsigned', 'no signature')), [run], {
      sha256: 'f'.repeat(64),
    });
    expect(text.split('\n')).toEqual([
      `${ECR}/shop/web:1`,
      `  repository      ${ECR}/shop/web`,
      `  digest          ${digestOf('a')}`,
      `  trust document  ${'f'.repeat(64)}`,
      '  policy          shop',
      '    trusts        arn:aws:signer:eu-west-1:111122223333:/signing-profiles/release',
      '  notation verify -- x@y',
      '    exit status 1',
      '    | Error: no signature',
      '  verdict         untrusted (unsigned)',
      '  because         no signature',
      '',
    ]);
  });
});
