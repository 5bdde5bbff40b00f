import type { Place } from '../naming/resource-names';
import type { Statement } from './policy';

/**
 * What DynamoDB checks for whoever uses a table under a customer managed key.
 * https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/encryption.usagenotes.html
 */
export const TABLE_KEY_ACTIONS: readonly string[] = [
  'Decrypt',
  'DescribeKey',
  'Encrypt',
  'GenerateDataKey',
  'ReEncryptFrom',
  'ReEncryptTo',
];

/** Who uses a key on behalf of a role, and how. */
export interface KeyUse {
  /** The service in whose host name the request to KMS originates, such as `s3`. */
  readonly service: 'dynamodb' | 's3' | 'sqs';
  /** Undefined: the service has no key of the deployment file. */
  readonly keyArn: string | undefined;
  /** The actions without their prefix. */
  readonly actions: readonly string[];
}

/** Lets a role use a key, but only through one service of the region; empty without a key. */
export const useKeyThrough = (
  { region }: Pick<Place, 'region'>,
  { service, keyArn, actions }: KeyUse,
): readonly Statement[] =>
  keyArn === undefined
    ? []
    : [
        {
          Sid: `UseKeyThrough${service.toUpperCase()}`,
          Effect: 'Allow',
          Action: actions.map((action) => `kms:${action}`),
          Resource: [keyArn],
          Condition: { StringEquals: { 'kms:ViaService': `${service}.${region}.amazonaws.com` } },
        },
      ];
