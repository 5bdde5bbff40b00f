import * as z from 'zod';
import { type AwsActions, jsonResult } from './aws-response';
import { AwsError } from './aws-error';
import { parseInput } from './parse-input';

const getShape = z.strictObject({
  SecretId: z.string().min(1),
  VersionStage: z.literal('AWSCURRENT').optional(),
});

/** AWS Secrets Manager's GetSecretValue, for the secrets that a test or a scene adds. */
export class SecretValues {
  private readonly secrets = new Map<string, string>();

  readonly actions: AwsActions = {
    GetSecretValue: (call) => {
      const { SecretId: ARN } = parseInput(call, getShape);
      const SecretString = this.secrets.get(ARN);
      if (SecretString === undefined)
        throw new AwsError('ResourceNotFoundException', "Secrets Manager can't find the specified secret.");
      const Name = ARN.split(':')
        .at(-1)
        ?.replace(/-[^-]*$/, '');
      return jsonResult({ ARN, Name, SecretString, VersionStages: ['AWSCURRENT'] });
    },
  };

  /** Adds a secret by its ARN, or replaces its value. */
  put(arn: string, value: string): void {
    this.secrets.set(arn, value);
  }

  /** Forgets every secret. */
  clear(): void {
    this.secrets.clear();
  }
}
