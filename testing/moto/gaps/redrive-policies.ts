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
 * Stores the redrive attributes of queues instead of moto, and returns them unchanged. Moto doesn't support
 * RedriveAllowPolicy, which Terraform waits for, and returns RedrivePolicy with other white space, which
 * Terraform reports as a change.
 */
export const redrivePolicies = (): Interceptor => {
  const stored = new Map<string, Attributes>();
  const store = (call: MotoCall): MotoCall => {
    const input = jsonInput(call);
    const { [ALLOW]: allow, ...supported } = attributesIn(input);
    stored.set(queueOf(input), { ...stored.get(queueOf(input)), ...redriveIn(attributesIn(input)) });
    return allow === undefined ? call : withJson(call, { ...input, Attributes: supported });
  };
  return async (call, moto) => {
    if (call.service !== 'sqs') return moto(call);
    const response = await moto(store(call));
    if (call.operation === 'DeleteQueue') stored.delete(queueOf(jsonInput(call)));
    if (call.operation !== 'GetQueueAttributes') return response;
    const own = stored.get(queueOf(jsonInput(call))) ?? {};
    return changeJson(response, (output) => ({ ...output, Attributes: { ...attributesIn(output), ...own } }));
  };
};
