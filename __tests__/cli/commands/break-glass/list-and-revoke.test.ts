import { ConditionalCheckFailedException } from '@aws-sdk/client-dynamodb';
import { PutEventsCommand } from '@aws-sdk/client-eventbridge';
import { AssumeRoleCommand, GetCallerIdentityCommand } from '@aws-sdk/client-sts';
import { GetCommand, QueryCommand, UpdateCommand } from '@aws-sdk/lib-dynamodb';
import { toGrantItem } from '../../../../contracts/break-glass/grant-item';
import { CLUSTER, NOW } from '../../../support/domain/domain';
import { aGrant, anEndedGrant } from '../../../support/domain/fake-grants';
import { HOUR, ID, refusal, REVOKE, ROLE, TABLE, useBreakGlass } from './run-break-glass';

describe('image-trust break-glass list and revoke', () => {
  const { stdout, stderr, sts, dynamodb, events, run, changes } = useBreakGlass();

  it('lists what is in force and what ended in the last seven days, the latest first', async () => {
    const old = anEndedGrant({ id: 'cccccccccccc', grantedAt: NOW - 8 * 24 * HOUR, until: NOW - 7 * 24 * HOUR });
    const ended = anEndedGrant({ id: 'bbbbbbbbbbbb', grantedAt: NOW - 9 * HOUR, reason: 'no one\nsigned \u202Ethis' });
    const revoked = aGrant({ id: 'aaaaaaaaaaaa', grantedAt: NOW - 2 * HOUR, revokedAt: NOW - HOUR });
    const later = aGrant({ id: 'dddddddddddd', grantedAt: NOW + HOUR });
    const Items = [old, ended, revoked, aGrant(), later].map((each): Record<string, unknown> => ({
      ...toGrantItem(each),
    }));
    dynamodb.on(QueryCommand, { TableName: TABLE }).resolves({ Items: [...Items, { subject: '*' }] });
    expect(await run('list', '--cluster', 'pay')).toBe(0);
    expect(
      stdout()
        .split('\n')
        .map((line) => line.split(/ {2,}/).slice(0, 4)),
    ).toEqual([
      ['ID', 'STATE', 'TIME LEFT', 'UNTIL'],
      ['dddddddddddd', 'not begun', '-', '2026-03-01T15:00:00.000Z'],
      [ID, 'in force', '3 h 0 min', '2026-03-01T15:00:00.000Z'],
      ['aaaaaaaaaaaa', 'revoked', '-', '2026-03-01T11:00:00.000Z'],
      ['bbbbbbbbbbbb', 'expired', '-', '2026-03-01T12:00:00.000Z'],
      [''],
    ]);
    expect(stdout()).toContain('no one\\u{a}signed \\u{202e}this');
    expect(stderr()).toContain('warning: ignored, as the verifier does: break-glass grant: ');
  });

  it('lists nothing in plain words, and as JSON', async () => {
    dynamodb.on(QueryCommand).resolves({});
    await run('list', '--cluster', 'pay');
    expect(stdout()).toBe('No grant is in force, and none ended in the last 7 days.\n');
  });

  it('lists grants as JSON', async () => {
    dynamodb.on(QueryCommand).resolves({ Items: [{ ...toGrantItem(aGrant()) }] });
    await run('list', '--cluster', 'pay', '--json');
    expect(JSON.parse(stdout())).toMatchObject({ deployment: 'dev', cluster: CLUSTER, grants: [{ id: ID }] });
  });

  it('revokes a grant and has that announced', async () => {
    expect(await run(...REVOKE)).toBe(0);
    expect(dynamodb.commandCalls(UpdateCommand)[0]?.args[0].input).toMatchObject({ TableName: TABLE });
    expect(changes()).toEqual([{ clusterArn: CLUSTER, id: ID }]);
    expect(stdout()).toBe(`revoked  ${ID}\n`);
  });

  it('has a revocation announced again, as JSON', async () => {
    dynamodb.on(UpdateCommand).rejects(new ConditionalCheckFailedException({ message: '', $metadata: {} }));
    dynamodb.on(GetCommand).resolves({ Item: { ...toGrantItem(aGrant({ revokedAt: NOW - HOUR / 2 })) } });
    expect(await run(...REVOKE)).toBe(0);
    expect(await run(...REVOKE, '--json')).toBe(0);
    expect(changes()).toHaveLength(2);
    expect(stdout()).toContain(`was revoked before  ${ID}\n`);
    expect(stdout()).toContain('"state": "revoked"');
  });

  it.each<[string, number, string, () => unknown]>([
    [
      'there is no such grant',
      1,
      `expected a grant ${ID} for ${CLUSTER}, found none`,
      () => {
        dynamodb.on(UpdateCommand).rejects(new ConditionalCheckFailedException({ message: '', $metadata: {} }));
        dynamodb.on(GetCommand).resolves({});
      },
    ],
    [
      'the revocation cannot be announced',
      5,
      `grant ${ID} is revoked, but that could not be announced`,
      () => events.on(PutEventsCommand).rejects(refusal('ThrottlingException')),
    ],
    [
      'the table is missing',
      4,
      'ResourceNotFoundException: as AWS says it: deploy the deployment with "breakGlass"',
      () => dynamodb.on(UpdateCommand).rejects(refusal('ResourceNotFoundException')),
    ],
    [
      'the role must not be assumed',
      4,
      `sts:AssumeRole of ${ROLE}: AccessDenied: as AWS says it: you need sts:AssumeRole`,
      () => sts.on(AssumeRoleCommand).rejects(refusal('AccessDenied')),
    ],
    [
      'no one is logged in',
      4,
      'log in to AWS',
      () => sts.on(GetCallerIdentityCommand).rejects(refusal('CredentialsProviderError')),
    ],
    [
      'AWS does not say who the caller is',
      4,
      'sts:GetCallerIdentity: expected an answer with an ARN',
      () => sts.on(GetCallerIdentityCommand).resolves({}),
    ],
    [
      'AWS gives no keys',
      4,
      'sts:AssumeRole: expected an answer with an ARN and access keys',
      () => sts.on(AssumeRoleCommand).resolves({}),
    ],
  ])('says why when %s', async (_what, status, message, fail) => {
    fail();
    expect(await run(...REVOKE)).toBe(status);
    expect(stderr()).toContain(message);
  });

  it.each([CLUSTER.replace('eu-west-1', 'eu-west-2'), CLUSTER.replace('1111', '9999')])(
    'refuses a cluster whose tasks the deployment does not see: %s',
    async (cluster) => {
      await expect(run('list', '--cluster', cluster)).rejects.toThrow(
        `--cluster: expected a cluster of the account and region of dev, ${CLUSTER}, found ${cluster}`,
      );
    },
  );
});
