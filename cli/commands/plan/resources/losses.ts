import { ownValue } from '../report/difference';
import type { Mark } from '../report/mark';
import type { ResourceChange } from './read-plan';

/** A resource that is destroyed or replaced, and whose contents are lost with it. */
export interface Loss {
  readonly mark: Mark;
  readonly address: string;
  readonly type: string;
  readonly name: string;
  readonly how: 'destroyed' | 'replaced';
  /** What is lost. */
  readonly consequence: string;
}

const CONSEQUENCES: Readonly<Record<string, { readonly nameIn: string; readonly consequence: string }>> = {
  aws_ecr_repository: { nameIn: 'name', consequence: 'its images and their signatures are lost' },
  aws_s3_bucket: { nameIn: 'bucket', consequence: 'its objects are lost, with all versions' },
  aws_dynamodb_table: {
    nameIn: 'name',
    consequence: 'the record of what was announced and of the stops spent is lost: verdicts may be announced again',
  },
  aws_sqs_queue: {
    nameIn: 'name',
    consequence: 'the messages in it are lost, so the tasks that they report are not verified',
  },
  aws_cloudwatch_log_group: { nameIn: 'name', consequence: 'its logs are lost' },
  aws_kms_key: { nameIn: 'description', consequence: 'what is encrypted with it can never be decrypted again' },
  aws_signer_signing_profile: {
    nameIn: 'name',
    consequence: 'AWS cancels it: nothing more can be signed with it, and its name can never be used again',
  },
};

const GRANTS_LOST = 'every break-glass grant is lost and ends at once; what was announced about them stays in the logs';

/** The table of grants is the only one with a range key. */
const consequenceOf = ({ type, before }: ResourceChange, usual: string): string =>
  type === 'aws_dynamodb_table' && before?.['range_key'] === 'id' ? GRANTS_LOST : usual;

const nameOf = ({ address, before }: ResourceChange, attribute: string): string => {
  const name: unknown = before?.[attribute];
  return typeof name === 'string' ? name : address;
};

/** What a change destroys beyond recovery; undefined when it destroys nothing of that kind. */
export const lossIn = (change: ResourceChange): Loss | undefined => {
  const { kind, type, address } = change;
  const known = ownValue(CONSEQUENCES, type);
  if (known === undefined || !(kind === 'delete' || kind === 'replace')) return undefined;
  return {
    mark: 'loses-data',
    address,
    type,
    name: nameOf(change, known.nameIn),
    how: kind === 'delete' ? 'destroyed' : 'replaced',
    consequence: consequenceOf(change, known.consequence),
  };
};

/** A resource that stays in AWS with its contents, and that Terraform no longer manages. */
export type Kept = Pick<Loss, 'address' | 'type' | 'name'>;

/** What a change would have destroyed beyond recovery, if it did not keep it; undefined for every other change. */
export const keptIn = (change: ResourceChange): Kept | undefined => {
  const { kind, type, address } = change;
  const known = ownValue(CONSEQUENCES, type);
  return known === undefined || kind !== 'forget' ? undefined : { address, type, name: nameOf(change, known.nameIn) };
};
