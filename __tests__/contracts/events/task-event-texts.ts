import { readFileSync } from 'node:fs';
import { join } from 'node:path';

/** A recorded event. */
export const fixture = (name: string): string =>
  readFileSync(join(__dirname, '../../fixtures/events', `${name}.json`), 'utf8');

export const DIGEST = `sha256:${'ab'.repeat(32)}`;
/** An event of a running task, with some fields replaced. */
export const event = (detail: object, envelope: object = {}): string =>
  JSON.stringify({
    source: 'aws.ecs',
    'detail-type': 'ECS Task State Change',
    detail: {
      taskArn: 'arn:aws:ecs:eu-west-1:111122223333:task/default/1',
      clusterArn: 'arn:aws:ecs:eu-west-1:111122223333:cluster/default',
      lastStatus: 'RUNNING',
      desiredStatus: 'RUNNING',
      version: 3,
      containers: [{ name: 'web', image: 'nginx', imageDigest: DIGEST }],
      ...detail,
    },
    ...envelope,
  });
