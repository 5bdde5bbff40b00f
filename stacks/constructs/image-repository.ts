import { EcrRepository } from '@cdktf/provider-aws/lib/ecr-repository';
import { EcrRepositoryPolicy } from '@cdktf/provider-aws/lib/ecr-repository-policy';
import { Construct } from 'constructs';
import { MAIN } from '../deployment-stack';
import { policyDocument, type Statement } from '../policy-document';

/** Props of ImageRepository. */
export interface ImageRepositoryProps {
  /** The repository's name. Required. */
  readonly name: string;
  /** Whether the repository cannot be destroyed while it holds images. Required. */
  readonly retainImages: boolean;
  /** The statements of the repository policy. Default: no policy. */
  readonly statements?: readonly Statement[];
}

/**
 * An encrypted repository with immutable tags and scan on push. It has no lifecycle policy: a rule that deletes an
 * image by age would also delete its signatures, and break what still runs it.
 */
export class ImageRepository extends Construct {
  constructor(scope: Construct, id: string, { name, retainImages, statements }: ImageRepositoryProps) {
    super(scope, id);
    const repository = new EcrRepository(this, MAIN, {
      name,
      imageTagMutability: 'IMMUTABLE',
      imageScanningConfiguration: { scanOnPush: true },
      encryptionConfiguration: [{ encryptionType: 'AES256' }],
      forceDelete: !retainImages,
    });
    if (statements === undefined) return;
    new EcrRepositoryPolicy(this, 'policy', { repository: repository.name, policy: policyDocument(statements) });
  }
}
