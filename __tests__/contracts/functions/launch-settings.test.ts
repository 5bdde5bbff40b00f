import { parseLaunchSettings } from '../../../contracts/functions/launch-settings';

const environment = {
  SETTINGS_VERSION: '1',
  TRUST_BUCKET: 'dev-trust-111122223333',
  TRUST_KEY: `trust/${'ab'.repeat(32)}.json`,
  LEDGER_TABLE: 'dev-ledger',
  TOPIC_ARN: 'arn:aws:sns:eu-west-1:111122223333:dev-verdicts',
  QUEUE_URL: 'https://sqs.eu-west-1.amazonaws.com/111122223333/dev-events',
  MAX_RECEIVE_COUNT: '30',
  NOTATION_PATH: '/opt/notation/notation',
  NOTATION_LIBEXEC: '/opt/notation/libexec',
  SIGNER_ROOT_CERTIFICATE: '/opt/notation/aws-signer-notation-root.crt',
  DEPLOYMENT: 'dev',
  AWS_REGION: 'eu-west-1',
};

describe('parseLaunchSettings', () => {
  it('reads every setting and ignores other variables', () => {
    expect(parseLaunchSettings({ ...environment, PATH: '/bin' })).toEqual({
      trustBucket: environment.TRUST_BUCKET,
      trustKey: environment.TRUST_KEY,
      ledgerTable: 'dev-ledger',
      grantTable: undefined,
      topicArn: environment.TOPIC_ARN,
      queueUrl: environment.QUEUE_URL,
      maxReceiveCount: 30,
      notationPath: '/opt/notation/notation',
      notationLibexec: '/opt/notation/libexec',
      signerRootCertificate: '/opt/notation/aws-signer-notation-root.crt',
      deployment: 'dev',
      region: 'eu-west-1',
    });
  });

  it('reads the table of break-glass grants where there is one', () => {
    expect(parseLaunchSettings({ ...environment, GRANT_TABLE: 'dev-grants' }).grantTable).toBe('dev-grants');
  });

  it('has no defaults: for an empty environment it reports every setting at once', () => {
    const lines = Object.keys(environment).map((key) => new RegExp(`^  ${key}: expected .+, found nothing$`, 'm'));
    for (const line of lines) expect(() => parseLaunchSettings({})).toThrow(line);
    expect(() => parseLaunchSettings({})).toThrow('environment of the launch function: 12 problems');
  });

  it.each([
    ['SETTINGS_VERSION', '2', '"1", the version that this image understands'],
    ['TRUST_BUCKET', 'Dev_Trust', 'the name of an S3 bucket'],
    ['TRUST_KEY', 'trust/latest.json', 'a key trust/<sha256>.json'],
    ['LEDGER_TABLE', 'a', 'the name of a DynamoDB table'],
    ['GRANT_TABLE', '', 'the name of a DynamoDB table'],
    ['TOPIC_ARN', 'dev-verdicts', 'the ARN of an SNS topic'],
    ['QUEUE_URL', 'dev-events', 'the URL of an SQS queue'],
    ['MAX_RECEIVE_COUNT', '0', 'a whole number from 1 to 1000'],
    ['MAX_RECEIVE_COUNT', '1e3', 'a whole number from 1 to 1000'],
    ['NOTATION_PATH', 'notation', 'an absolute path'],
    ['NOTATION_LIBEXEC', '', 'an absolute path'],
    ['SIGNER_ROOT_CERTIFICATE', './root.crt', 'an absolute path'],
    ['DEPLOYMENT', 'Dev', 'a name of 2 to 31 lower-case letters, digits and single hyphens that begins with a letter'],
    ['AWS_REGION', 'cn-north-1', 'a region such as eu-west-1 (supported partitions: aws, aws-us-gov)'],
  ])('refuses %s=%s', (name, value, expected) => {
    expect(() => parseLaunchSettings({ ...environment, [name]: value })).toThrow(
      `environment of the launch function: 1 problem\n  ${name}: expected ${expected}, found "${value}"`,
    );
  });
});
