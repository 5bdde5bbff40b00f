import type { Construct } from 'constructs';
import type { Deployment } from '../../contracts/deployment/deployment';
import { verifierNames } from '../../contracts/naming/resource-names';
import { answerStatements } from '../statements/gate-statements';
import { launchStatements } from '../statements/launch-statements';
import { readCoveredImages } from '../statements/role-statements';
import { stopStatements } from '../statements/stop-statements';
import { FunctionRole } from './function-role';

/** Props of LaunchRole. */
export interface LaunchRoleProps {
  /** The deployment. Required. */
  readonly deployment: Deployment;
  /** The ARN of the topic's KMS key. Required. */
  readonly topicKeyArn: string;
}

/** The launch function's role. */
export class LaunchRole extends FunctionRole {
  constructor(scope: Construct, id: string, { deployment, topicKeyArn }: LaunchRoleProps) {
    const names = verifierNames(deployment);
    super(scope, id, {
      deployment,
      name: 'launch',
      own: launchStatements(deployment, topicKeyArn),
      attached: [
        { id: 'read-images', name: names.readImagesPolicy, statements: readCoveredImages(deployment) },
        { id: 'stop-tasks', name: names.stopTasksPolicy, statements: stopStatements(deployment) },
        { id: 'answer-hooks', name: names.answerHooksPolicy, statements: answerStatements(deployment) },
      ],
    });
  }
}
