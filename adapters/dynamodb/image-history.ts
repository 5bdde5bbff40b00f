import * as z from 'zod';
import { formatPinnedImage, isDigest, type Digest, type ImageHistory } from '../../verification';
import type { TableSettings } from './ledger';
import { tableItems } from './table-items';

/** The index that led to trust is forgotten when no verification used it for this many days. */
const KEEP_INDEX_DAYS = 400;

const digest = z.custom<Digest>((value) => typeof value === 'string' && isDigest(value));
const indexSchema = z.object({ index: digest });

/**
 * The history of images in the ledger's table; that a revoked signature was found is kept for ever. Throws what the SDK
 * throws.
 */
export const dynamoImageHistory = (settings: TableSettings): ImageHistory => {
  const { get, put } = tableItems(settings);
  return {
    recallIndex: async (image) => {
      const item = await get(`index#${formatPinnedImage(image)}`);
      return item === undefined ? undefined : indexSchema.parse(item).index;
    },
    keepIndex: (image, index) => {
      const expires = Math.ceil(settings.now() / 1000) + KEEP_INDEX_DAYS * 24 * 3600;
      return put({ id: `index#${formatPinnedImage(image)}`, index, expires });
    },
    wasRevoked: async (image) => (await get(`revoked#${formatPinnedImage(image)}`)) !== undefined,
    keepRevoked: (image) => put({ id: `revoked#${formatPinnedImage(image)}` }),
  };
};
