import {
  reconcileFindings,
  REFRESH_AFTER_MS,
  type ActiveFinding,
  type ReportedSubject,
  type ReportedSubjects,
} from '../../../verification';
import { CLUSTER, MINUTE, NOW } from '../../support/domain/domain';

const aSubject = (overrides: Partial<ReportedSubject> = {}): ReportedSubject => ({
  id: 'web/a',
  place: 'web',
  verdict: 'untrusted',
  reason: 'unsigned',
  verifiedAt: NOW + MINUTE,
  ...overrides,
});
const aFinding = (overrides: Partial<ActiveFinding> = {}): ActiveFinding => ({
  id: 'web/a',
  place: 'web',
  cluster: CLUSTER,
  reason: 'unsigned',
  updatedAt: NOW - MINUTE,
  ...overrides,
});
const aReported = (subjects: readonly ReportedSubject[], overrides: Partial<ReportedSubjects> = {}) => ({
  startedAt: NOW,
  subjects,
  clustersNotRead: new Set<string>(),
  ...overrides,
});
const good = aSubject({ verdict: 'trusted', reason: null });
const notCovered = aSubject({ verdict: 'inconclusive', reason: null });

describe('reconcileFindings', () => {
  it.each<[string, ReportedSubject, readonly ActiveFinding[], readonly string[]]>([
    ['imports an untrusted image that has no finding', aSubject(), [], ['web/a']],
    ['leaves a finding of today as it is', aSubject(), [aFinding()], []],
    ['imports it again when the reason is another', aSubject({ reason: 'revoked' }), [aFinding()], ['web/a']],
    [
      'imports it again after a day, since Security Hub deletes old findings',
      aSubject(),
      [aFinding({ updatedAt: NOW + MINUTE - REFRESH_AFTER_MS })],
      ['web/a'],
    ],
    [
      'leaves a finding that is newer than the verdict of the report',
      aSubject({ reason: 'revoked' }),
      [aFinding({ updatedAt: NOW + MINUTE })],
      [],
    ],
    ['imports nothing for a trusted image', good, [], []],
    ['imports nothing for an image that is not covered', notCovered, [], []],
  ])('%s', (_what, subject, findings, expected) => {
    expect([...reconcileFindings(aReported([subject]), findings).imported]).toEqual(expected);
  });

  it.each<[string, readonly ReportedSubject[], Partial<ActiveFinding>, Partial<ReportedSubjects>, boolean]>([
    ['archives when the image is trusted now', [good], {}, {}, true],
    ['archives when the image is exempt now', [aSubject({ verdict: 'exempt', reason: null })], {}, {}, true],
    ['archives when nothing runs the image any more', [], {}, {}, true],
    ['archives when the container runs another image', [aSubject({ id: 'web/b' })], {}, {}, true],
    ['keeps a finding whose image is still untrusted', [aSubject()], {}, {}, false],
    ['keeps it when one task of several still has it', [good, aSubject()], {}, {}, false],
    ['keeps it when the image is not covered', [notCovered], {}, {}, false],
    ['keeps it when an image of the same container is not covered', [{ ...notCovered, id: 'web/b' }], {}, {}, false],
    ['archives when another container is not covered', [{ ...notCovered, id: 'db/b', place: 'db' }], {}, {}, true],
    ['keeps it when its cluster could not be read', [], {}, { clustersNotRead: new Set([CLUSTER]) }, false],
    ['keeps it when it is newer than the report', [], { updatedAt: NOW }, {}, false],
  ])('%s', (_what, subjects, finding, report, isArchived) => {
    const { archived } = reconcileFindings(aReported(subjects, report), [aFinding(finding)]);
    expect([...archived]).toEqual(isArchived ? ['web/a'] : []);
  });
});
