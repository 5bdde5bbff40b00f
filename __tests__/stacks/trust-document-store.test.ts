import { createHash } from 'node:crypto';
import { parseTrustDocument, toTrustDocument } from '../../contracts/trust-document/trust-document';
import { VerifierStack } from '../../stacks/verifier-stack';
import { aDeployment } from '../support/deployment/deployment';
import { synthFor } from '../support/terraform/synth';

const deployment = aDeployment();
const stack = synthFor(VerifierStack, deployment);
const document = stack.at('aws_s3_object.trust_document');
const content = String(document['content']);
const BUCKET = 'arn:aws:s3:::dev-image-trust-111122223333-eu-west-1';

describe('the trust document in the stack', () => {
  it('can be parsed by the functions', () => {
    const { document: read } = parseTrustDocument(Buffer.from(content), String(document['key']));
    expect(read).toEqual(toTrustDocument(deployment));
  });

  it('is literal text that contains nothing that Terraform evaluates', () => {
    expect(content).not.toMatch(/[$%]\{|Token\[/);
    expect(document['key']).toMatch(/^trust\/[0-9a-f]{64}\.json$/);
  });

  it('has an etag, so that a plan finds changed bytes', () => {
    expect(document['etag']).toBe(createHash('md5').update(content).digest('hex'));
  });

  it('is created before its predecessor is destroyed', () => {
    expect(document['lifecycle']).toEqual({ create_before_destroy: true });
  });

  it('changes its key and the setting of the function when a policy changes', () => {
    const other = synthFor(VerifierStack, aDeployment({ unmatched: 'ignore' }));
    const { key } = other.at('aws_s3_object.trust_document');
    expect(key).not.toBe(document['key']);
    expect(other.at('aws_lambda_function.launch')['environment']).toMatchObject({ variables: { TRUST_KEY: key } });
  });

  it.each([
    [9, { key: document['key'] }],
    [10, { tags: { 'ecs-image-trust:deployment': 'dev' }, override_provider: { default_tags: { tags: {} } } }],
  ])('has no more tags than S3 allows on an object, for a deployment with %i tags', (count, expected) => {
    const tags = Object.fromEntries(Array.from({ length: count }, (_, index) => [`tag${String(index)}`, 'x']));
    const found = synthFor(VerifierStack, aDeployment({ tags })).at('aws_s3_object.trust_document');
    expect(found).toMatchObject(expected);
    expect(Object.keys(found)).toHaveLength(
      count === 9 ? Object.keys(document).length : Object.keys(document).length + 2,
    );
  });
});

describe('the bucket of the trust document', () => {
  it('is private, versioned and encrypted', () => {
    expect(stack.at('aws_s3_bucket_public_access_block.trust_public-access')).toMatchObject({
      block_public_acls: true,
      block_public_policy: true,
      ignore_public_acls: true,
      restrict_public_buckets: true,
    });
    expect(stack.at('aws_s3_bucket_ownership_controls.trust_ownership')['rule']).toEqual({
      object_ownership: 'BucketOwnerEnforced',
    });
    expect(stack.at('aws_s3_bucket_versioning.trust_versioning')['versioning_configuration']).toEqual({
      status: 'Enabled',
    });
    expect(stack.at('aws_s3_bucket_server_side_encryption_configuration.trust_encryption')['rule']).toEqual([
      { apply_server_side_encryption_by_default: { sse_algorithm: 'AES256' } },
    ]);
  });

  it('denies requests without TLS', () => {
    expect(stack.statements('aws_s3_bucket_policy.trust_policy')).toEqual([
      {
        Sid: 'DenyInsecureTransport',
        Effect: 'Deny',
        Principal: '*',
        Action: ['s3:*'],
        Resource: [BUCKET, `${BUCKET}/*`],
        Condition: { Bool: { 'aws:SecureTransport': 'false' } },
      },
    ]);
  });

  it('is destroyed with the deployment, old documents included', () => {
    expect(stack.at('aws_s3_bucket.trust_bucket')).toEqual({
      bucket: 'dev-image-trust-111122223333-eu-west-1',
      force_destroy: true,
    });
  });
});

describe('the ledger', () => {
  it('has the key and the expiry attribute that the functions write, and is encrypted', () => {
    expect(stack.at('aws_dynamodb_table.ledger')).toEqual({
      name: 'dev-image-trust-ledger',
      billing_mode: 'PAY_PER_REQUEST',
      hash_key: 'id',
      attribute: [{ name: 'id', type: 'S' }],
      ttl: { attribute_name: 'expires', enabled: true },
      server_side_encryption: { enabled: true },
    });
  });
});
