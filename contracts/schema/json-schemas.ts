import * as z from 'zod';
import { deploymentSchema } from '../deployment/deployment-schema';
import { lockSchema } from '../lock/lock-schema';
import { trustDocumentSchema } from '../trust-document/trust-document-schema';
import { gateEventSchema } from '../events/gate-event';
import { verdictEventSchema } from '../events/verdict-event';

/** A JSON Schema and its file, relative to the project's root. */
export interface JsonSchemaFile {
  readonly file: string;
  readonly schema: Readonly<Record<string, unknown>>;
}

const toFile = (file: string, title: string, contract: z.ZodType): JsonSchemaFile => {
  const { $schema, ...rest } = z.toJSONSchema(contract, { io: 'input' });
  return { file, schema: { $schema, title, ...rest } };
};

/** The JSON Schemas of all contracts that people or other programs write or read. */
export const jsonSchemas = (): readonly JsonSchemaFile[] => [
  toFile('deployments/deployment.schema.json', 'Deployment of ecs-image-trust', deploymentSchema),
  toFile('contracts/schema/generated/lock.schema.json', 'Lock of a deployment of ecs-image-trust', lockSchema),
  toFile(
    'contracts/schema/generated/trust-document.schema.json',
    'Trust document of ecs-image-trust',
    trustDocumentSchema,
  ),
  toFile(
    'contracts/schema/generated/verdict-event.schema.json',
    'Detail of the event "Image Verdict"',
    verdictEventSchema,
  ),
  toFile('contracts/schema/generated/gate-event.schema.json', 'Detail of the event "Gate Decision"', gateEventSchema),
];
