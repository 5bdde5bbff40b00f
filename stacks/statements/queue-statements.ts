import type { Statement } from '../policy-document';

/** Lets one EventBridge rule send to a queue. */
export const allowRuleToSend = (queueArn: string, ruleArn: string): Statement => ({
  Sid: 'AllowEventBridgeRule',
  Effect: 'Allow',
  Principal: { Service: 'events.amazonaws.com' },
  Action: ['sqs:SendMessage'],
  Resource: [queueArn],
  Condition: { ArnEquals: { 'aws:SourceArn': ruleArn } },
});

/**
 * Denies sending to a queue to everyone except the rule, whatever their own policies allow: whoever can send messages
 * can make the function verify any task. SQS itself may send on an operator's behalf, so that dead letters can be moved
 * back.
 */
export const denySendExceptFromRule = (queueArn: string, ruleArn: string): Statement => ({
  Sid: 'DenySendExceptFromRule',
  Effect: 'Deny',
  Principal: '*',
  Action: ['sqs:SendMessage'],
  Resource: [queueArn],
  Condition: {
    ArnNotEquals: { 'aws:SourceArn': ruleArn },
    BoolIfExists: { 'aws:ViaAWSService': 'false' },
  },
});
