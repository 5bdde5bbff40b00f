import { randomUUID } from 'node:crypto';
import { type HttpResponse, jsonResponse } from '../http/http-message';
import type { AwsCall, WireProtocol } from './aws-call';
import type { AwsError } from './aws-error';

/** Answers the actions of one service by name; what it throws as AwsError becomes the service's refusal. */
export type AwsActions = Readonly<Record<string, (call: AwsCall) => HttpResponse | Promise<HttpResponse>>>;

/** The answer of a service that speaks JSON. */
export const jsonResult = (fields: object): HttpResponse =>
  jsonResponse(200, fields, { 'content-type': 'application/x-amz-json-1.1', 'x-amzn-requestid': randomUUID() });

const element = (name: string, content: string): string => `<${name}>${content}</${name}>`;

const escape = (text: string): string => text.replace(/[&<>]/g, (character) => `&#${character.charCodeAt(0)};`);

const xmlAnswer = (status: number, xml: string): HttpResponse => ({
  status,
  headers: { 'content-type': 'text/xml' },
  body: Buffer.from(`<?xml version="1.0"?>\n${xml}`),
});

const requestId = (): string => element('RequestId', randomUUID());

/** The answer of a service that speaks the query protocol. */
export const queryResult = (action: string, fields: Readonly<Record<string, string>>): HttpResponse => {
  const members = Object.entries(fields).map(([name, value]) => element(name, escape(value)));
  const result = element(`${action}Result`, members.join(''));
  return xmlAnswer(200, element(`${action}Response`, result + element('ResponseMetadata', requestId())));
};

/** A refusal in the words of the service's protocol. */
export const refusal = (error: AwsError, protocol: WireProtocol): HttpResponse => {
  const { code, message, status, fields } = error;
  if (protocol === 'json') {
    const headers = { 'content-type': 'application/x-amz-json-1.1', 'x-amzn-requestid': randomUUID() };
    return jsonResponse(status, { __type: code, message, ...fields }, headers);
  }
  const said = element('Code', escape(code)) + element('Message', escape(message));
  if (protocol === 'rest-xml') return xmlAnswer(status, element('Error', said + requestId()));
  const type = element('Type', status < 500 ? 'Sender' : 'Receiver');
  return xmlAnswer(status, element('ErrorResponse', element('Error', type + said) + requestId()));
};
