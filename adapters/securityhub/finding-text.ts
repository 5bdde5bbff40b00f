import { shorten } from '../../verification';
import { oneLine } from '../responders/topic-message';

/** The most characters of the fields of a finding. https://docs.aws.amazon.com/securityhub/1.0/APIReference/API_AwsSecurityFinding.html */
export const LIMITS = {
  id: 512,
  title: 256,
  description: 1_024,
  remediation: 512,
  productField: 2_048,
  /** The API does not state a limit for the texts of a resource's details. */
  resourceDetail: 512,
} as const;

const UNKNOWN = 'unknown';

// Half of a surrogate pair is no character that can be sent.
const wellFormed = (text: string): string => Buffer.from(text, 'utf8').toString('utf8');

/**
 * A text of task authors or pushers as Security Hub accepts it: on one line, well-formed, not empty and at most that many
 * characters.
 */
export const findingText = (text: string | null, limit: number): string => {
  const clean = oneLine(wellFormed(shorten(oneLine(text ?? UNKNOWN).trim(), limit)));
  return clean === '' ? UNKNOWN : clean;
};
