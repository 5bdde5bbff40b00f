import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { buffer } from 'node:stream/consumers';
import { awsError } from '../../../testing/http/http-message';
import { closeAtOnce, createHttpServer, listenOnLoopback } from '../../../testing/http/loopback-server';
import type { SignerLedger } from '../../../testing/signer/signer-ledger';
import { createSignerService } from '../../../testing/signer/signer-service';

/** AWS Signer's API for the SDK, which does not use the gateway's proxy as notation's plugin does. */
export interface SignerApi {
  /** The path of every call so far that was not refused, with its method. */
  readonly calls: string[];
  /** Refuses every call with that error code from now on; undefined stops refusing. */
  readonly refuse: (code: string | undefined) => void;
  /** The variables that make the SDK, but not notation's plugin, use this API. */
  readonly environment: NodeJS.ProcessEnv;
  readonly stop: () => Promise<void>;
}

/** Where AWS Signer's API keeps its data, and where the SDK finds it. */
export interface SignerApiSettings {
  readonly ledger: SignerLedger;
  readonly region: string;
  /** Gets the AWS configuration file that names the API. */
  readonly directory: string;
}

/** Starts AWS Signer's API of one region on a loopback port. */
export const startSignerApi = async ({ ledger, region, directory }: SignerApiSettings): Promise<SignerApi> => {
  const calls: string[] = [];
  let refusal: string | undefined;
  const service = createSignerService(ledger, region);
  const server = createHttpServer(async (incoming, outgoing) => {
    const { method = '', url: path = '', headers } = incoming;
    const request = { host: `signer.${region}.amazonaws.com`, method, path, headers, body: await buffer(incoming) };
    if (refusal === undefined) calls.push(`${method} ${path}`);
    const { status, ...response } =
      refusal === undefined ? await service(request) : awsError(403, { code: refusal, message: 'refused by the test' });
    outgoing.writeHead(status, response.headers).end(response.body);
  });
  const url = await listenOnLoopback(server);
  // AWS_ENDPOINT_URL_SIGNER would also apply to the plugin, whose requests must go through the gateway.
  const file = join(directory, 'aws-configuration');
  writeFileSync(file, `[default]\nservices = emulated\n\n[services emulated]\nsigner =\n  endpoint_url = ${url}\n`);
  const refuse = (code: string | undefined): void => void (refusal = code);
  return { calls, refuse, environment: { AWS_CONFIG_FILE: file }, stop: () => closeAtOnce(server) };
};
