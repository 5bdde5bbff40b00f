import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { jsonSchemas } from '../../../contracts/schema/json-schemas';

const isObject = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null;

/** Every field of a schema and of the schemas in it, by name, with what is said of it. */
const fieldsOf = (schema: unknown): readonly (readonly [string, unknown])[] => {
  if (!isObject(schema)) return [];
  const own = isObject(schema['properties']) ? Object.entries(schema['properties']) : [];
  return [
    ...own.map(([name, field]) => [name, isObject(field) ? field['description'] : undefined] as const),
    ...Object.values(schema).flatMap(fieldsOf),
  ];
};

describe.each(jsonSchemas())('the JSON Schema $file', ({ file, schema }) => {
  it('is up to date (npm run schema)', () => {
    expect(JSON.parse(readFileSync(join(__dirname, '../../..', file), 'utf8'))).toEqual(schema);
  });

  it('describes every field, with its default', () => {
    const fields = fieldsOf(schema);
    expect(fields.length).toBeGreaterThan(7);
    for (const [name, description] of fields)
      expect([name, description]).toEqual([name, expect.stringMatching(/^[A-Z].+\. (?:Required|Default: .+)\.$/)]);
  });

  it('allows no unknown key', () => {
    expect(schema['additionalProperties']).toBe(false);
  });
});
