import { notifyEnvironment } from '../../../contracts/functions/notify-environment';
import { parseNotifySettings } from '../../../contracts/functions/notify-settings';
import { aDeployment } from '../../support/deployment/deployment';

const secret = 'arn:aws:secretsmanager:eu-west-1:111122223333:secret:hook-AbCdEf';
const region = { AWS_REGION: 'eu-west-1' };

describe('parseNotifySettings', () => {
  it('reads what the stack sets', () => {
    const environment = notifyEnvironment(aDeployment({ securityHub: true, webhook: { secret } }));
    expect(parseNotifySettings({ ...environment, ...region })).toEqual({
      queueUrl: 'https://sqs.eu-west-1.amazonaws.com/111122223333/dev-image-trust-notify',
      reportBucket: 'dev-reports-111122223333-eu-west-1',
      productArn: 'arn:aws:securityhub:eu-west-1:111122223333:product/111122223333/default',
      webhookSecret: secret,
      deployment: 'dev',
      region: 'eu-west-1',
    });
  });

  it('has neither findings nor a webhook where the deployment has none', () => {
    const settings = parseNotifySettings({ ...notifyEnvironment(aDeployment()), ...region });
    expect(settings).toMatchObject({ productArn: undefined, webhookSecret: undefined });
  });

  it('lists every problem at once', () => {
    const environment = { ...notifyEnvironment(aDeployment()), ...region, REPORT_BUCKET: 'A', WEBHOOK_SECRET: 'no' };
    expect(() => parseNotifySettings(environment)).toThrow(/2 problems\n {2}REPORT_BUCKET: .*\n {2}WEBHOOK_SECRET: /);
  });

  it('needs its queue', () => {
    const { NOTIFY_QUEUE_URL: _, ...environment } = notifyEnvironment(aDeployment());
    expect(() => parseNotifySettings({ ...environment, ...region })).toThrow('NOTIFY_QUEUE_URL: expected');
  });
});
