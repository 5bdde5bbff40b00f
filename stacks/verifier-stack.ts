import { TerraformOutput } from 'cdktf';
import type { Construct } from 'constructs';
import { functionArns, verifierArns } from '../contracts/naming/resource-arns';
import type { Deployment } from '../contracts/deployment/deployment';
import { verifierImage } from '../contracts/deployment/deployment-images';
import { hasNotices } from '../contracts/deployment/notices';
import { stackIds, verifierNames } from '../contracts/naming/resource-names';
import { readableRepositories } from '../contracts/deployment/readable-repositories';
import { AlarmTopic } from './constructs/alarm-topic';
import { Alarms } from './constructs/alarms';
import { BreakGlass } from './constructs/break-glass';
import { Dashboard } from './constructs/dashboard';
import { LaunchFunction } from './constructs/launch-function';
import { LedgerTable } from './constructs/ledger-table';
import { LockedImage } from './constructs/locked-image';
import { Notifications } from './constructs/notifications';
import { TaskQueue } from './constructs/task-queue';
import { TrustDocumentStore } from './constructs/trust-document-store';
import { VerifiedEvents } from './constructs/verified-events';
import { DeploymentStack, type DeploymentInputs } from './deployment-stack';
import { readByLaunchFunction } from './statements/repository-statements';

/** The statements that other accounts must add to the policies of their repositories, by repository ARN. */
const foreignGrants = (deployment: Deployment): Readonly<Record<string, unknown>> => {
  const foreign = readableRepositories(deployment).filter(({ account }) => account !== deployment.account);
  return Object.fromEntries(foreign.map(({ arn }) => [arn, readByLaunchFunction(deployment)]));
};

/**
 * Everything that verifies tasks as they start: events, queue, function, trust document, ledger, topic, alarms and
 * dashboard, and the break-glass grants if the deployment file has them.
 */
export class VerifierStack extends DeploymentStack {
  constructor(scope: Construct, inputs: DeploymentInputs) {
    super(scope, stackIds(inputs.deployment.name).verifier, inputs);
    const { deployment } = inputs;
    const trust = new TrustDocumentStore(this, 'trust', deployment);
    const ledger = new LedgerTable(this, 'ledger', {
      name: verifierNames(deployment).table,
      keyArn: deployment.keys?.table,
    });
    const topic = new AlarmTopic(this, 'topic', deployment);
    const { breakGlass } = deployment;
    const grants =
      breakGlass === undefined ? [] : [new BreakGlass(this, 'break-glass', { deployment, ...breakGlass }).policy];
    const image = new LockedImage(this, 'verifier-image', { ...inputs, image: verifierImage(deployment) });
    const launch = new LaunchFunction(this, 'launch', {
      deployment,
      image,
      trustKey: trust.key,
      topicKeyArn: topic.key.arn,
      after: [trust.document, ledger.table, ...grants],
    });
    const queues = new TaskQueue(this, 'queues', deployment);
    queues.feed(launch.function);
    new VerifiedEvents(this, 'events', { deployment, target: queues.tasks });
    if (hasNotices(deployment)) new Notifications(this, 'notify', { deployment, image });
    new Alarms(this, 'alarms', { deployment, topic: topic.topic });
    new Dashboard(this, 'dashboard', deployment);
    this.addOutputs(deployment);
  }

  private addOutputs(deployment: Deployment): void {
    const arns = verifierArns(deployment);
    const outputs = {
      launchFunctionArn: functionArns(deployment, 'launch').function,
      queueUrl: arns.queueUrl,
      ledgerTable: verifierNames(deployment).table,
      topicArn: arns.topic,
      ...(deployment.breakGlass === undefined
        ? {}
        : { breakGlassRoleArn: arns.breakGlassRole, grantTable: verifierNames(deployment).grantTable }),
      repositoryPolicyStatements: foreignGrants(deployment),
    };
    for (const [id, value] of Object.entries(outputs)) new TerraformOutput(this, id, { value });
  }
}
