import * as z from 'zod';
import { breakGlassEventSchema } from '../break-glass/break-glass-event';
import { deploymentSchema } from '../deployment/deployment-schema';
import { policyTestSchema } from '../policy-test/policy-test-schema';
import { lockSchema } from '../lock/lock-schema';
import { trustDocumentSchema } from '../trust-document/trust-document-schema';
import { gateEventSchema } from '../events/gate-event';
import { reportSchema } from '../report/report-schema';
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
  toFile('contracts/schema/generated/policy-test.schema.json', 'Cases for image-trust policy test', policyTestSchema),
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
  toFile('contracts/schema/generated/report.schema.json', 'Report of ecs-image-trust', reportSchema),
  toFile('contracts/schema/generated/gate-event.schema.json', 'Detail of the event "Gate Decision"', gateEventSchema),
  toFile(
    'contracts/schema/generated/break-glass-event.schema.json',
    'Detail of the event "Break-Glass Grant"',
    breakGlassEventSchema,
  ),
];
