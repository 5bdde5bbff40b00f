import { ownValue } from '../report/difference';
import type { Mark } from '../report/mark';
import type { ResourceChange } from './read-plan';

/** Something that is destroyed, for good or for a new one, and does not come back with what it holds. */
export interface Loss {
  readonly mark: Mark;
  readonly address: string;
  readonly type: string;
  readonly name: string;
  readonly how: 'destroyed' | 'replaced';
  /** What is lost with it. */
  readonly consequence: string;
}

const CONSEQUENCES: Readonly<Record<string, { readonly nameIn: string; readonly consequence: string }>> = {
  aws_ecr_repository: { nameIn: 'name', consequence: 'its images and their signatures are gone' },
  aws_s3_bucket: { nameIn: 'bucket', consequence: 'its objects are gone, with all versions' },
  aws_dynamodb_table: {
    nameIn: 'name',
    consequence: 'what was announced, and how many stops were spent, is forgotten: it may be announced again',
  },
  aws_sqs_queue: {
    nameIn: 'name',
    consequence: 'the messages in it are gone: tasks that started meanwhile are not judged',
  },
  aws_cloudwatch_log_group: { nameIn: 'name', consequence: 'its logs are gone' },
  aws_kms_key: { nameIn: 'description', consequence: 'what is encrypted with it can never be read again' },
  aws_signer_signing_profile: {
    nameIn: 'name',
    consequence: 'AWS cancels it: nothing can be signed with it any more, and its name never comes back',
  },
};

/** What a change takes away that holds data or cannot come back; undefined where it takes nothing. */
export const lossIn = ({ kind, type, address, before }: ResourceChange): Loss | undefined => {
  const known = ownValue(CONSEQUENCES, type);
  if (known === undefined || !(kind === 'delete' || kind === 'replace')) return undefined;
  const name: unknown = before?.[known.nameIn];
  return {
    mark: 'loses-data',
    address,
    type,
    name: typeof name === 'string' ? name : address,
    how: kind === 'delete' ? 'destroyed' : 'replaced',
    consequence: known.consequence,
  };
};
