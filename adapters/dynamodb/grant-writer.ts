import { ConditionalCheckFailedException } from '@aws-sdk/client-dynamodb';
import { GetCommand, PutCommand, UpdateCommand } from '@aws-sdk/lib-dynamodb';
import { parseGrantItem, toGrantItem } from '../../contracts/break-glass/grant-item';
import type { Grant } from '../../verification';
import type { GrantTable } from './grants';

/** Writes a new grant. Throws what the SDK throws, also if the cluster has a grant with this id already. */
export const writeGrant = async ({ client, table }: GrantTable, grant: Grant): Promise<void> => {
  const request = { TableName: table, Item: toGrantItem(grant), ConditionExpression: 'attribute_not_exists(id)' };
  await client.send(new PutCommand(request));
};

/** What became of a grant that was to be revoked. */
export type Revocation =
  | { readonly kind: 'revoked' | 'revoked-before'; readonly grant: Grant }
  /** The cluster has no grant with this id. */
  | { readonly kind: 'missing' };

const readRevoked = async (
  { client, table }: GrantTable,
  Key: Readonly<Record<string, string>>,
): Promise<Revocation> => {
  const { Item } = await client.send(new GetCommand({ TableName: table, Key, ConsistentRead: true }));
  return Item === undefined ? { kind: 'missing' } : { kind: 'revoked-before', grant: parseGrantItem(Item) };
};

/**
 * Revokes a grant at a time in milliseconds since the epoch; a grant is revoked only once. Throws what the SDK throws.
 * @throws InvalidInputError when the item is no grant; it is revoked all the same.
 */
export const revokeGrant = async (
  { client, table }: GrantTable,
  { clusterArn, id }: Pick<Grant, 'clusterArn' | 'id'>,
  at: number,
): Promise<Revocation> => {
  const Key = { cluster: clusterArn, id };
  const request = {
    TableName: table,
    Key,
    UpdateExpression: 'SET revokedAt = :at',
    ConditionExpression: 'attribute_exists(id) AND attribute_not_exists(revokedAt)',
    ExpressionAttributeValues: { ':at': at },
    ReturnValues: 'ALL_NEW' as const,
  };
  try {
    const { Attributes } = await client.send(new UpdateCommand(request));
    return { kind: 'revoked', grant: parseGrantItem(Attributes) };
  } catch (error) {
    if (!(error instanceof ConditionalCheckFailedException)) throw error;
    return readRevoked({ client, table }, Key);
  }
};
