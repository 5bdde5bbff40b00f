import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { ECRClient } from '@aws-sdk/client-ecr';
import { ECSClient } from '@aws-sdk/client-ecs';
import { EventBridgeClient } from '@aws-sdk/client-eventbridge';
import { S3Client } from '@aws-sdk/client-s3';
import { SNSClient } from '@aws-sdk/client-sns';
import { SQSClient } from '@aws-sdk/client-sqs';

// No call may eat the time of an invocation: what does not answer counts as failed, is tried again, and comes back by the queue.
const PATIENCE = {
  maxAttempts: 3,
  requestHandler: { connectionTimeout: 2_000, requestTimeout: 5_000, throwOnRequestTimeout: true },
} as const;

/** One client for each service, made once and kept for the life of the function. */
export const awsClients = (region: string) => {
  const settings = { ...PATIENCE, region };
  const ecr = new Map<string, ECRClient>();
  return {
    dynamodb: new DynamoDBClient(settings),
    ecs: new ECSClient(settings),
    events: new EventBridgeClient(settings),
    s3: new S3Client(settings),
    sns: new SNSClient(settings),
    // The endpoint is that of the region and the environment (FIPS, dual stack), as for every other client, not the host in the queue's URL.
    sqs: new SQSClient({ ...settings, useQueueUrlAsEndpoint: false }),
    /** ECR is asked in the region of the image. */
    ecrFor: (imageRegion: string): ECRClient => {
      const client = ecr.get(imageRegion) ?? new ECRClient({ ...PATIENCE, region: imageRegion });
      ecr.set(imageRegion, client);
      return client;
    },
  };
};

export type AwsClients = ReturnType<typeof awsClients>;
