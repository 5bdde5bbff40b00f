import type { Deployment } from '../../../contracts/deployment/deployment';
import { functionNames } from '../../../contracts/naming/resource-names';
import { reasonOf, type Task } from '../../../verification';
import { formatCommand } from '../../shared/terraform/step';
import type { FoundVerdict } from './find-verdict';

/** A verdict for people, on four lines. */
export const renderVerdict = ({ taskArn }: Task, { image, digest, verdict }: FoundVerdict): string =>
  [
    `verdict  ${verdict.kind}${reasonOf(verdict) === null ? '' : ` (${reasonOf(verdict) ?? ''})`}`,
    `image    ${image}`,
    `digest   ${digest ?? '-'}`,
    `task     ${taskArn}`,
    '',
  ].join('\n');

/** The command of the AWS CLI that shows all that the launch function logged of a task. */
export const logCommand = (deployment: Deployment, { taskArn }: Task): string =>
  formatCommand([
    'aws',
    'logs',
    'filter-log-events',
    '--region',
    deployment.region,
    '--log-group-name',
    functionNames(deployment, 'launch').logGroup,
    '--filter-pattern',
    `{ $.task = "${taskArn}" }`,
  ]);
