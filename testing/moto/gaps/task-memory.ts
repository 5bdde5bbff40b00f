import * as z from 'zod';
import { type MotoCall, type Interceptor, changeJson, jsonInput, withJson } from '../moto-call';

const definitionShape = z.looseObject({
  memory: z.string().optional(),
  containerDefinitions: z.array(z.looseObject({ memory: z.number().optional() })),
});

// No task definition has this value, so it can be recognised.
const MARK = 7;

const mark = (call: MotoCall): MotoCall => {
  const definition = definitionShape.parse(jsonInput(call));
  if (definition.memory === undefined) return call;
  const containerDefinitions = definition.containerDefinitions.map((each) => ({ memory: MARK, ...each }));
  return withJson(call, { ...definition, containerDefinitions });
};

const unmark = (definition: unknown): unknown => {
  const { success, data } = definitionShape.safeParse(definition);
  if (!success) return definition;
  const containerDefinitions = data.containerDefinitions.map(({ memory, ...rest }) =>
    memory === MARK ? rest : { ...rest, memory },
  );
  return { ...data, containerDefinitions };
};

/** Gives containers a memory limit in moto, which requires one to run a task. On AWS, the task's limit is enough. */
export const taskMemory = (): Interceptor => async (call, moto) => {
  if (call.service !== 'ecs') return moto(call);
  const response = await moto(call.operation === 'RegisterTaskDefinition' ? mark(call) : call);
  if (!call.operation.endsWith('TaskDefinition')) return response;
  return changeJson(response, ({ taskDefinition, ...rest }) => ({ ...rest, taskDefinition: unmark(taskDefinition) }));
};
