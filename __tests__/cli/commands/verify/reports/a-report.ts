import type { Report } from '../../../../../cli/commands/verify/reports/report';
import type { VerifiedSubject } from '../../../../../cli/commands/verify/verify-images';
import { aContainer, anImage, aPolicy, aTrusted, ECR } from '../../../../support/domain/domain';

/** A trusted image that the command line names. */
export const aSubject = (overrides: Partial<VerifiedSubject> = {}): VerifiedSubject => ({
  container: aContainer({ image: `${ECR}/shop/web:1`, imageDigest: null }),
  image: anImage(),
  policy: aPolicy(),
  verdict: aTrusted(),
  examined: [],
  source: null,
  file: null,
  running: null,
  provisional: true,
  ...overrides,
});

/** A report on one trusted image. */
export const aReport = (overrides: Partial<Report> = {}): Report => ({
  verified: [aSubject()],
  withoutImage: [],
  failure: null,
  ...overrides,
});

/** A text that would leave its place in XML, JSON and a terminal. */
export const HOSTILE = `</failure>"'&<x a="]]>\u0000\u001B[2K\uFFFE\uD800\u202E\n`;
