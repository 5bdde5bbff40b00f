import fc from 'fast-check';
import { reportOn } from '../../../../../cli/commands/plan/report/report';
import { MOST_CHARACTERS, renderMarkdown } from '../../../../../cli/commands/plan/report/render-markdown';
import type { Planned } from '../../../../../cli/commands/plan/report/summary';
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
  it('begins with what its comment is found by, then with what to look at', () => {
    expect(markdown(RECORDED).split('\n').slice(0, 6)).toEqual([
      '<!-- image-trust plan: dev -->',
      '### image-trust plan of dev',
      '',
      '**12 to add, 2 to change, 4 to replace, 2 to destroy.**',
      '',
      '**Look at: widens trust (3), weakens enforcement (1), can stop more tasks (2), cannot be undone (3).**',
    ]);
  });

  it('marks what widens trust, and writes names as code', () => {
    expect(markdown(RECORDED)).toContain('\n- ⚠️ **widens trust**: policy `shop`: now covers `123456789012.dkr');
  });

  it('folds what is long and calm, and nothing about trust', () => {
    const report = markdown(RECORDED);
    expect(report).toContain(
      '<details><summary>dev-verifier: 8 to add, 2 to change, 3 to replace (15)</summary>\n\n- added',
    );
    expect(report.indexOf('#### Trust')).toBeLessThan(report.indexOf('<details>'));
    const [opened, closed] = folds(report);
    expect(closed).toBe(opened);
  });

  it('shows a broad permission in front of the fold', () => {
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
      /#### Permissions\n\n- ⚠️ \*\*broad permission\*\*: `role r` gains: may `s3:\*`.*\n\n+<details><summary>Permissions, the other 8<\/summary>/,
    );
  });

  it('lists what is too long for a line in a fold of its own', () => {
    const repositories = Array.from({ length: 9 }, (_, index) => `docker.io/team/app${index}`);
    const wide = aDocument({ policies: { web: { repositories, signers: aDocument().policies['web']?.signers } } });
    const report = markdown([aPlanned('verifier', [aDocumentChange(aDocument(), wide)])]);
    expect(report).toContain('now covers 9 repository patterns');
    expect(report).toContain('  <details><summary>all of them</summary>\n\n  - `docker.io/team/app0`\n');
  });

  it.each([
    ['`', '`` ` ``'],
    ['a``b`c', '```a``b`c```'],
    [' both ', '`  both  `'],
  ])('writes %j as code that it cannot end', (reason, written) => {
    expect(markdown([failing(reason)])).toContain(`**not planned**: ${written}\n`);
  });

  it('leaves no text of others outside code, whatever it holds', () => {
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

  it('stays within one comment, closes what it opened, and counts what it left out', () => {
    const report = markdown([aPlanned('signing', many(500, 'aws_ecr_repository'))]);
    expect(report.length).toBeLessThan(MOST_CHARACTERS);
    expect(report).toMatch(
      /\nA comment holds no more: \d+ more lines are left out; image-trust plan --deployment dev prints all\.\n$/,
    );
    const [opened, closed] = folds(report);
    expect(closed).toBe(opened);
  });

  it('lets no long list push out what cannot be undone', () => {
    const report = markdown([
      aPlanned('signing', many(3_000, 'aws_iam_user')),
      aPlanned('verifier', many(1, 'aws_sqs_queue')),
    ]);
    expect(report).toContain('`n0` is destroyed');
    expect(report).toContain('dev-verifier: 1 to destroy');
  });

  it('cuts a value that is longer than anybody reads', () => {
    const change = aDocumentChange(aDocument(), aDocument(anExemption(`because ${'x'.repeat(5_000)}`)));
    expect(markdown([aPlanned('verifier', [change])])).toContain('… (5008 characters)`');
  });
});
