import { randomUUID } from 'node:crypto';
import { awsError, type HttpResponse, jsonResponse } from '../http/http-message';
import type { AwsCall, WireProtocol } from './aws-call';
import type { AwsError } from './aws-error';

/** The actions of one service by name. An AwsError that an action throws becomes the service's error response. */
export type AwsActions = Readonly<Record<string, (call: AwsCall) => HttpResponse | Promise<HttpResponse>>>;

const JSON_TYPE = 'application/x-amz-json-1.1';

/** An XML element; the content must be escaped. */
export const element = (name: string, content: string): string => `<${name}>${content}</${name}>`;

/** Text as the content of an XML element. */
export const escapeXml = (text: string): string =>
  text.replace(/[&<>]/g, (character) => `&#${character.charCodeAt(0)};`);

const requestIdElement = (): string => element('RequestId', randomUUID());

const jsonAwsResponse = (status: number, fields: object): HttpResponse =>
  jsonResponse(status, fields, { 'content-type': JSON_TYPE, 'x-amzn-requestid': randomUUID() });

/** A response with an XML document. */
export const xmlResponse = (status: number, xml: string): HttpResponse => ({
  status,
  headers: { 'content-type': 'text/xml' },
  body: Buffer.from(`<?xml version="1.0"?>\n${xml}`),
});

/** A successful response in the JSON protocol. */
export const jsonResult = (fields: object): HttpResponse => jsonAwsResponse(200, fields);

/** A successful response in the query protocol. */
export const queryResult = (action: string, fields: Readonly<Record<string, string>>): HttpResponse => {
  const members = Object.entries(fields).map(([name, value]) => element(name, escapeXml(value)));
  const result = element(`${action}Result`, members.join(''));
  return xmlResponse(200, element(`${action}Response`, result + element('ResponseMetadata', requestIdElement())));
};

/** An error response in the service's protocol. */
export const errorResponse = ({ code, message, status }: AwsError, protocol: WireProtocol): HttpResponse => {
  if (protocol === 'rest-json') return awsError(status, { code, message }, { 'x-amzn-requestid': randomUUID() });
  if (protocol === 'json') return jsonAwsResponse(status, { __type: code, message });
  const details = element('Code', escapeXml(code)) + element('Message', escapeXml(message));
  if (protocol === 'rest-xml') return xmlResponse(status, element('Error', details + requestIdElement()));
  const type = element('Type', status < 500 ? 'Sender' : 'Receiver');
  return xmlResponse(status, element('ErrorResponse', element('Error', type + details) + requestIdElement()));
};
