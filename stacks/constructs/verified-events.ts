import { Construct } from 'constructs';
import type { Deployment } from '../../contracts/deployment/deployment';
import { ruleArns } from '../../contracts/deployment/rule-arns';
import { verifierArns } from '../../contracts/naming/resource-arns';
import { verifierNames } from '../../contracts/naming/resource-names';
import { MAIN } from '../deployment-stack';
import { queueRules } from '../event-rules';
import { allowRulesToSend } from '../statements/queue-statements';
import { EncryptedQueue } from './encrypted-queue';
import { RuleToQueue } from './rule-to-queue';

/** Props of VerifiedEvents. */
export interface VerifiedEventsProps {
  /** The deployment. Required. */
  readonly deployment: Deployment;
  /** The queue that receives the events; its policy must allow every rule. Required. */
  readonly target: EncryptedQueue;
}

/** The rules that send events to the queue of the launch function, and the queue for events that did not arrive there. */
export class VerifiedEvents extends Construct {
  readonly undelivered: EncryptedQueue;

  constructor(scope: Construct, id: string, { deployment, target }: VerifiedEventsProps) {
    super(scope, id);
    const { undelivered } = verifierArns(deployment);
    this.undelivered = new EncryptedQueue(this, 'undelivered', {
      name: verifierNames(deployment).undelivered,
      arn: undelivered,
      keyArn: deployment.keys?.queue,
      statements: [allowRulesToSend(undelivered, ruleArns(deployment))],
    });
    for (const rule of queueRules(deployment))
      new RuleToQueue(this, rule.kind === 'tasks' ? MAIN : rule.kind, { rule, target, undelivered: this.undelivered });
  }
}
