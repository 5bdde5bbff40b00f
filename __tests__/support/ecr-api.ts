import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

/** ECR's API as far as a login needs it. */
export const startEcrApi = async (
  password: () => string,
): Promise<{ readonly url: string; readonly stop: () => void }> => {
  const server = createServer((_request, response) => {
    const authorizationToken = Buffer.from(`AWS:${password()}`).toString('base64');
    const expiresAt = Math.round(Date.now() / 1000) + 43_200;
    response.writeHead(200, { 'content-type': 'application/x-amz-json-1.1' });
    response.end(JSON.stringify({ authorizationData: [{ authorizationToken, expiresAt }] }));
  });
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
  const { port } = server.address() as AddressInfo;
  return { url: `http://127.0.0.1:${port}`, stop: () => void server.close() };
};
