import * as z from 'zod';
import { parseContract } from '../../../../contracts/schema/parse-contract';
import { readJson } from '../../../../contracts/schema/read-json';
import { expectedImage } from './expected-image';
import { fileSubject, type Found } from './subject';

const imageField = z.string('an image reference').check(({ value, issues }) => {
  const message = expectedImage(value);
  if (message !== undefined) issues.push({ code: 'custom', message, input: value });
});

const containerSchema = z.object({ name: z.string('the name of a container'), image: imageField });

const definitionSchema = z.object({
  containerDefinitions: z.array(containerSchema, 'a list of containers').min(1, 'at least one container'),
});

/** As `aws ecs describe-task-definition` prints it. */
const describedSchema = z
  .object({ taskDefinition: definitionSchema })
  .transform(({ taskDefinition }) => taskDefinition);

const isDescribed = (input: unknown): boolean =>
  typeof input === 'object' && input !== null && Object.hasOwn(input, 'taskDefinition');

/**
 * The containers of a task definition in JSON, sidecars among them, with or without the wrapper `taskDefinition`.
 * @throws InvalidInputError with every problem of the file.
 */
export const readTaskDefinitionFile = (text: string, file: string): Found => {
  const input = readJson(text, file);
  const schema = isDescribed(input) ? describedSchema : definitionSchema;
  const { containerDefinitions } = parseContract(schema, input, file);
  return { subjects: containerDefinitions.map((each) => fileSubject(file, each.name, each)), withoutImage: [] };
};
