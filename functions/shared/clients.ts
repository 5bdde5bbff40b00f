import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { ECRClient } from '@aws-sdk/client-ecr';
import { ECSClient } from '@aws-sdk/client-ecs';
import { EventBridgeClient } from '@aws-sdk/client-eventbridge';
import { S3Client } from '@aws-sdk/client-s3';
import { SNSClient } from '@aws-sdk/client-sns';
import { SQSClient } from '@aws-sdk/client-sqs';
import { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { once } from '../../verification';
import { LIMITS } from './client-limits';

/**
 * One client for each service, kept for the life of the function. What most events do not need is made on first use, since
 * making a client takes milliseconds of a cold start.
 */
export const awsClients = (region: string) => {
  const settings = { ...LIMITS, region };
  const ecr = new Map<string, ECRClient>();
  return {
    dynamodb: DynamoDBDocumentClient.from(new DynamoDBClient(settings)),
    s3: new S3Client(settings),
    ecs: once(() => new ECSClient(settings)),
    events: once(() => new EventBridgeClient(settings)),
    sns: once(() => new SNSClient(settings)),
    // The queue's URL names the standard endpoint; without this the client would ignore a FIPS or dual-stack setting.
    sqs: once(() => new SQSClient({ ...settings, useQueueUrlAsEndpoint: false })),
    /** ECR is called in the image's region. */
    ecrFor: (imageRegion: string): ECRClient => {
      const client = ecr.get(imageRegion) ?? new ECRClient({ ...LIMITS, region: imageRegion });
      ecr.set(imageRegion, client);
      return client;
    },
  };
};

export type AwsClients = ReturnType<typeof awsClients>;
