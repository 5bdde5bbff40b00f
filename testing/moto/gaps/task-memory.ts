import * as z from 'zod';
import { type MotoCall, type Interceptor, changeJson, jsonInput, withJson } from '../moto-call';

const definitionShape = z.looseObject({
  memory: z.string().optional(),
  containerDefinitions: z.array(z.looseObject({ memory: z.number().optional() })),
});

// Nobody asks for it, so that it is known again.
const MARK = 7;

const mark = (exchange: MotoCall): MotoCall => {
  const definition = definitionShape.parse(jsonInput(exchange));
  if (definition.memory === undefined) return exchange;
  const containerDefinitions = definition.containerDefinitions.map((each) => ({ memory: MARK, ...each }));
  return withJson(exchange, { ...definition, containerDefinitions });
};

const unmark = (definition: unknown): unknown => {
  const { success, data } = definitionShape.safeParse(definition);
  if (!success) return definition;
  const containerDefinitions = data.containerDefinitions.map(({ memory, ...rest }) =>
    memory === MARK ? rest : { ...rest, memory },
  );
  return { ...data, containerDefinitions };
};

/** Gives containers a memory of their own while moto has them: it runs no task without, although on AWS the task's is enough. */
export const taskMemory = (): Interceptor => async (exchange, moto) => {
  if (exchange.service !== 'ecs') return moto(exchange);
  const answer = await moto(exchange.operation === 'RegisterTaskDefinition' ? mark(exchange) : exchange);
  if (!exchange.operation.endsWith('TaskDefinition')) return answer;
  return changeJson(answer, ({ taskDefinition, ...rest }) => ({ ...rest, taskDefinition: unmark(taskDefinition) }));
};
