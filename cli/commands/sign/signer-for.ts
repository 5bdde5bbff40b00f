import { parseSignerArn } from '../../../contracts/naming/parse-arn';
import { partitionField } from '../../../contracts/schema/fields';
import { withoutVersion } from '../../../contracts/deployment/own-profile';
import type { Signer } from '../../shared/signing/signer';
import { readDeployment } from '../../shared/read-deployment';
import { readSigningOutputs } from '../../shared/signing/signing-outputs';
import type { SignOptions } from './options';

/** Who signs, and where AWS Signer is called. */
export interface ChosenSigner {
  readonly signer: Signer;
  readonly region: string;
  readonly partition: 'aws' | 'aws-us-gov';
}

const fromArn = (arn: string): ChosenSigner => {
  const { partition, region } = parseSignerArn(arn) ?? {};
  if (region === undefined)
    throw new Error(`expected a signing profile in ${arn}, which the parser of options requires`);
  const signer = { profileArn: withoutVersion(arn), profileVersionArn: arn };
  return { signer, region, partition: partitionField.parse(partition) };
};

/** The signer that the options name: a profile by its ARN, else that of a deployment. */
export const signerFor = (options: SignOptions, environment: NodeJS.ProcessEnv): ChosenSigner => {
  if (options.profile !== undefined) return fromArn(options.profile);
  const deployment = readDeployment(options.deployment, environment);
  const { profileArn, profileVersionArn } = readSigningOutputs(deployment, options.outputs);
  const { region, partition } = deployment;
  return { signer: { profileArn, profileVersionArn }, region, partition };
};
