import type { IncomingMessage, Server, ServerResponse } from 'node:http';
import { SecurityHubClient, type AwsSecurityFinding } from '@aws-sdk/client-securityhub';
import { closeAtOnce, createHttpServer, listenOnLoopback } from '../../../testing/http/loopback-server';

/** A request as Security Hub receives it. */
export interface HubRequest {
  readonly path: string;
  readonly body: Readonly<Record<string, unknown>>;
}

type Answer = (request: HubRequest) => { readonly status?: number; readonly error?: string; readonly body: object };

const read = async (request: IncomingMessage): Promise<HubRequest> => {
  const chunks: Buffer[] = [];
  for await (const chunk of request as AsyncIterable<Buffer>) chunks.push(chunk);
  return { path: `${request.method} ${request.url}`, body: JSON.parse(Buffer.concat(chunks).toString('utf8')) };
};

const GET_FINDINGS = 'POST /findings';
const IMPORT = 'POST /findings/import';

/**
 * A server that keeps findings as Security Hub does, as far as its API reference says so, and a client of it. An update
 * counts only if it is later than what is kept; pages have two findings.
 */
export const useSecurityHub = () => {
  let server: Server;
  let client: SecurityHubClient;
  let requests: HubRequest[] = [];
  let findings = new Map<string, AwsSecurityFinding>();
  let refused: readonly string[] = [];
  let answer: Answer | undefined;

  const importAll = ({ body }: HubRequest) => {
    const all = body['Findings'] as readonly AwsSecurityFinding[];
    for (const each of all) {
      const known = findings.get(each.Id ?? '');
      if (refused.includes(each.Id ?? '')) continue;
      if (known === undefined || (known.UpdatedAt ?? '') < (each.UpdatedAt ?? '')) findings.set(each.Id ?? '', each);
    }
    const failed = all.filter(({ Id }) => refused.includes(Id ?? ''));
    const FailedFindings = failed.map(({ Id }) => ({ Id, ErrorCode: 'InvalidInput', ErrorMessage: 'no' }));
    return { FailedCount: failed.length, SuccessCount: all.length - failed.length, FailedFindings };
  };
  const page = ({ body }: HubRequest) => {
    const start = Number(body['NextToken'] ?? 0);
    const active = [...findings.values()].filter(({ RecordState }) => RecordState === 'ACTIVE');
    const more = start + 2 < active.length ? { NextToken: String(start + 2) } : {};
    // As Security Hub does, with fields that no provider may write.
    const shown = active.slice(start, start + 2).map((each) => ({
      ...each,
      Workflow: { Status: 'NEW' },
      ProductName: 'Default',
      ProductFields: { ...each.ProductFields, 'aws/securityhub/ProductName': 'Default' },
    }));
    return { Findings: shown, ...more };
  };
  const handle = (request: HubRequest): ReturnType<Answer> => {
    if (answer !== undefined) return answer(request);
    if (request.path === IMPORT) return { body: importAll(request) };
    if (request.path === GET_FINDINGS) return { body: page(request) };
    throw new Error(`no such path: ${request.path}`);
  };

  beforeAll(async () => {
    server = createHttpServer(async (incoming, response: ServerResponse) => {
      const request = await read(incoming);
      requests.push(request);
      const { status = 200, error, body } = handle(request);
      const type = error === undefined ? {} : { 'x-amzn-errortype': error };
      response.writeHead(status, { 'content-type': 'application/json', ...type }).end(JSON.stringify(body));
    });
    const endpoint = await listenOnLoopback(server);
    const credentials = { accessKeyId: 'AKIAEXAMPLE', secretAccessKey: 'example-secret' };
    client = new SecurityHubClient({ region: 'eu-west-1', endpoint, credentials, maxAttempts: 1 });
  });
  beforeEach(() => {
    [requests, findings, refused, answer] = [[], new Map(), [], undefined];
  });
  afterAll(async () => {
    client.destroy();
    await closeAtOnce(server);
  });

  return {
    client: () => client,
    requests: () => requests,
    findings: () => [...findings.values()],
    /** Refuses findings with these ids. */
    refuse: (...ids: readonly string[]) => void (refused = ids),
    /** Answers every request this way. */
    answerWith: (always: Answer) => void (answer = always),
    /** Answers as Security Hub does where it is off. */
    turnOff: () =>
      void (answer = () => ({
        status: 401,
        error: 'InvalidAccessException',
        body: { Message: 'Account 111122223333 is not subscribed to AWS Security Hub', Code: 'InvalidAccessException' },
      })),
  };
};
