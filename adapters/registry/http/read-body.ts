import type { IncomingMessage } from 'node:http';

/** The bytes of a response; undefined if it has more than the limit, in which case reading stops at once. */
export const readBody = async (response: IncomingMessage, limit: number): Promise<Buffer | undefined> => {
  if (Number(response.headers['content-length'] ?? 0) > limit) {
    response.destroy();
    return undefined;
  }
  const chunks: Buffer[] = [];
  let length = 0;
  // Leaving the loop destroys the response.
  for await (const chunk of response as AsyncIterable<Buffer>) {
    length += chunk.length;
    if (length > limit) return undefined;
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
};
