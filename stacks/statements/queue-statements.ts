import { oneOrMore, type Statement } from '../policy-document';

/** Lets EventBridge rules send to a queue. */
export const allowRulesToSend = (queueArn: string, ruleArns: readonly string[]): Statement => ({
  Sid: 'AllowEventBridgeRule',
  Effect: 'Allow',
  Principal: { Service: 'events.amazonaws.com' },
  Action: ['sqs:SendMessage'],
  Resource: [queueArn],
  Condition: { ArnEquals: { 'aws:SourceArn': oneOrMore(ruleArns) } },
});

/**
 * Denies sending to a queue to everyone except these rules, whatever their own policies allow: whoever can send messages
 * can make the function verify any task. SQS itself may send on an operator's behalf, so that dead letters can be moved
 * back.
 */
export const denySendExceptFromRules = (queueArn: string, ruleArns: readonly string[]): Statement => ({
  Sid: 'DenySendExceptFromRule',
  Effect: 'Deny',
  Principal: '*',
  Action: ['sqs:SendMessage'],
  Resource: [queueArn],
  Condition: {
    ArnNotEquals: { 'aws:SourceArn': oneOrMore(ruleArns) },
    BoolIfExists: { 'aws:ViaAWSService': 'false' },
  },
});
