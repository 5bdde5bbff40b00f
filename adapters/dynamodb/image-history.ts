import { GetCommand, PutCommand } from '@aws-sdk/lib-dynamodb';
import * as z from 'zod';
import { formatPinnedImage, isDigest, type Digest, type ImageHistory } from '../../verification';
import type { TableSettings } from './ledger';

/** The index that led to trust is forgotten when no verification used it for this many days. */
const KEEP_INDEX_DAYS = 400;

const digest = z.custom<Digest>((value) => typeof value === 'string' && isDigest(value));
const indexSchema = z.object({ index: digest });

/**
 * The history of images in the ledger's table; that a revoked signature was found is kept for ever. Throws what the SDK
 * throws.
 */
export const dynamoImageHistory = ({ client, table, now }: TableSettings): ImageHistory => {
  const recall = async (id: string) => {
    const { Item } = await client.send(new GetCommand({ TableName: table, Key: { id }, ConsistentRead: true }));
    return Item;
  };
  const keep = async (Item: Readonly<Record<string, string | number>>): Promise<void> => {
    await client.send(new PutCommand({ TableName: table, Item }));
  };
  return {
    recallIndex: async (image) => {
      const item = await recall(`index#${formatPinnedImage(image)}`);
      return item === undefined ? undefined : indexSchema.parse(item).index;
    },
    keepIndex: (image, index) => {
      const expires = Math.ceil(now() / 1000) + KEEP_INDEX_DAYS * 24 * 3600;
      return keep({ id: `index#${formatPinnedImage(image)}`, index, expires });
    },
    wasRevoked: async (image) => (await recall(`revoked#${formatPinnedImage(image)}`)) !== undefined,
    keepRevoked: (image) => keep({ id: `revoked#${formatPinnedImage(image)}` }),
  };
};
