import * as z from 'zod';
import type { DeepReadonly } from './deep-readonly';
import { profileArnField, profileVersionArnField, repositoryNameField, repositoryUriField } from './image-fields';
import { namedRecord } from './named-record';
import { stackIds } from './names';
import { parseContract } from './parse-contract';
import { readJson } from './read-json';

// cdktf writes the outputs of every stack that it deployed: others are left alone.
const signingOutputsSchema = z.object({
  verifierRepositoryUri: repositoryUriField.describe("The repository of the verifier's own image. Required."),
  workloadRepositoryUris: namedRecord(repositoryNameField, repositoryUriField).describe(
    'The repositories of workload images, by name. Required.',
  ),
  profileArn: profileArnField.describe('The signing profile. Required.'),
  profileVersionArn: profileVersionArnField.describe('The version of the profile that signs now. Required.'),
});

/** What the signing stack made or was given, as `cdktf deploy <name>-signing --outputs-file FILE` writes it. */
export type SigningOutputs = DeepReadonly<z.output<typeof signingOutputsSchema>>;

/**
 * Parses the outputs of a deployment's signing stack; `deployment` is its name, `file` the path as messages name it.
 * @throws InvalidInputError with every problem; outputs that lack this deployment's signing stack are one.
 */
export const parseSigningOutputs = (text: string, file: string, deployment: string): SigningOutputs => {
  const { signing } = stackIds(deployment);
  const expected = `the outputs of that stack, as cdktf deploy ${signing} --outputs-file ${file} writes them`;
  const outputs = z.object({ [signing]: z.object(signingOutputsSchema.shape, expected) });
  const { [signing]: found } = parseContract(outputs, readJson(text, file), file);
  return signingOutputsSchema.parse(found);
};
