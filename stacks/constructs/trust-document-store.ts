import { createHash } from 'node:crypto';
import { S3Object, type S3ObjectConfig } from '@cdktf/provider-aws/lib/s3-object';
import { Construct } from 'constructs';
import { verifierArns } from '../../contracts/naming/resource-arns';
import type { Deployment } from '../../contracts/deployment/deployment';
import { verifierNames } from '../../contracts/naming/resource-names';
import { serializeTrustDocument, toTrustDocument } from '../../contracts/trust-document/trust-document';
import { deploymentTags } from '../prepare-stack';
import { addPrivateBucket } from './private-bucket';

/**
 * By the etag Terraform finds and repairs an object that was overwritten. With a KMS key the etag is no hash of the
 * content, so that Terraform finds only changes of the content that it wrote itself.
 */
const contentHash = ({ keys }: Deployment, content: string): Pick<S3ObjectConfig, 'etag' | 'sourceHash'> => {
  const hash = createHash('md5').update(content).digest('hex');
  return keys?.bucket === undefined ? { etag: hash } : { sourceHash: hash };
};

/** The maximum of S3. https://docs.aws.amazon.com/AmazonS3/latest/userguide/object-tagging.html */
const MAX_TAGS_OF_OBJECT = 10;

/**
 * The object gets the tags of all other resources if S3 allows so many, else only the tag with the deployment's name.
 */
const tagsOfObject = (deployment: Deployment): Pick<S3ObjectConfig, 'tags' | 'overrideProvider'> =>
  Object.keys(deploymentTags(deployment)).length <= MAX_TAGS_OF_OBJECT
    ? {}
    : {
        tags: { ...deploymentTags({ ...deployment, tags: {} }) },
        overrideProvider: { defaultTags: { tags: {} } },
      };

/** The trust document of a deployment, in a bucket of its own, under a key that contains the SHA-256 of its bytes. */
export class TrustDocumentStore extends Construct {
  readonly bucketName: string;
  readonly key: string;
  readonly document: S3Object;

  constructor(scope: Construct, id: string, deployment: Deployment) {
    super(scope, id);
    // Everything in it can be made again from the deployment file, so it is destroyed with the deployment.
    const { bucket, versioning } = addPrivateBucket(this, {
      name: verifierNames(deployment).bucket,
      arn: verifierArns(deployment).bucket,
      keyArn: deployment.keys?.bucket,
    });
    const { content, key } = serializeTrustDocument(toTrustDocument(deployment));
    this.bucketName = verifierNames(deployment).bucket;
    this.key = key;
    this.document = new S3Object(this, 'document', {
      bucket: bucket.id,
      key,
      content,
      contentType: 'application/json',
      ...contentHash(deployment, content),
      ...tagsOfObject(deployment),
      // While the document is replaced, functions still read the one that their environment names.
      lifecycle: { createBeforeDestroy: true },
      dependsOn: [versioning],
    });
  }
}
