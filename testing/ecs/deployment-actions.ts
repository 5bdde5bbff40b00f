import * as z from 'zod';
import { type AwsActions, jsonResult } from '../aws/aws-response';
import type { AwsCall } from '../aws/aws-call';
import { describeDeployment, describeRevision, summariseDeployment } from './describe-deployment';
import { DEPLOYMENT_ARN, REVISION_ARN } from './ecs-arns';
import { paginate } from './paginate';
import { parseEcsInput } from './parse-ecs-input';
import type { ServiceInput } from './service-deployment';
import type { ServiceDeployments } from './service-deployments';

const arns = (pattern: RegExp) => z.array(z.string().regex(pattern)).min(1).max(20);
const deploymentArn = z.string().regex(DEPLOYMENT_ARN);

const SHAPES = {
  DescribeServiceDeployments: z.strictObject({ serviceDeploymentArns: arns(DEPLOYMENT_ARN) }),
  DescribeServiceRevisions: z.strictObject({ serviceRevisionArns: arns(REVISION_ARN) }),
  ListServiceDeployments: z.strictObject({
    cluster: z.string().optional(),
    service: z.string(),
    status: z.array(z.string()).optional(),
    createdAt: z.strictObject({ before: z.number().optional(), after: z.number().optional() }).optional(),
    maxResults: z.number().int().min(1).max(100).optional(),
    nextToken: z.string().optional(),
  }),
  ContinueServiceDeployment: z.strictObject({
    serviceDeploymentArn: deploymentArn,
    hookId: z.string().min(1),
    action: z.enum(['CONTINUE', 'ROLLBACK']).default('CONTINUE'),
  }),
  StopServiceDeployment: z.strictObject({
    serviceDeploymentArn: deploymentArn,
    stopType: z.enum(['ABORT', 'ROLLBACK']).default('ROLLBACK'),
  }),
};

/** The actions of service deployments by name. */
export type DeploymentAction = keyof typeof SHAPES;

const describeAll = <T>(list: readonly string[], find: (arn: string) => T | undefined) => ({
  found: list.flatMap((arn) => find(arn) ?? []),
  failures: list.filter((arn) => find(arn) === undefined).map((arn) => ({ arn, reason: 'MISSING' })),
});

/**
 * Finds the service that a caller names by name or ARN.
 * @throws AwsError when there is no such cluster or service.
 */
export type FindService = (
  call: AwsCall,
  input: { readonly cluster?: string | undefined; readonly service: string },
) => ServiceInput | Promise<ServiceInput>;

const listDeployments = async (
  call: AwsCall,
  { model, findService }: { readonly model: ServiceDeployments; readonly findService: FindService },
): Promise<object> => {
  const { status, createdAt, cluster, service, ...page } = parseEcsInput(call, SHAPES.ListServiceDeployments);
  const { after = 0, before = Infinity } = createdAt ?? {};
  const found = model
    .ofService(await findService(call, { cluster, service }))
    .filter(({ state }) => status === undefined || status.includes(state.status))
    .filter(({ state }) => state.createdAt >= after * 1000 && state.createdAt <= before * 1000);
  const { page: deployments, ...next } = paginate(found, page, 20);
  return { serviceDeployments: deployments.map(summariseDeployment), ...next };
};

/** ECS's actions of service deployments and revisions. */
export const deploymentActions = (
  model: ServiceDeployments,
  findService: FindService,
): Readonly<Record<DeploymentAction, AwsActions[string]>> => ({
  DescribeServiceDeployments: (call) => {
    const { serviceDeploymentArns } = parseEcsInput(call, SHAPES.DescribeServiceDeployments);
    const { found, failures } = describeAll(serviceDeploymentArns, (arn) => model.find(arn));
    return jsonResult({ serviceDeployments: found.map(describeDeployment), failures });
  },
  DescribeServiceRevisions: (call) => {
    const { serviceRevisionArns } = parseEcsInput(call, SHAPES.DescribeServiceRevisions);
    const { found, failures } = describeAll(serviceRevisionArns, (arn) => model.findRevision(arn));
    return jsonResult({ serviceRevisions: found.map(describeRevision), failures });
  },
  ListServiceDeployments: async (call) => jsonResult(await listDeployments(call, { model, findService })),
  ContinueServiceDeployment: (call) => {
    const { serviceDeploymentArn, hookId, action } = parseEcsInput(call, SHAPES.ContinueServiceDeployment);
    model.answer(serviceDeploymentArn, hookId, action);
    return jsonResult({ serviceDeploymentArn });
  },
  StopServiceDeployment: (call) => {
    const { serviceDeploymentArn } = parseEcsInput(call, SHAPES.StopServiceDeployment);
    model.stop(serviceDeploymentArn);
    return jsonResult({ serviceDeploymentArn });
  },
});
