import { EcrLifecyclePolicy } from '@cdktf/provider-aws/lib/ecr-lifecycle-policy';
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
 * Only images whose tags begin with this prefix expire. The tags in a lock are hexadecimal digits, so no locked image
 * expires. Signatures and the platforms of an index have no tag, or a tag sha256-…, so none of them expires before the
 * image that it belongs to.
 */
export const TRIAL_TAG_PREFIX = 'trial-';

const TRIAL_DAYS = 14;

const LIFECYCLE = JSON.stringify({
  rules: [
    {
      rulePriority: 1,
      description: `Images tagged ${TRIAL_TAG_PREFIX}… expire after ${TRIAL_DAYS} days`,
      selection: {
        tagStatus: 'tagged',
        tagPrefixList: [TRIAL_TAG_PREFIX],
        countType: 'sinceImagePushed',
        countUnit: 'days',
        countNumber: TRIAL_DAYS,
      },
      action: { type: 'expire' },
    },
  ],
});

/** An encrypted repository with immutable tags and scan on push, where only images with a trial tag expire. */
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
    new EcrLifecyclePolicy(this, 'lifecycle', { repository: repository.name, policy: LIFECYCLE });
    if (statements === undefined) return;
    new EcrRepositoryPolicy(this, 'policy', { repository: repository.name, policy: policyDocument(statements) });
  }
}
