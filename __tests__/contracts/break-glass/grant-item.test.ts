import { MAX_REASON_LENGTH, parseGrantItem, toGrantItem } from '../../../contracts/break-glass/grant-item';
import { InvalidInputError } from '../../../contracts/schema/invalid-input';
import { aGrant, aRepositoryGrant } from '../../support/domain/fake-grants';

const item = (overrides: object = {}): object => ({ ...toGrantItem(aGrant()), ...overrides });
const problemsOf = (input: unknown): readonly string[] => {
  try {
    parseGrantItem(input);
  } catch (error) {
    if (!(error instanceof InvalidInputError)) throw error;
    return error.problems.map(({ path, expected }) => `${path}: ${expected}`);
  }
  return [];
};

describe('the item of a grant', () => {
  it.each([
    ['an image', aGrant()],
    ['a repository', aRepositoryGrant()],
    ['a revoked grant', aGrant({ revokedAt: 1 })],
  ])('is read as it was written: %s', (_what, grant) => {
    expect(parseGrantItem(toGrantItem(grant))).toEqual(grant);
  });

  it('has the attributes that the table and its time to live need', () => {
    const grant = aGrant({ until: Date.parse('2026-03-01T15:00:00.001Z') });
    expect(toGrantItem(grant)).toEqual({
      cluster: grant.clusterArn,
      id: grant.id,
      kind: 'image',
      subject: expect.stringMatching(/@sha256:/),
      reason: grant.reason,
      grantedBy: grant.grantedBy,
      grantedAt: grant.grantedAt,
      until: grant.until,
      expires: Date.parse('2026-03-31T15:00:01Z') / 1000,
    });
  });

  it('may have attributes of a later version, which are ignored', () => {
    expect(parseGrantItem(item({ ticket: 'INC-42', clusters: ['*'] }))).toEqual(aGrant());
  });

  it.each<[string, object, string]>([
    ['no cluster', { cluster: undefined }, 'cluster: a string'],
    ['a star instead of a cluster', { cluster: '*' }, 'cluster: the ARN of an ECS cluster'],
    ['another kind', { kind: 'all' }, 'kind: one of "image", "repository"'],
    [
      'a star for everything',
      { kind: 'repository', subject: '*' },
      'subject: one repository with its registry, without tag, digest or star',
    ],
    ['a short reason', { reason: 'x' }, 'reason: a reason of at least 10 characters'],
    [
      'a long reason',
      { reason: 'x'.repeat(MAX_REASON_LENGTH + 1) },
      `reason: a reason of at most ${MAX_REASON_LENGTH} characters`,
    ],
    ['an id of another form', { id: 'x#y' }, 'id: the id of a grant, 12 hexadecimal digits'],
    ['no caller', { grantedBy: '' }, 'grantedBy: the ARN of an AWS identity, of at most 2,048 characters'],
    [
      'a fraction of a millisecond',
      { until: 1.5 },
      'until: an instant in milliseconds since the epoch, before the year 10000',
    ],
    [
      'a year that no date has',
      { until: 8.64e15 },
      'until: an instant in milliseconds since the epoch, before the year 10000',
    ],
    [
      'no number',
      { grantedAt: '2026-03-01' },
      'grantedAt: an instant in milliseconds since the epoch, before the year 10000',
    ],
    [
      'a time before 1970',
      { revokedAt: -1 },
      'revokedAt: an instant in milliseconds since the epoch, before the year 10000',
    ],
  ])('is refused with %s', (_what, overrides, problem) => {
    expect(problemsOf(item(overrides))).toEqual([problem]);
  });

  it('is refused with every problem at once', () => {
    expect(problemsOf(item({ subject: '*', reason: 'x', until: null, cluster: 1 }))).toHaveLength(4);
  });
});
