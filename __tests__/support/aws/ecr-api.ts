import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

/** ECR's API as far as a login needs it. */
export interface EcrApi {
  readonly url: string;
  /** From now on every question is refused by that code of AWS; undefined: none is any more. */
  readonly refuse: (code: string | undefined) => void;
  readonly stop: () => void;
}

/** Starts ECR's API on a loopback port; everybody who asks is given the login of user `AWS` with that password. */
export const startEcrApi = async (password: () => string): Promise<EcrApi> => {
  let refusal: string | undefined;
  const server = createServer((_request, response) => {
    const authorizationToken = Buffer.from(`AWS:${password()}`).toString('base64');
    const expiresAt = Math.round(Date.now() / 1000) + 43_200;
    const answer = { authorizationData: [{ authorizationToken, expiresAt }] };
    response.writeHead(refusal === undefined ? 200 : 400, { 'content-type': 'application/x-amz-json-1.1' });
    response.end(JSON.stringify(refusal === undefined ? answer : { __type: refusal, message: 'said AWS' }));
  });
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
  const { port } = server.address() as AddressInfo;
  const refuse = (code: string | undefined): void => void (refusal = code);
  return { url: `http://127.0.0.1:${port}`, refuse, stop: () => void server.close() };
};
