import { EcrLifecyclePolicy } from '@cdktf/provider-aws/lib/ecr-lifecycle-policy';
import { EcrRepository } from '@cdktf/provider-aws/lib/ecr-repository';
import { EcrRepositoryPolicy } from '@cdktf/provider-aws/lib/ecr-repository-policy';
import { Construct } from 'constructs';
import { MAIN } from '../deployment-stack';
import { policyDocument, type Statement } from '../policy-document';

/** What a repository is told. */
export interface ImageRepositoryProps {
  /** Its name. Required. */
  readonly name: string;
  /** Whether it refuses to be destroyed while it holds images. Required. */
  readonly retainImages: boolean;
  /** What its policy says. Default: it has none. */
  readonly statements?: readonly Statement[];
}

/**
 * Only tags that begin so ever expire. A lock's tags are hexadecimal digits, so nothing that a lock names goes; signatures and the platforms of an
 * index have no tag (or sha256-…), so none goes before what it belongs to.
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

/** A repository whose tags never move, whose images are scanned and encrypted, and that loses only what was pushed on trial. */
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
