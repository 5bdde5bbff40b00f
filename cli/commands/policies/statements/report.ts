import type { Deployment } from '../../../../contracts/deployment/deployment';
import type { Statement } from '../../../../contracts/iam/policy';
import { useKeyThrough } from '../../../../contracts/iam/use-key-through';
import { arnOf, verifierArns } from '../../../../contracts/naming/resource-arns';
import { allow } from './place';

// Without s3:ListBucket, S3 answers "access denied" for a report that does not exist.
const readReports = (deployment: Deployment): readonly Statement[] => {
  const { reportBucket } = verifierArns(deployment);
  return deployment.sweep === 'off'
    ? []
    : [
        allow('FindReports', ['s3:ListBucket'], [reportBucket]),
        allow('ReadReports', ['s3:GetObject'], [`${reportBucket}/reports/*`]),
      ];
};

/**
 * What `image-trust report` and `preview` need, besides what verifying an image needs: reading reports, the deployed trust
 * document, and what runs in every cluster.
 */
export const reportStatements = (deployment: Deployment): readonly Statement[] => [
  ...readReports(deployment),
  allow('ReadTrustDocument', ['s3:GetObject'], [`${verifierArns(deployment).bucket}/trust/*`]),
  ...useKeyThrough(deployment, { service: 's3', keyArn: deployment.keys?.bucket, actions: ['Decrypt'] }),
  allow('ListWhatRuns', ['ecs:ListClusters', 'ecs:ListServices', 'ecs:ListTasks'], ['*']),
  allow(
    'DescribeWhatRuns',
    ['ecs:DescribeServices', 'ecs:DescribeTasks'],
    ['service/*', 'task/*'].map((resource) => arnOf(deployment, 'ecs', resource)),
  ),
];
