import * as z from 'zod';
import { AwsError } from '../aws/aws-error';
import { type AwsActions, jsonResult } from '../aws/aws-response';
import { nameOf } from './ecs-arns';
import { parseEcsInput } from './parse-ecs-input';
import type { RevisionContainer, Workload } from './service-deployment';

const definitionShape = z.looseObject({
  family: z.string().regex(/^[\w-]{1,255}$/),
  containerDefinitions: z.array(z.looseObject({ name: z.string(), image: z.string() })).min(1),
});

/** A task definition, as far as services need it. */
export type TaskDefinition = z.output<typeof definitionShape> & { readonly taskDefinitionArn: string };

const namesShape = z.looseObject({ taskDefinition: z.string() });

const unknown = (): AwsError => new AwsError('ClientException', 'Unable to describe task definition.');

const toRevisionContainer = ({ name, image }: { readonly name: string; readonly image: string }): RevisionContainer => {
  const [, pulledDigest] = image.split('@');
  return { name, image, ...(pulledDigest !== undefined && { pulledDigest }) };
};

/** The workload of a task definition. ECS resolves no digest but the one that an image reference contains. */
export const workloadOf = ({
  taskDefinitionArn,
  containerDefinitions,
}: Pick<TaskDefinition, 'taskDefinitionArn' | 'containerDefinitions'>): Workload => ({
  taskDefinition: taskDefinitionArn,
  containers: containerDefinitions.map(toRevisionContainer),
});

/** ECS's task definitions, in memory. */
export class TaskDefinitions {
  private readonly definitions = new Map<string, TaskDefinition>();

  constructor(private readonly account: string) {}

  readonly actions: AwsActions = {
    RegisterTaskDefinition: (call) => {
      const definition = parseEcsInput(call, definitionShape);
      const revision = [...this.definitions.values()].filter(({ family }) => family === definition.family).length + 1;
      const path = `task-definition/${definition.family}:${revision}`;
      const taskDefinitionArn = `arn:aws:ecs:${call.region}:${this.account}:${path}`;
      const registered = { ...definition, revision, status: 'ACTIVE', taskDefinitionArn };
      this.definitions.set(taskDefinitionArn, registered);
      return jsonResult({ taskDefinition: registered });
    },
    DescribeTaskDefinition: (call) =>
      jsonResult({ taskDefinition: this.find(parseEcsInput(call, namesShape).taskDefinition) }),
    DeregisterTaskDefinition: (call) => {
      const found = this.find(parseEcsInput(call, namesShape).taskDefinition);
      return jsonResult({ taskDefinition: { ...found, status: 'INACTIVE' } });
    },
  };

  /**
   * A task definition by ARN, by family and revision, or the newest one of a family.
   * @throws AwsError when there is none.
   */
  find(name: string): TaskDefinition {
    const found = [...this.definitions.values()].findLast(
      ({ taskDefinitionArn, family }) =>
        taskDefinitionArn === name || nameOf(taskDefinitionArn) === name || family === name,
    );
    if (found === undefined) throw unknown();
    return found;
  }

  /** Adds the task definition of a workload, unless it exists. Containers without an image are left out, as ECS adds them. */
  add({ taskDefinition, containers }: Workload): void {
    const [family = ''] = nameOf(taskDefinition).split(':');
    const containerDefinitions = containers.flatMap(({ name, image }) =>
      image === undefined ? [] : [{ name, image }],
    );
    const known = this.definitions.get(taskDefinition);
    this.definitions.set(taskDefinition, known ?? { taskDefinitionArn: taskDefinition, family, containerDefinitions });
  }

  /** Forgets every task definition. */
  clear(): void {
    this.definitions.clear();
  }
}
