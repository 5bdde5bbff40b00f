import * as z from 'zod';
import type { DeepReadonly } from '../schema/deep-readonly';
import {
  profileArnField,
  profileVersionArnField,
  repositoryNameField,
  repositoryUriField,
} from '../schema/image-fields';
import { namedRecord } from '../schema/named-record';
import { stackIds } from '../naming/resource-names';
import { parseContract } from '../schema/parse-contract';
import { readJson } from '../schema/read-json';

// cdktf writes the outputs of every stack that it deployed; other stacks are ignored.
const signingOutputsSchema = z.object({
  verifierRepositoryUri: repositoryUriField.describe("The repository of the verifier's own image. Required."),
  workloadRepositoryUris: namedRecord(repositoryNameField, repositoryUriField).describe(
    'The repositories of workload images, by name. Required.',
  ),
  profileArn: profileArnField.describe('The signing profile. Required.'),
  profileVersionArn: profileVersionArnField.describe('The current version of the profile. Required.'),
  canaryProfileArn: profileArnField
    .optional()
    .describe('The signing profile of the foreign canary image. Default: there are no canary images.'),
  canaryProfileVersionArn: profileVersionArnField
    .optional()
    .describe('The current version of that profile. Default: there are no canary images.'),
});

/** The outputs of the signing stack. */
export type SigningOutputs = DeepReadonly<z.output<typeof signingOutputsSchema>>;

/** Outputs as Terraform itself writes them: each with its type, its value, and whether it is sensitive. */
const terraformOutputs = z.record(
  z.string(),
  z.object({ sensitive: z.boolean(), type: z.unknown(), value: z.unknown() }),
);

const inTerraform = <Field extends z.ZodType>(value: Field) => z.object({ value });
const { verifierRepositoryUri, workloadRepositoryUris, profileArn, profileVersionArn } = signingOutputsSchema.shape;
const { canaryProfileArn, canaryProfileVersionArn } = signingOutputsSchema.shape;
const signingTerraformOutputs = z.object({
  verifierRepositoryUri: inTerraform(verifierRepositoryUri),
  workloadRepositoryUris: inTerraform(workloadRepositoryUris),
  profileArn: inTerraform(profileArn),
  profileVersionArn: inTerraform(profileVersionArn),
  canaryProfileArn: inTerraform(canaryProfileArn).optional(),
  canaryProfileVersionArn: inTerraform(canaryProfileVersionArn).optional(),
});

const isFromTerraform = (input: unknown): boolean => {
  const { data = {} } = terraformOutputs.safeParse(input);
  return Object.keys(data).length > 0;
};

const parseTerraformOutputs = (input: unknown, file: string): SigningOutputs => {
  const outputs = parseContract(signingTerraformOutputs, input, file);
  return {
    verifierRepositoryUri: outputs.verifierRepositoryUri.value,
    workloadRepositoryUris: outputs.workloadRepositoryUris.value,
    profileArn: outputs.profileArn.value,
    profileVersionArn: outputs.profileVersionArn.value,
    canaryProfileArn: outputs.canaryProfileArn?.value,
    canaryProfileVersionArn: outputs.canaryProfileVersionArn?.value,
  };
};

const parseCdktfOutputs = (input: unknown, file: string, signing: string): SigningOutputs => {
  const expected = `the outputs of that stack, as cdktf deploy ${signing} --outputs-file ${file} writes them, or terraform output -json in that stack`;
  const outputs = z.object({ [signing]: z.object(signingOutputsSchema.shape, expected) });
  const { [signing]: found } = parseContract(outputs, input, file);
  return signingOutputsSchema.parse(found);
};

/**
 * Parses the outputs of a deployment's signing stack, as `cdktf deploy <name>-signing --outputs-file FILE` writes them,
 * or `terraform output -json` where Terraform Cloud runs Terraform. `file` is the path for messages. Terraform's
 * outputs do not name their stack, so the caller must compare the repositories with those of the deployment.
 * @throws InvalidInputError with every problem, also if the outputs of this deployment's signing stack are missing.
 */
export const parseSigningOutputs = (text: string, file: string, deployment: string): SigningOutputs => {
  const input = readJson(text, file);
  return isFromTerraform(input)
    ? parseTerraformOutputs(input, file)
    : parseCdktfOutputs(input, file, stackIds(deployment).signing);
};
