import * as z from 'zod';

/** Credentials, and the endpoint and region to call with them. */
export interface Caller {
  readonly endpoint: string;
  readonly region: string;
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  readonly sessionToken?: string;
}

// moto reads the access key and the service, and checks no signature.
const authorization = ({ accessKeyId, region }: Caller, service: string): string =>
  `AWS4-HMAC-SHA256 Credential=${accessKeyId}/20260101/${region}/${service}/aws4_request, SignedHeaders=host, Signature=0`;

const send = async (url: string, request: RequestInit): Promise<string> => {
  const response = await fetch(url, request);
  const body = await response.text();
  if (!response.ok) throw new Error(`${request.method ?? 'GET'} ${url}: ${response.status} ${body}`);
  return body;
};

/** Calls a service with the query protocol; returns its XML. For the few services for which the project has no client. */
export const callQueryApi = (
  caller: Caller,
  service: string,
  parameters: Readonly<Record<string, string>>,
): Promise<string> =>
  send(caller.endpoint, {
    method: 'POST',
    headers: {
      authorization: authorization(caller, service),
      'content-type': 'application/x-www-form-urlencoded; charset=utf-8',
    },
    body: new URLSearchParams(parameters).toString(),
  });

/** Calls a service with the JSON protocol; `target` is the value of X-Amz-Target. */
export const callJsonApi = async (
  caller: Caller,
  { service, target }: { readonly service: string; readonly target: string },
  input: object,
): Promise<unknown> =>
  JSON.parse(
    (await send(caller.endpoint, {
      method: 'POST',
      headers: {
        authorization: authorization(caller, service),
        'x-amz-target': target,
        'content-type': 'application/x-amz-json-1.1',
      },
      body: JSON.stringify(input),
    })) || '{}',
  );

/** Calls a service with the REST protocol and JSON: GET, or PUT when there is a body. */
export const callRestApi = async (
  caller: Caller,
  service: string,
  [path, body]: readonly [string, object?],
): Promise<unknown> =>
  JSON.parse(
    await send(`${caller.endpoint}${path}`, {
      headers: { authorization: authorization(caller, service) },
      ...(body === undefined ? {} : { method: 'PUT', body: JSON.stringify(body) }),
    }),
  );

/** The text of the first XML element with a name. */
export const textOf = (xml: string, name: string): string => {
  const found = new RegExp(`<${name}>([^<]*)</${name}>`).exec(xml)?.[1];
  return z.string({ error: `an element ${name} in ${xml.slice(0, 500)}` }).parse(found);
};

/** Assumes a role, as Lambda does before it runs a function. */
export const assumeRole = async (caller: Caller, roleArn: string): Promise<Caller> => {
  const xml = await callQueryApi(caller, 'sts', {
    Action: 'AssumeRole',
    Version: '2011-06-15',
    RoleArn: roleArn,
    RoleSessionName: 'function',
  });
  return {
    ...caller,
    accessKeyId: textOf(xml, 'AccessKeyId'),
    secretAccessKey: textOf(xml, 'SecretAccessKey'),
    sessionToken: textOf(xml, 'SessionToken'),
  };
};

/** The settings of an AWS SDK client that calls as this caller. */
export const clientSettings = ({ endpoint, region, ...credentials }: Caller) => ({ endpoint, region, credentials });
