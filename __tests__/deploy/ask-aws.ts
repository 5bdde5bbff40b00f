import * as z from 'zod';

/** Who asks, and where. */
export interface Caller {
  readonly endpoint: string;
  readonly region: string;
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  readonly sessionToken?: string;
}

// moto looks at whose key it is, and at the service; it checks no signature.
const authorization = ({ accessKeyId, region }: Caller, service: string): string =>
  `AWS4-HMAC-SHA256 Credential=${accessKeyId}/20260101/${region}/${service}/aws4_request, SignedHeaders=host, Signature=0`;

const send = async (url: string, request: RequestInit): Promise<string> => {
  const response = await fetch(url, request);
  const said = await response.text();
  if (!response.ok) throw new Error(`${request.method ?? 'GET'} ${url}: ${response.status} ${said}`);
  return said;
};

/** Asks a service that speaks the query protocol; gives its XML. For the few services that the project has no client of. */
export const askByQuery = (
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

/** Asks a service that speaks JSON; `target` is the value of X-Amz-Target. */
export const askByJson = async (
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

/** Asks a service that speaks REST with JSON: looks at what is there, or changes it where there is a body. */
export const askByPath = async (
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

/** The text of the first element of a name. */
export const textOf = (xml: string, name: string): string => {
  const found = new RegExp(`<${name}>([^<]*)</${name}>`).exec(xml)?.[1];
  return z.string({ error: `an element ${name} in ${xml.slice(0, 500)}` }).parse(found);
};

/** The credentials of a role, as Lambda has them when it runs a function. */
export const assumeRole = async (caller: Caller, roleArn: string): Promise<Caller> => {
  const xml = await askByQuery(caller, 'sts', {
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

/** What a client of AWS's SDK is told, so that it calls as that caller. */
export const clientSettings = ({ endpoint, region, ...credentials }: Caller) => ({ endpoint, region, credentials });
