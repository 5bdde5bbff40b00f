import type { ServerResponse } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';
import type { FaultEffect } from './fault';
import { type HandleRequest, awsError, type HttpResponse, type HttpRequest, registryError } from '../http/http-message';

const withLength = ({ headers, body }: HttpResponse): Readonly<Record<string, string>> => ({
  'content-length': String(body.length),
  ...headers,
});

const write = (response: ServerResponse, answer: HttpResponse): void => {
  response.writeHead(answer.status, withLength(answer)).end(answer.body);
};

const toErrorAnswer = (request: HttpRequest, fault: FaultEffect & { readonly kind: 'status' }): HttpResponse => {
  const { status, headers } = fault;
  if (request.headers.authorization?.startsWith('AWS4-')) {
    const code = fault.code ?? (status === 429 ? 'TooManyRequestsException' : 'InternalServiceErrorException');
    return awsError(status, { code, message: fault.message ?? 'fault of the offline world' }, headers);
  }
  const code = fault.code ?? (status === 429 ? 'TOOMANYREQUESTS' : 'UNKNOWN');
  return registryError(status, { code, message: fault.message ?? 'fault of the offline world' }, headers);
};

const writePart = (response: ServerResponse, answer: HttpResponse, bytes: number): void => {
  response.writeHead(answer.status, withLength(answer)).flushHeaders();
  response.write(answer.body.subarray(0, bytes), () => response.socket?.destroy());
};

/** Answers one request, or does to it what a fault demands. */
export const deliverResponse = async (
  exchange: { readonly request: HttpRequest; readonly response: ServerResponse },
  answer: HandleRequest,
  fault: FaultEffect | undefined,
): Promise<void> => {
  const { request, response } = exchange;
  switch (fault?.kind) {
    case undefined:
    case 'refuse-connect':
      write(response, await answer(request));
      return;
    case 'status':
      write(response, toErrorAnswer(request, fault));
      return;
    case 'delay':
      await sleep(fault.milliseconds, undefined, { ref: false });
      write(response, await answer(request));
      return;
    case 'hang':
      return;
    case 'reset':
      response.socket?.destroy();
      return;
    case 'truncate':
      writePart(response, await answer(request), fault.bytes);
      return;
  }
};
