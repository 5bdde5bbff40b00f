import { complaintsAbout } from '../../support/deployment/deployment';

const exemption = { repositories: ['docker.io/library/nginx'], reason: 'mirrored next week', until: '2027-01-31' };
const withExemption = (fields: object) => ({ exemptions: { vendor: { ...exemption, ...fields } } });

const UNTIL = 'an existing date YYYY-MM-DD, or an instant YYYY-MM-DDThh:mm:ssZ in UTC';
const LITERAL = 'literal text without ${ or %{, which Terraform would evaluate';

describe('an exemption in the deployment file', () => {
  it.each<[string, Record<string, unknown>, string]>([
    [
      'an exemption without reason',
      withExemption({ reason: undefined }),
      'exemptions.vendor.reason: expected a reason of at least 10 characters, found nothing',
    ],
    [
      'a reason of blanks',
      withExemption({ reason: ' '.repeat(20) }),
      `exemptions.vendor.reason: expected a reason of at least 10 characters, found "${' '.repeat(20)}"`,
    ],
    [
      'a reason of two letters with blanks between them',
      withExemption({ reason: `a${' '.repeat(20)}b` }),
      `exemptions.vendor.reason: expected a reason of at least 10 characters, found "a${' '.repeat(20)}b"`,
    ],
    [
      'a reason of characters that show nothing',
      withExemption({ reason: '\u200B'.repeat(20) }),
      `exemptions.vendor.reason: expected a reason of at least 10 characters, found "${'\u200B'.repeat(20)}"`,
    ],
    [
      'an exemption without end',
      withExemption({ until: undefined }),
      `exemptions.vendor.until: expected ${UNTIL}, found nothing`,
    ],
    [
      'a day that does not exist',
      withExemption({ until: '2026-02-30' }),
      `exemptions.vendor.until: expected ${UNTIL}, found "2026-02-30"`,
    ],
    [
      'an instant without zone',
      withExemption({ until: '2026-02-03T04:05:06' }),
      `exemptions.vendor.until: expected ${UNTIL}, found "2026-02-03T04:05:06"`,
    ],
    [
      "an exemption with a built-in rule's name",
      { exemptions: { 'aws-managed-sidecar': exemption } },
      'exemptions.aws-managed-sidecar: expected a name other than aws-managed-sidecar and unmatched, which are built-in rules, found "aws-managed-sidecar"',
    ],
    [
      'an expression in a reason',
      withExemption({ reason: 'see %{ if true }this' }),
      `exemptions.vendor.reason: expected ${LITERAL}, found "see %{ if true }this"`,
    ],
  ])('is refused: %s', (_what, overrides, line) => {
    expect(complaintsAbout(overrides)).toEqual(['deployments/dev.json: 1 problem', `  ${line}`]);
  });

  it.each(['2028-02-29', '9999-12-31', '2027-01-31T10:00:00Z', '2027-01-31T10:00:00.5Z'])(
    'is accepted: the end %s',
    (until) => {
      expect(complaintsAbout(withExemption({ until }))).toEqual([]);
    },
  );
});
