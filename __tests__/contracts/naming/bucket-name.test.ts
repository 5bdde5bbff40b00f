import { BUCKET_NAME, expectedBucketName } from '../../../contracts/naming/bucket-name';

const FORM =
  'the name of an S3 bucket: 3 to 63 lower-case letters, digits, hyphens and single dots, and not an IP address';

describe('the name of a bucket', () => {
  it.each(['our-terraform-state', 'a.b', 'abc', 'x'.repeat(63), '1.2.3', 'asthree', 'state-s3alias-1'])(
    'may be %s',
    (name) => {
      expect(name).toMatch(BUCKET_NAME);
    },
  );

  it.each([
    ['ab', FORM],
    ['x'.repeat(64), FORM],
    ['a..b', FORM],
    ['192.168.5.4', FORM],
    ['-ab', FORM],
    ['Abc', FORM],
    ['xn--state', 'the name of an S3 bucket without xn--, which S3 reserves'],
    ['sthree-state', 'the name of an S3 bucket without sthree, which S3 reserves'],
    ['sthree-configurator', 'the name of an S3 bucket without sthree, which S3 reserves'],
    ['amzn-s3-demo-bucket', 'the name of an S3 bucket without amzn-s3-demo, which S3 reserves'],
    ['state-s3alias', 'the name of an S3 bucket without -s3alias, which S3 reserves'],
    ['state--ol-s3', 'the name of an S3 bucket without --ol-s3, which S3 reserves'],
    ['state.mrap', 'the name of an S3 bucket without .mrap, which S3 reserves'],
    ['state--x-s3', 'the name of an S3 bucket without --x-s3, which S3 reserves'],
    ['state--table-s3', 'the name of an S3 bucket without --table-s3, which S3 reserves'],
  ])('may not be %s', (name, expected) => {
    expect(name).not.toMatch(BUCKET_NAME);
    expect(expectedBucketName(name)).toBe(expected);
  });
});
