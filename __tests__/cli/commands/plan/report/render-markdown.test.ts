import fc from 'fast-check';
import { reportOn } from '../../../../../cli/commands/plan/plan-report';
import { MOST_CHARACTERS, renderMarkdown } from '../../../../../cli/commands/plan/report/render-markdown';
import type { Planned } from '../../../../../cli/commands/plan/resources/stack-summary';
import { aChange, aDocument, aDocumentChange, anExemption, aPlanned, RECORDED, summaryOf } from '../a-plan';

const markdown = (planned: readonly Planned[]): string => renderMarkdown(reportOn(summaryOf(planned)), 'dev');

const folds = (report: string): readonly (number | undefined)[] => [
  report.match(/<details>/g)?.length,
  report.match(/<\/details>/g)?.length,
];

const failing = (message: string): Planned => ({
  part: 'signing',
  stack: 'dev-signing',
  kind: 'failed',
  code: 'failed',
  message,
});

describe('a report as Markdown', () => {
  it('begins with the marker of its comment, then with what to review', () => {
    expect(markdown(RECORDED).split('\n').slice(0, 6)).toEqual([
      '<!-- image-trust plan: dev -->',
      '### image-trust plan of dev',
      '',
      '**12 to add, 2 to change, 4 to replace, 2 to destroy.**',
      '',
      '**Review carefully: trust broadened (3), enforcement weakened (1), can stop more tasks or deployments (2), cannot be undone (3).**',
    ]);
  });

  it('marks what broadens trust, and formats names as code', () => {
    expect(markdown(RECORDED)).toContain('\n- ⚠️ **trust broadened**: policy `shop`: now covers `123456789012.dkr');
  });

  it('folds long lists without alerts, but nothing about trust', () => {
    const report = markdown(RECORDED);
    expect(report).toContain(
      '<details><summary>dev-verifier: 8 to add, 2 to change, 3 to replace (15)</summary>\n\n- added',
    );
    expect(report.indexOf('#### Trust')).toBeLessThan(report.indexOf('<details>'));
    const [opened, closed] = folds(report);
    expect(closed).toBe(opened);
  });

  it('shows a broad permission outside the fold', () => {
    const grant = (Action: string) => JSON.stringify({ Statement: [{ Effect: 'Allow', Action, Resource: 'arn:1' }] });
    const roles = ['a:B', 'a:C', 'a:D', 'a:E', 'a:F', 'a:G', 'a:H', 'a:I', 's3:*'].map((action, index) =>
      aChange({
        type: 'aws_iam_role_policy',
        address: `r${index}`,
        before: undefined,
        after: { role: 'r', policy: grant(action) },
      }),
    );
    expect(markdown([aPlanned('signing', roles)])).toMatch(
      /#### Permissions\n\n- ⚠️ \*\*broad permission\*\*: `policy of role r` now allows `s3:\*`.*\n\n+<details><summary>Permissions: 8 more<\/summary>/,
    );
  });

  it('lists in its own fold what is too long for a line', () => {
    const repositories = Array.from({ length: 9 }, (_, index) => `docker.io/team/app${index}`);
    const wide = aDocument({ policies: { web: { repositories, signers: aDocument().policies['web']?.signers } } });
    const report = markdown([aPlanned('verifier', [aDocumentChange(aDocument(), wide)])]);
    expect(report).toContain('now covers 9 repository patterns');
    expect(report).toContain('  <details><summary>show all</summary>\n\n  - `docker.io/team/app0`\n');
  });

  it.each([
    ['`', '`` ` ``'],
    ['a``b`c', '```a``b`c```'],
    [' both ', '`  both  `'],
  ])('formats %j as code that it cannot end', (reason, written) => {
    expect(markdown([failing(reason)])).toContain(`**not planned**: ${written}\n`);
  });

  it('keeps every value from outside inside code, whatever it contains', () => {
    const hostile = fc.array(
      fc.constantFrom(
        '`',
        '``',
        '\n',
        '\n\n',
        '</details>',
        '<!--',
        '-->',
        '@everyone',
        '[x](http://x)',
        '# ',
        '\\',
        '|',
        '\u2028',
        ' ',
        'a',
      ),
      { maxLength: 30 },
    );
    fc.assert(
      fc.property(hostile, (parts) => {
        const line =
          markdown([failing(parts.join('').replaceAll('\n', '\r'))])
            .split('\n')
            .find((each) => each.includes('**not planned**')) ?? '';
        const [, fence = '', inside = ''] = /^- ⚠️ \*\*not planned\*\*: (`+)(.*)\1$/.exec(line) ?? [];
        expect(fence).not.toBe('');
        // A run of as many backticks would end the span.
        expect(inside.match(/`+/g) ?? []).not.toContain(fence);
        expect(inside).not.toMatch(/^`|`$/);
      }),
    );
  });

  const many = (count: number, type: string) =>
    Array.from({ length: count }, (_, index) =>
      aChange({
        type,
        kind: 'delete',
        address: `${type}.a-rather-long-name-of-a-resource-${index}`,
        before: { name: `n${index}` },
      }),
    );

  it('fits into one comment, closes every fold, and counts what it left out', () => {
    const report = markdown([aPlanned('signing', many(500, 'aws_ecr_repository'))]);
    expect(report.length).toBeLessThan(MOST_CHARACTERS);
    expect(report).toMatch(
      /\n\d+ lines did not fit into this comment; npx image-trust plan --deployment dev prints them all\.\n$/,
    );
    const [opened, closed] = folds(report);
    expect(closed).toBe(opened);
  });

  it('does not let a long list displace what cannot be undone', () => {
    const report = markdown([
      aPlanned('signing', many(3_000, 'aws_iam_user')),
      aPlanned('verifier', many(1, 'aws_sqs_queue')),
    ]);
    expect(report).toContain('`n0` is destroyed');
    expect(report).toContain('dev-verifier: 1 to destroy');
  });

  it('shortens an overlong value', () => {
    const change = aDocumentChange(aDocument(), aDocument(anExemption(`because ${'x'.repeat(5_000)}`)));
    expect(markdown([aPlanned('verifier', [change])])).toContain('… (5008 characters)`');
  });
});
