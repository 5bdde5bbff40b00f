import { GetCommand, PutCommand } from '@aws-sdk/lib-dynamodb';
import * as z from 'zod';
import { formatPinnedImage, isDigest, type Digest, type ImageHistory } from '../../verification';
import type { TableSettings } from './ledger';

/** Items expire after this many days; a trusted index is written again whenever it is used. */
const KEEP_DAYS = 400;

const digest = z.custom<Digest>((value) => typeof value === 'string' && isDigest(value));
const indexSchema = z.object({ index: digest });

/** The history of images in the ledger's table. Throws what the SDK throws. */
export const dynamoImageHistory = ({ client, table, now }: TableSettings): ImageHistory => {
  const recall = async (id: string) => {
    const { Item } = await client.send(new GetCommand({ TableName: table, Key: { id }, ConsistentRead: true }));
    return Item;
  };
  const keep = async (item: Readonly<Record<string, string>>): Promise<void> => {
    const expires = Math.ceil(now() / 1000) + KEEP_DAYS * 24 * 3600;
    await client.send(new PutCommand({ TableName: table, Item: { ...item, expires } }));
  };
  return {
    recallIndex: async (image) => {
      const item = await recall(`index#${formatPinnedImage(image)}`);
      return item === undefined ? undefined : indexSchema.parse(item).index;
    },
    keepIndex: (image, index) => keep({ id: `index#${formatPinnedImage(image)}`, index }),
    wasRevoked: async (image) => (await recall(`revoked#${formatPinnedImage(image)}`)) !== undefined,
    keepRevoked: (image) => keep({ id: `revoked#${formatPinnedImage(image)}` }),
  };
};
