import type { Deployment } from '../../contracts/deployment/deployment';
import { readsDeployments } from '../../contracts/deployment/gated-clusters';
import { arnOf } from '../../contracts/naming/resource-arns';
import type { Statement } from '../policy-document';
import { allow, deny } from './allow';
import { clustersOf } from './clusters-of';
import { allowUnscoped } from './unscoped-actions';

/**
 * The services of a cluster and their deployments: actions on a service deployment need both.
 * https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazonelasticcontainerservice.html
 */
export const deploymentsIn = (deployment: Deployment, cluster: string): readonly string[] => [
  arnOf(deployment, 'ecs', `service/${cluster}/*`),
  arnOf(deployment, 'ecs', `service-deployment/${cluster}/*/*`),
];

/** Lets the launch function read what services deploy, in every cluster; empty if it never needs to. */
export const readDeployments = (deployment: Deployment): readonly Statement[] =>
  readsDeployments(deployment)
    ? [
        allow(
          'ReadServiceDeployments',
          ['ecs:DescribeServiceDeployments', 'ecs:DescribeServiceRevisions', 'ecs:ListServiceDeployments'],
          [...deploymentsIn(deployment, '*'), arnOf(deployment, 'ecs', 'service-revision/*/*/*')],
        ),
        allowUnscoped('DescribeTaskDefinitions', 'ecs:DescribeTaskDefinition'),
      ]
    : [];

const ANSWER = ['ecs:ContinueServiceDeployment'];

/** Lets the launch function answer the pause hooks of gated clusters, and of no others. Empty if there is no gate. */
export const answerStatements = (deployment: Deployment): readonly Statement[] => {
  const deploymentsOf = (clusters: readonly string[]): readonly string[] =>
    clusters.flatMap((cluster) => deploymentsIn(deployment, cluster));
  if (deployment.gate === undefined) {
    const gated = deploymentsOf(clustersOf(deployment, ({ gate }) => gate !== undefined && gate !== 'off'));
    return gated.length === 0 ? [] : [allow('AnswerHooksOfGatedClusters', ANSWER, gated)];
  }
  const ungated = deploymentsOf(clustersOf(deployment, ({ gate }) => gate === 'off'));
  return [
    allow('AnswerHooksOfGatedClusters', ANSWER, deploymentsIn(deployment, '*')),
    ...(ungated.length === 0 ? [] : [deny('DenyAnswersOnOtherClusters', ANSWER, ungated)]),
  ];
};
