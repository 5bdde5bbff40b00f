const NUMBER = new Intl.NumberFormat('en-GB');
const TIME = new Intl.DateTimeFormat('en-GB', {
  timeZone: 'UTC',
  day: 'numeric',
  month: 'short',
  year: 'numeric',
  hour: '2-digit',
  minute: '2-digit',
  hourCycle: 'h23',
});
const DAY_MS = 86_400_000;

/** A number with separators of thousands, such as 10,000. */
export const formatCount = (count: number): string => NUMBER.format(count);

/** A number of things, such as "1 task" and "3 tasks". */
export const countOf = (count: number, noun: string): string =>
  `${formatCount(count)} ${noun}${count === 1 ? '' : 's'}`;

/** An instant in UTC to the minute, such as "26 Nov 2026, 12:00 UTC"; `at` in milliseconds since the epoch. */
export const formatInstant = (at: number): string => `${TIME.format(at)} UTC`;

const DAY = new Intl.DateTimeFormat('en-GB', { timeZone: 'UTC', day: 'numeric', month: 'short', year: 'numeric' });

/** The day of an instant in UTC, such as "26 Nov 2026"; `at` in milliseconds since the epoch. */
export const formatDay = (at: number): string => DAY.format(at);

/** How long something took, such as "850 ms", "12 s" or "3 min 5 s". */
export const formatDuration = (milliseconds: number): string => {
  if (milliseconds < 1_000) return `${milliseconds} ms`;
  const seconds = Math.round(milliseconds / 1_000);
  if (seconds < 60) return `${seconds} s`;
  return `${Math.floor(seconds / 60)} min ${seconds % 60} s`;
};

/** How much time is left until an instant, in whole days; both in milliseconds since the epoch. */
export const formatTimeLeft = (until: number, now: number): string => {
  if (until <= now) return 'ended';
  const days = Math.floor((until - now) / DAY_MS);
  return days === 0 ? 'less than a day left' : `${countOf(days, 'day')} left`;
};

/** A share of a whole in per cent, rounded down, so that 100 % means all of it; "–" without a whole. */
export const formatShare = (part: number, whole: number): string => {
  if (whole === 0) return '–';
  const percent = Math.floor((part / whole) * 100);
  return part > 0 && percent === 0 ? '< 1 %' : `${percent} %`;
};

/** The first 12 digits of a digest, such as sha256:0123456789ab. */
export const shortDigest = (digest: string): string => digest.slice(0, 'sha256:'.length + 12);

/** An image reference in two parts: the registry's host with its slash, or "" without one, and the rest. */
export const splitImage = (image: string): { readonly host: string; readonly path: string } => {
  const slash = image.indexOf('/') + 1;
  const host = image.slice(0, slash);
  return /[.:]/.test(host) ? { host, path: image.slice(slash) } : { host: '', path: image };
};

const PROFILE = /\/signing-profiles\/([^/]+)/;

/** The name of a signing profile, or the whole text where it is not the ARN of one. */
export const profileName = (signer: string): string => PROFILE.exec(signer)?.[1] ?? signer;
