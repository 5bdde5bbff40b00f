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

/** Who may send to a queue, by ARN. */
export interface Senders {
  /** EventBridge rules. */
  readonly rules: readonly string[];
  /** Roles of the deployment. */
  readonly roles: readonly string[];
}

/**
 * Denies sending to a queue to everyone except these rules and roles, whatever their own policies allow: whoever can
 * send messages can make the function verify any task. SQS itself may send on an operator's behalf, so that dead letters
 * can be moved back.
 */
export const denySendExceptFrom = (queueArn: string, { rules, roles }: Senders): Statement => ({
  Sid: roles.length === 0 ? 'DenySendExceptFromRule' : 'DenySendExceptFromRuleAndRole',
  Effect: 'Deny',
  Principal: '*',
  Action: ['sqs:SendMessage'],
  Resource: [queueArn],
  Condition: {
    // A request lacks the key of the other kind of sender, and then differs from every value.
    ArnNotEquals: {
      'aws:SourceArn': oneOrMore(rules),
      ...(roles.length === 0 ? {} : { 'aws:PrincipalArn': oneOrMore(roles) }),
    },
    BoolIfExists: { 'aws:ViaAWSService': 'false' },
  },
});
