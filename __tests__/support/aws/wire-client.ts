import { DynamoDBClient, type AttributeValue } from '@aws-sdk/client-dynamodb';
import { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';

/** A document client with the inputs that it sent, as they are on the wire. */
export interface WireClient {
  readonly client: DynamoDBDocumentClient;
  readonly inputs: readonly unknown[];
}

/** A document client whose requests stay in the process; each is answered with this stored item, or with none. */
export const wireClient = (stored?: Readonly<Record<string, AttributeValue>>): WireClient => {
  const inputs: unknown[] = [];
  const requestHandler = {
    handle: async ({ body = [] }: { readonly body?: Iterable<number> }) => {
      inputs.push(JSON.parse(Buffer.from([...body]).toString('utf8')));
      const answer = stored === undefined ? {} : { Item: stored };
      return { response: { statusCode: 200, headers: {}, body: Buffer.from(JSON.stringify(answer)) } };
    },
  };
  const credentials = { accessKeyId: 'AKIAEXAMPLE', secretAccessKey: 'example-secret' };
  const client = new DynamoDBClient({ region: 'eu-west-1', credentials, requestHandler });
  return { client: DynamoDBDocumentClient.from(client), inputs };
};
