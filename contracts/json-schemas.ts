import * as z from 'zod';
import { deploymentSchema } from './deployment-schema';
import { lockSchema } from './lock-schema';
import { trustDocumentSchema } from './trust-document-schema';
import { verdictEventSchema } from './verdict-event';

/** A JSON Schema and the file that it is kept in, relative to the project's root. */
export interface JsonSchemaFile {
  readonly file: string;
  readonly schema: Readonly<Record<string, unknown>>;
}

const toFile = (file: string, title: string, contract: z.ZodType): JsonSchemaFile => {
  const { $schema, ...rest } = z.toJSONSchema(contract, { io: 'input' });
  return { file, schema: { $schema, title, ...rest } };
};

/** The JSON Schemas of all contracts that others write or read. */
export const jsonSchemas = (): readonly JsonSchemaFile[] => [
  toFile('deployments/deployment.schema.json', 'Deployment of ecs-image-trust', deploymentSchema),
  toFile('contracts/schemas/lock.schema.json', 'Lock of a deployment of ecs-image-trust', lockSchema),
  toFile('contracts/schemas/trust-document.schema.json', 'Trust document of ecs-image-trust', trustDocumentSchema),
  toFile('contracts/schemas/verdict-event.schema.json', 'Detail of the event "Image Verdict"', verdictEventSchema),
];
