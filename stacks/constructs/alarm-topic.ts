import { KmsAlias } from '@cdktf/provider-aws/lib/kms-alias';
import { KmsKey } from '@cdktf/provider-aws/lib/kms-key';
import { SnsTopic } from '@cdktf/provider-aws/lib/sns-topic';
import { SnsTopicPolicy } from '@cdktf/provider-aws/lib/sns-topic-policy';
import { Construct } from 'constructs';
import { verifierArns } from '../../contracts/naming/resource-arns';
import { verifierNames, type Place } from '../../contracts/naming/resource-names';
import { MAIN } from '../deployment-stack';
import { policyDocument } from '../policy-document';
import { allowAlarmsToPublish, topicKeyStatements } from '../statements/topic-statements';
import { denyWithoutTls } from '../statements/transport-statements';

/**
 * The topic for verdicts and alarms, encrypted with a customer managed key: alarms cannot publish to a topic under the
 * AWS managed key.
 */
export class AlarmTopic extends Construct {
  readonly topic: SnsTopic;
  readonly key: KmsKey;

  constructor(scope: Construct, id: string, place: Place) {
    super(scope, id);
    const names = verifierNames(place);
    this.key = new KmsKey(this, 'key', {
      description: `Topic ${names.topic}`,
      enableKeyRotation: true,
      deletionWindowInDays: 7,
      policy: policyDocument(topicKeyStatements(place)),
    });
    new KmsAlias(this, 'alias', { name: names.topicKeyAlias, targetKeyId: this.key.keyId });
    this.topic = new SnsTopic(this, MAIN, { name: names.topic, kmsMasterKeyId: this.key.arn });
    new SnsTopicPolicy(this, 'policy', {
      arn: this.topic.arn,
      policy: policyDocument([
        allowAlarmsToPublish(place),
        denyWithoutTls(['sns:Publish', 'sns:Subscribe'], [verifierArns(place).topic]),
      ]),
    });
  }
}
