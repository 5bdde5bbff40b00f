import { type MotoCall, type Interceptor, changeJson, jsonInput, withJson } from '../moto-call';

type Attributes = Readonly<Record<string, unknown>>;

const [ALLOW, REDRIVE] = ['RedriveAllowPolicy', 'RedrivePolicy'];

const isObject = (value: unknown): value is Attributes =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const attributesIn = (message: Attributes): Attributes =>
  isObject(message['Attributes']) ? message['Attributes'] : {};

const queueOf = ({ QueueName: name, QueueUrl: url }: Attributes): string =>
  typeof name === 'string' ? name : (String(url).split('/').at(-1) ?? '');

const redriveIn = (attributes: Attributes): Attributes =>
  Object.fromEntries([ALLOW, REDRIVE].flatMap((name) => (name in attributes ? [[name, attributes[name]]] : [])));

/**
 * Keeps what queues do with their dead letters, and answers it to the letter. moto does not know which queues may use another for them, and
 * Terraform waits until that is there; the rest it writes with other spaces, so that Terraform would set it anew for ever.
 */
export const redrivePolicies = (): Interceptor => {
  const kept = new Map<string, Attributes>();
  const take = (exchange: MotoCall): MotoCall => {
    const input = jsonInput(exchange);
    const { [ALLOW]: unknown, ...known } = attributesIn(input);
    kept.set(queueOf(input), { ...kept.get(queueOf(input)), ...redriveIn(attributesIn(input)) });
    return unknown === undefined ? exchange : withJson(exchange, { ...input, Attributes: known });
  };
  return async (exchange, moto) => {
    if (exchange.service !== 'sqs') return moto(exchange);
    const answer = await moto(take(exchange));
    if (exchange.operation === 'DeleteQueue') kept.delete(queueOf(jsonInput(exchange)));
    if (exchange.operation !== 'GetQueueAttributes') return answer;
    const own = kept.get(queueOf(jsonInput(exchange))) ?? {};
    return changeJson(answer, (output) => ({ ...output, Attributes: { ...attributesIn(output), ...own } }));
  };
};
