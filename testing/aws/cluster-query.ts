import * as z from 'zod';

/** A string in the wire format of DynamoDB. */
export const stringShape = z.strictObject({ S: z.string().min(1) });

/** The only query of the product: every item of one cluster. */
export const queryShape = z.strictObject({
  TableName: z.string().min(1),
  KeyConditionExpression: z.literal('#cluster = :cluster'),
  ExpressionAttributeNames: z.strictObject({ '#cluster': z.literal('cluster') }),
  ExpressionAttributeValues: z.strictObject({ ':cluster': stringShape }),
  ConsistentRead: z.literal(true),
});

type Item = Readonly<Record<string, Readonly<Record<string, unknown>>>>;

/** Whether an item is in a cluster; every item is where no cluster is named. */
export const isIn = (item: Item, cluster: z.infer<typeof stringShape> | undefined): boolean =>
  cluster === undefined || item['cluster']?.['S'] === cluster.S;
