import { MOST_BYTES, renderVerdictMarkdown } from '../../../../../cli/commands/verify/reports/markdown';
import { UNTRUSTED_CATALOGUE } from '../../../../../verification';
import { aContainer, anUnprovable, anUntrusted, ECR } from '../../../../support/domain/domain';
import { aReport, aSubject, HOSTILE } from './a-report';

const WEB = `${ECR}/shop/web:1`;
const exempt = { kind: 'exempt' as const, rule: 'legacy', detail: 'an old image' };

describe('renderVerdictMarkdown', () => {
  it('shows what is wrong first, what to do once for each reason, and folds what is fine', () => {
    const verified = [
      aSubject(),
      aSubject({ verdict: anUnprovable() }),
      aSubject({ verdict: anUntrusted('revoked', 'job 1'), source: 'td.json: web', file: 'td.json' }),
      aSubject({ verdict: anUntrusted('revoked', 'job 2') }),
      aSubject({ verdict: exempt }),
    ];
    const text = renderVerdictMarkdown(aReport({ verified }));
    const { meaning, remediation } = UNTRUSTED_CATALOGUE.revoked;
    expect(text).toContain('**2 untrusted, 1 inconclusive, 1 exempt, 1 trusted**');
    expect(text.match(/^\| (?:un|in|ex|tr)\w+/gm)).toEqual([
      '| untrusted',
      '| untrusted',
      '| inconclusive',
      '| exempt',
      '| trusted',
    ]);
    expect(text).toContain(`| untrusted | \`${WEB}\` | \`revoked\` | \`shop\` | \`td.json: web\` |`);
    expect(text.split(`- \`revoked\`: ${meaning}. ${remediation}.`)).toHaveLength(2);
    expect(text).toContain(`- \`${WEB}\`: \`job 1\``);
    expect(text).toContain('<details><summary>Trusted or exempt (2)</summary>');
  });

  it('has no empty section', () => {
    const text = renderVerdictMarkdown(aReport());
    expect(text).not.toMatch(/What to do|Details|Nothing to verify|Why no image/);
    expect(text).toContain('**1 trusted**');
  });

  it('says why there are no verdicts', () => {
    const text = renderVerdictMarkdown(aReport({ verified: [], failure: 'something is not installed\n  notation' }));
    expect(text).toContain('**No image was verified**');
    expect(text).toContain('- `something is not installed`\n- `notation`');
  });

  it('says what names no image', () => {
    const withoutImage = [{ source: 'compose.yaml: services.web', file: 'compose.yaml', reason: 'it is only built' }];
    const text = renderVerdictMarkdown(aReport({ verified: [], withoutImage }));
    expect(text).toContain('**Nothing names an image, so nothing was verified**');
    expect(text).toContain('- `compose.yaml: services.web`: `it is only built`');
  });

  it('shows hostile text of every kind as text', () => {
    const hostile = `${HOSTILE}|\\|\`\`@octocat [x](https://example.com) ![y](z) ::error::`;
    const container = aContainer({ image: hostile, imageDigest: null });
    const verified = [aSubject({ container, source: hostile, verdict: anUntrusted('revoked', hostile) })];
    const withoutImage = [{ source: hostile, file: 'f', reason: hostile }];
    const text = renderVerdictMarkdown(aReport({ verified, withoutImage, failure: hostile }));
    const withoutCode = text
      .replace(/(`+)(?!`)[^\n]*?[^`]\1(?!`)/g, '')
      .replace(/<code>[A-Za-z0-9 /&#;-]*<\/code>/g, '');
    expect(withoutCode).not.toMatch(/octocat|example|failure>|::error/);
    expect(text.match(/^\| untrusted.*$/gm)?.[0]?.split('|')).toHaveLength(7);
  });

  it('fits into the summary of a job, whatever the number of images, and counts what did not fit', () => {
    const detail = '–'.repeat(1_000);
    const many = Array.from({ length: 3_000 }, () => aSubject({ verdict: anUntrusted('revoked', detail) }));
    const text = renderVerdictMarkdown(aReport({ verified: [...many, aSubject()] }));
    expect(Buffer.byteLength(text)).toBeLessThanOrEqual(MOST_BYTES);
    expect(Buffer.byteLength(text)).toBeGreaterThan(MOST_BYTES - 4_000);
    expect(text).toMatch(/\n[0-9]+ lines did not fit; the JSON output has every verdict\.\n$/);
    expect(text.match(/<details>/g)).toHaveLength((text.match(/<\/details>/g) ?? []).length);
  });
});
