import { DynamodbTable, type DynamodbTableServerSideEncryption } from '@cdktf/provider-aws/lib/dynamodb-table';
import { Construct } from 'constructs';
import { MAIN } from '../deployment-stack';

/** Props of LedgerTable. */
export interface LedgerTableProps {
  /** The table's name. Required. */
  readonly name: string;
  /** The KMS key that encrypts the table. Default: the AWS managed key of DynamoDB. */
  readonly keyArn?: string | undefined;
}

/** The encryption of a table. Default: the AWS managed key of DynamoDB. */
export const encryptedBy = (keyArn: string | undefined): DynamodbTableServerSideEncryption => ({
  enabled: true,
  ...(keyArn === undefined ? {} : { kmsKeyArn: keyArn }),
});

/** The table of announced verdicts and spent stops. DynamoDB deletes its items when they expire. */
export class LedgerTable extends Construct {
  readonly table: DynamodbTable;

  constructor(scope: Construct, id: string, { name, keyArn }: LedgerTableProps) {
    super(scope, id);
    this.table = new DynamodbTable(this, MAIN, {
      name,
      billingMode: 'PAY_PER_REQUEST',
      hashKey: 'id',
      attribute: [{ name: 'id', type: 'S' }],
      ttl: { attributeName: 'expires', enabled: true },
      serverSideEncryption: encryptedBy(keyArn),
    });
  }
}
