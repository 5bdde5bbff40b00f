import { PutEventsCommand } from '@aws-sdk/client-eventbridge';
import { AssumeRoleCommand, GetCallerIdentityCommand } from '@aws-sdk/client-sts';
import { PutCommand, UpdateCommand } from '@aws-sdk/lib-dynamodb';
import { toGrantItem } from '../../../../contracts/break-glass/grant-item';
import { CLUSTER, ECR, NOW } from '../../../support/domain/domain';
import { aGrant } from '../../../support/domain/fake-grants';
import { CALLER, GRANT, HOUR, ID, IMAGE, refusal, ROLE, TABLE, useBreakGlass } from './run-break-glass';

const begun = aGrant({ grantedBy: CALLER, grantedAt: NOW, until: NOW + 4 * HOUR });

describe('image-trust break-glass grant', () => {
  const { stdout, stderr, sts, dynamodb, events, keys, run, changes } = useBreakGlass();

  it('assumes the role of the deployment for the shortest time, in a session named after the caller', async () => {
    expect(await run(...GRANT)).toBe(0);
    expect(sts.commandCalls(AssumeRoleCommand).map(({ args }) => args[0].input)).toEqual([
      { RoleArn: ROLE, RoleSessionName: 'alice@example.com', DurationSeconds: 900 },
    ]);
    expect(keys).toEqual([
      { accessKeyId: 'ASIAEXAMPLE', secretAccessKey: 'example-secret', sessionToken: 'example-token' },
    ]);
    expect(stdout() + stderr()).not.toMatch(/example-secret|example-token|ASIAEXAMPLE/);
  });

  it.each([
    ['arn:aws:iam::111122223333:root', 'arn-aws-iam--111122223333-root'],
    ['arn:aws:iam::111122223333:user/a', 'a-'],
    [`arn:aws:iam::111122223333:user/x${'y'.repeat(64)}`, 'y'.repeat(64)],
  ])('names the session so that AWS STS accepts it: %s', async (Arn, name) => {
    sts.on(GetCallerIdentityCommand).resolves({ Arn });
    await run(...GRANT);
    expect(sts.commandCalls(AssumeRoleCommand)[0]?.args[0].input.RoleSessionName).toBe(name);
  });

  it('writes a grant, has it announced, and says how to revoke it', async () => {
    expect(await run(...GRANT)).toBe(0);
    expect(dynamodb.commandCalls(PutCommand)[0]?.args[0].input).toMatchObject({
      TableName: TABLE,
      Item: toGrantItem(begun),
    });
    expect(changes()).toEqual([{ clusterArn: CLUSTER, id: ID }]);
    expect(stdout()).toBe(
      `granted  ${ID}\nfor      ${IMAGE}\ncluster  ${CLUSTER}\nuntil    2026-03-01T16:00:00.000Z\n` +
        `revoke   npx image-trust break-glass revoke ${ID} --cluster pay --deployment dev\n`,
    );
  });

  it('prints a grant as JSON, alone on stdout', async () => {
    const args = ['grant', '--cluster', CLUSTER, '--reason', begun.reason, '--hours', '24'];
    expect(await run(...args, '--repository', `${ECR}/shop/web`, '--json')).toBe(0);
    expect(JSON.parse(stdout())).toEqual({
      deployment: 'dev',
      grant: {
        id: ID,
        cluster: CLUSTER,
        kind: 'repository',
        subject: `${ECR}/shop/web`,
        reason: begun.reason,
        grantedBy: CALLER,
        grantedAt: '2026-03-01T12:00:00.000Z',
        until: '2026-03-02T12:00:00.000Z',
        revokedAt: null,
        state: 'in force',
      },
    });
  });

  it.each([
    ['the call fails', () => events.on(PutEventsCommand).rejects(refusal('AccessDeniedException'))],
    ['the entry is refused', () => events.on(PutEventsCommand).resolves({ FailedEntryCount: 1, Entries: [] })],
  ])('revokes a grant again that cannot be announced, since %s', async (_what, fail) => {
    fail();
    expect(await run(...GRANT)).toBe(4);
    expect(dynamodb.commandCalls(UpdateCommand).map(({ args }) => args[0].input.Key)).toEqual([
      { cluster: CLUSTER, id: ID },
    ]);
    expect(stdout()).toBe('');
    expect(stderr()).toContain('the grant could not be announced and was revoked again: events:PutEvents');
  });

  it('says that a grant is in force that can neither be announced nor revoked', async () => {
    events.on(PutEventsCommand).rejects(refusal('AccessDeniedException'));
    dynamodb.on(UpdateCommand).rejects(refusal('InternalServerError'));
    expect(await run(...GRANT)).toBe(4);
    expect(stderr()).toContain(`grant ${ID} is in force, but could neither be announced (events:PutEvents`);
    expect(stderr()).toContain(`revoke it: npx image-trust break-glass revoke ${ID} --cluster pay --deployment dev`);
  });
});
