import * as z from 'zod';
import { defaultedObject, requiredObject, type Fields } from '../../../contracts/schema/defaulted-fields';

interface Wait {
  readonly seconds: number;
  readonly retry: { readonly times: number; readonly every: string };
}

const FIELDS: Fields<Wait> = {
  seconds: { value: z.int(), default: 60, meaning: 'How long' },
  retry: {
    fields: {
      times: { value: z.int(), default: 3, meaning: 'How often' },
      every: { value: z.string(), default: 'minute', meaning: 'At which interval' },
    },
    meaning: 'How to retry',
  },
};

const descriptionsIn = (schema: z.ZodType): readonly string[] =>
  [...JSON.stringify(z.toJSONSchema(schema, { io: 'input' })).matchAll(/"description":"([^"]*)"/g)].flatMap(
    ([, text]) => text ?? [],
  );

describe('fields that two schemas share', () => {
  it('take their defaults if they are absent, also inside of an object', () => {
    const schema = defaultedObject(FIELDS);
    expect(schema.parse({})).toEqual({ seconds: 60, retry: { times: 3, every: 'minute' } });
    expect(schema.parse({ retry: { times: 1 } })).toEqual({ seconds: 60, retry: { times: 1, every: 'minute' } });
  });

  it('must be present if they are required, without any other field', () => {
    const schema = requiredObject(FIELDS);
    const whole = { seconds: 1, retry: { times: 1, every: 'hour' } };
    expect(schema.parse(whole)).toEqual(whole);
    for (const input of [{ retry: whole.retry }, { ...whole, retry: { times: 1 } }, { ...whole, more: 1 }])
      expect(schema.safeParse(input).success).toBe(false);
  });

  it('state in their descriptions the default, or that they are required', () => {
    expect(descriptionsIn(defaultedObject(FIELDS))).toEqual([
      'How long. Default: 60.',
      'How to retry. Default: times 3, every minute.',
      'How often. Default: 3.',
      'At which interval. Default: minute.',
    ]);
    expect(new Set(descriptionsIn(requiredObject(FIELDS)))).toEqual(
      new Set([
        'How long. Required.',
        'How to retry. Required.',
        'How often. Required.',
        'At which interval. Required.',
      ]),
    );
  });
});
