import { GetCommand, paginateQuery, type DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { parseGrantItem } from '../../contracts/break-glass/grant-item';
import type { Grant, ReadGrants } from '../../verification';

/** The table of break-glass grants. */
export interface GrantTable {
  readonly client: DynamoDBDocumentClient;
  readonly table: string;
}

/** Reads one grant; undefined if the table has none with this id. */
export type ReadGrant = (grant: Pick<Grant, 'clusterArn' | 'id'>) => Promise<Grant | undefined>;

/**
 * Reads the grants of a cluster. An item that is no grant is passed to `onRefused` and left out, so that it hides no
 * other. Throws what the SDK throws.
 */
export const grantsReader =
  ({ client, table }: GrantTable, onRefused: (error: unknown) => void): ReadGrants =>
  async (clusterArn) => {
    const pages = paginateQuery(
      { client },
      {
        TableName: table,
        KeyConditionExpression: '#cluster = :cluster',
        ExpressionAttributeNames: { '#cluster': 'cluster' },
        ExpressionAttributeValues: { ':cluster': clusterArn },
        // A grant that was revoked a moment ago must not be used.
        ConsistentRead: true,
      },
    );
    const grants: Grant[] = [];
    for await (const { Items = [] } of pages)
      for (const item of Items) {
        try {
          grants.push(parseGrantItem(item));
        } catch (error) {
          onRefused(error);
        }
      }
    return grants;
  };

/**
 * Reads one grant. Throws what the SDK throws.
 * @throws InvalidInputError when the item is no grant.
 */
export const grantReader =
  ({ client, table }: GrantTable): ReadGrant =>
  async ({ clusterArn, id }) => {
    const request = { TableName: table, Key: { cluster: clusterArn, id }, ConsistentRead: true };
    const { Item } = await client.send(new GetCommand(request));
    return Item === undefined ? undefined : parseGrantItem(Item);
  };
