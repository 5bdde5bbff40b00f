import type { ServerResponse } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';
import { awsError, type HandleRequest, type HttpRequest, type HttpResponse, registryError } from '../http/http-message';
import type { FaultEffect } from './fault';

const headersOf = ({ headers, body }: HttpResponse): Readonly<Record<string, string>> => ({
  'content-length': String(body.length),
  ...headers,
});

const write = (target: ServerResponse, response: HttpResponse): void => {
  target.writeHead(response.status, headersOf(response)).end(response.body);
};

const writePart = (target: ServerResponse, response: HttpResponse, bytes: number): void => {
  target.writeHead(response.status, headersOf(response)).flushHeaders();
  target.write(response.body.subarray(0, bytes), () => target.socket?.destroy());
};

const toErrorResponse = (request: HttpRequest, fault: FaultEffect & { readonly kind: 'status' }): HttpResponse => {
  const { status, headers, message = 'injected fault' } = fault;
  if (request.headers.authorization?.startsWith('AWS4-')) {
    const code = fault.code ?? (status === 429 ? 'TooManyRequestsException' : 'InternalServiceErrorException');
    return awsError(status, { code, message }, headers);
  }
  const code = fault.code ?? (status === 429 ? 'TOOMANYREQUESTS' : 'UNKNOWN');
  return registryError(status, { code, message }, headers);
};

/** Responds to one request, or applies a fault to it. */
export const deliverResponse = async (
  exchange: { readonly request: HttpRequest; readonly response: ServerResponse },
  handle: HandleRequest,
  fault: FaultEffect | undefined,
): Promise<void> => {
  const { request, response } = exchange;
  switch (fault?.kind) {
    case undefined:
    case 'refuse-connect':
      write(response, await handle(request));
      return;
    case 'status':
      write(response, toErrorResponse(request, fault));
      return;
    case 'delay':
      await sleep(fault.milliseconds, undefined, { ref: false });
      write(response, await handle(request));
      return;
    case 'hang':
      return;
    case 'reset':
      response.socket?.destroy();
      return;
    case 'truncate':
      writePart(response, await handle(request), fault.bytes);
      return;
  }
};
