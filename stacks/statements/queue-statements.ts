import type { Statement } from '../policy-document';

/** Lets one EventBridge rule, and no other, send to a queue. */
export const acceptFromRule = (queueArn: string, ruleArn: string): Statement => ({
  Sid: 'FromTheRule',
  Effect: 'Allow',
  Principal: { Service: 'events.amazonaws.com' },
  Action: ['sqs:SendMessage'],
  Resource: [queueArn],
  Condition: { ArnEquals: { 'aws:SourceArn': ruleArn } },
});

/**
 * Keeps everyone but the rule from sending to a queue, whatever their own policies allow: who may send could have any task looked at.
 * SQS itself may, on an operator's behalf, so that dead letters can be moved back.
 */
export const denyAllButRule = (queueArn: string, ruleArn: string): Statement => ({
  Sid: 'NobodyButTheRule',
  Effect: 'Deny',
  Principal: '*',
  Action: ['sqs:SendMessage'],
  Resource: [queueArn],
  Condition: {
    ArnNotEquals: { 'aws:SourceArn': ruleArn },
    BoolIfExists: { 'aws:ViaAWSService': 'false' },
  },
});
