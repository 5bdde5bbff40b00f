import { PublishCommand, SNSClient } from '@aws-sdk/client-sns';
import { EventBridgeClient, PutEventsCommand } from '@aws-sdk/client-eventbridge';
import { mockClient } from 'aws-sdk-client-mock';
import { gateEventAnnouncer, gateTopicAnnouncer } from '../../../../adapters/responders';
import { toGateMessage } from '../../../../adapters/responders/gate/gate-topic-message';
import { toGateRecord } from '../../../../adapters/responders/gate/to-gate-record';
import { gateEventSchema } from '../../../../contracts/events/gate-event';
import { aContainer, anUntrusted } from '../../../support/domain/domain';
import { DEPLOYMENT } from '../../../support/gate/fake-deployment';
import { aGateAnnouncement, aGateContainer } from '../../../support/gate/gate-announcement';

const messageOf = (overrides: Parameters<typeof aGateAnnouncement>[0] = {}) =>
  toGateMessage(toGateRecord(aGateAnnouncement(overrides), 'dev'));

describe('toGateMessage', () => {
  it('says what became of which deployment, and why', () => {
    const { subject, message } = messageOf({ grants: ['g1'] });
    expect(subject).toBe('Image Trust dev: pay/web rolled-back');
    expect(message.split('\n')).toEqual([
      'Image Trust: the deployment of service pay/web was rolled back.',
      'The gate rolled the deployment back: container web is untrusted (revoked).',
      '',
      `deployment:${DEPLOYMENT}`,
      'cluster:   arn:aws:ecs:eu-west-1:111122223333:cluster/pay (enforce)',
      'stage:     PRE_SCALE_UP',
      expect.stringMatching(/^hook: {6}ecs-pause-/),
      'expires:   2026-03-01T13:00:00.000Z',
      'grant:     g1',
      'at:        2026-03-01T12:00:00.000Z',
      '',
      'container: web: untrusted (revoked)',
      expect.stringMatching(/^image: {5}111122223333\.dkr\.ecr/),
      expect.stringMatching(/^digest: {4}sha256:a+$/),
      'detail:    a revoked signature',
    ]);
  });

  it('says that a digest is provisional, and how many containers it leaves out', () => {
    const containers = Array.from({ length: 21 }, () => aGateContainer({ provisional: true }));
    const { message } = messageOf({ containers });
    expect(message).toContain(' (what the tag names now)\n');
    expect(message).toMatch(/\n\nand 1 more containers$/);
  });

  it('lets no outside text imitate a line, and stays within what SNS accepts', () => {
    const evil = `web\nstage:     POST_SCALE_UP\u202e\r\n${'x'.repeat(2_000)}`;
    const container = aGateContainer({
      container: aContainer({ name: evil, image: evil }),
      verdict: anUntrusted('unsigned', evil),
    });
    const { subject, message } = messageOf({ containers: Array.from({ length: 20 }, () => container), detail: evil });
    expect(message.split('\n').filter((line) => line.startsWith('stage:'))).toEqual(['stage:     PRE_SCALE_UP']);
    expect(message).not.toMatch(/[\u202e\r]/);
    expect(Buffer.byteLength(message)).toBeLessThan(256 * 1024);
    expect(subject).toMatch(/^[\x20-\x7e]{1,100}$/);
  });
});

describe('the channels of the gate', () => {
  it('put the event and publish the message', async () => {
    const [events, sns] = [mockClient(EventBridgeClient), mockClient(SNSClient)];
    events.on(PutEventsCommand).resolves({ FailedEntryCount: 0 });
    sns.on(PublishCommand).resolves({});
    const announcement = aGateAnnouncement();
    await gateEventAnnouncer(new EventBridgeClient({ region: 'eu-west-1' }), 'dev')(announcement);
    const client = new SNSClient({ region: 'eu-west-1' });
    await gateTopicAnnouncer({ client, topicArn: 'arn:topic', deployment: 'dev' })(announcement);
    const [entry] = events.commandCalls(PutEventsCommand)[0]?.args[0].input.Entries ?? [];
    expect(entry).toMatchObject({ Source: 'ecs-image-trust', DetailType: 'Gate Decision', Resources: [DEPLOYMENT] });
    expect(gateEventSchema.parse(JSON.parse(entry?.Detail ?? ''))).toMatchObject({ outcome: 'rolled-back' });
    expect(sns.commandCalls(PublishCommand)[0]?.args[0].input).toMatchObject({
      TopicArn: 'arn:topic',
      ...{ Subject: 'Image Trust dev: pay/web rolled-back' },
    });
  });

  it('fail when EventBridge refuses the event', async () => {
    const events = mockClient(EventBridgeClient);
    events.on(PutEventsCommand).resolves({ FailedEntryCount: 1, Entries: [{ ErrorCode: 'ThrottlingException' }] });
    const announcing = gateEventAnnouncer(new EventBridgeClient({ region: 'eu-west-1' }), 'dev')(aGateAnnouncement());
    await expect(announcing).rejects.toThrow('refused the event Gate Decision: ThrottlingException');
  });
});
