import { checkPlace, type Place } from '../../gate/service-name';

const NAME = /^[A-Za-z0-9_-]{1,255}:[0-9]{1,10}$/;
const SCOPE = /^arn:([a-z-]+):ecs:([a-z0-9-]+):([0-9]{12}):/;

/** Whether a text names a task definition in ECS: an ARN, or `FAMILY:REVISION`. Everything else is a file. */
export const isTaskDefinitionName = (text: string): boolean => text.startsWith('arn:') || NAME.test(text);

/**
 * The name of a task definition, as it was given.
 * @throws UsageError when it is the ARN of something in another account or region than the deployment.
 */
export const taskDefinitionIn = (place: Place, text: string): string => {
  const match = SCOPE.exec(text);
  if (match !== null) {
    const [, partition = '', region = '', account = ''] = match;
    checkPlace(text, { what: 'task definition', scope: { partition, region, account } }, place);
  }
  return text;
};
