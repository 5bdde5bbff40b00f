import {
  countOf,
  formatCount,
  formatDay,
  formatDuration,
  formatInstant,
  formatShare,
  formatTimeLeft,
  profileName,
  shortDigest,
  splitImage,
} from '../../../../adapters/report-page/data/format';

const NOON = Date.parse('2026-11-26T12:05:00.000Z');
const DAY_MS = 86_400_000;

describe('format', () => {
  it.each([
    ['a count', formatCount(10_000), '10,000'],
    ['no tasks', countOf(0, 'task'), '0 tasks'],
    ['one task', countOf(1, 'task'), '1 task'],
    ['an instant', formatInstant(NOON), '26 Nov 2026, 12:05 UTC'],
    ['midnight', formatInstant(Date.parse('2026-01-01T00:00:00Z')), '1 Jan 2026, 00:00 UTC'],
    ['a day', formatDay(NOON), '26 Nov 2026'],
    ['milliseconds', formatDuration(850), '850 ms'],
    ['seconds', formatDuration(59_400), '59 s'],
    ['minutes', formatDuration(185_000), '3 min 5 s'],
    ['a share', formatShare(1, 3), '33 %'],
    ['a share that is nearly all', formatShare(9_999, 10_000), '99 %'],
    ['a share that is nearly nothing', formatShare(1, 10_000), '< 1 %'],
    ['nothing of something', formatShare(0, 5), '0 %'],
    ['all', formatShare(5, 5), '100 %'],
    ['a share of nothing', formatShare(0, 0), '–'],
    ['days left', formatTimeLeft(NOON + 2.9 * DAY_MS, NOON), '2 days left'],
    ['one day left', formatTimeLeft(NOON + DAY_MS, NOON), '1 day left'],
    ['hours left', formatTimeLeft(NOON + 1, NOON), 'less than a day left'],
    ['no time left', formatTimeLeft(NOON, NOON), 'ended'],
    ['a digest', shortDigest(`sha256:${'0123456789abcdef'.repeat(4)}`), 'sha256:0123456789ab'],
    ['a profile', profileName('arn:aws:signer:eu-west-1:111122223333:/signing-profiles/release/a1B2c3D4e5'), 'release'],
    ['a signer that is not a profile', profileName('somebody'), 'somebody'],
  ])('writes %s', (_what, written, expected) => {
    expect(written).toBe(expected);
  });

  it.each([
    ['registry.example/team/app:1', 'registry.example/', 'team/app:1'],
    ['localhost:5000/app', 'localhost:5000/', 'app'],
    ['team/app:1', '', 'team/app:1'],
    ['app:1', '', 'app:1'],
  ])('splits the image %s', (image, host, path) => {
    expect(splitImage(image)).toEqual({ host, path });
  });
});
