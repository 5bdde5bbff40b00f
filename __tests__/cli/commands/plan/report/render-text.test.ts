import { reportOn } from '../../../../../cli/commands/plan/plan-report';
import { renderText } from '../../../../../cli/commands/plan/report/render-text';
import type { Summary } from '../../../../../cli/commands/plan/plan-summary';
import type { Planned } from '../../../../../cli/commands/plan/resources/stack-summary';
import { aChange, aDocument, aDocumentChange, anExemption, aPlanned, NO_PLAN, RECORDED, summaryOf } from '../a-plan';

const text = (planned: readonly Planned[], overrides: Partial<Summary> = {}): string =>
  renderText(reportOn(summaryOf(planned, overrides)));

describe('a report for a terminal', () => {
  it('says in its first lines how much changes and what to review', () => {
    expect(text(RECORDED).split('\n').slice(0, 3)).toEqual([
      'image-trust plan of dev',
      '  12 to add, 2 to change, 4 to replace, 2 to destroy.',
      '  Review carefully: trust broadened (3), enforcement weakened (1), can stop more tasks or deployments (2), cannot be undone (3).',
    ]);
  });

  it.each([
    '  ! trust broadened: policy shop: now covers 123456789012.dkr.ecr.eu-west-1.amazonaws.com/*; no longer covers',
    '; now trusts arn:aws:signer:eu-west-1:444455556666:/signing-profiles/partner\n',
    '  ! trust broadened: exemption otel: until 2030-01-01T00:00:00.000Z → 2032-01-01T00:00:00.000Z\n',
    ', because: legacy images, to be signed by the end of the year\n',
    '  ! enforcement weakened: mode of cluster payments: enforce → audit\n',
    '  ! can stop more tasks or deployments: what enforce does about an image that is no longer in its repository: report → stop\n',
    ': 123456789012.dkr.ecr.eu-west-1.amazonaws.com/dev-sample/signed sha256:bbbb',
    'policy dev-image-trust-stop-tasks no longer allows ecs:StopTask on arn:aws:ecs:eu-west-1:123456789012:task/payments/*\n',
    'signing profile dev_workloads now allows signer:SignPayload for 444455556666\n',
    '  ! cannot be undone: shop/web is destroyed (aws_ecr_repository.workload-shop_web): its images and their signatures are lost\n',
    '    changed: aws_iam_policy.launch_role_stop-tasks: policy\n',
    '    replaced: aws_s3_object.trust_document, forced by key; also content, etag\n',
    '    replaced: aws_sqs_queue.events_undelivered, because the last apply left it incomplete',
    '    outputs change: profileVersionArn, workloadRepositoryUris\n',
    '    deleted outside Terraform since the last apply: aws_s3_bucket_policy.trust_policy\n',
  ])('contains: %s', (sentence) => {
    expect(text(RECORDED)).toContain(sentence);
  });

  it('begins with trust, followed by images, permissions, losses and the stacks', () => {
    const titles = text(RECORDED)
      .split('\n')
      .filter((line) => /^\S/.test(line));
    expect(titles).toEqual([
      'image-trust plan of dev',
      'Trust',
      'Images',
      'Permissions',
      'Cannot be undone',
      'dev-signing: 4 to add, 2 to destroy',
      'dev-verifier: 8 to add, 2 to change, 3 to replace',
      'dev-sample: 1 to replace',
    ]);
  });

  it('is brief when nothing changes', () => {
    expect(text([aPlanned('signing', []), aPlanned('verifier', [])])).toBe(
      'image-trust plan of dev\n  no changes.\n\nTrust\n    Policies, exemptions, modes and responses do not change.\n',
    );
  });

  it('is brief about a first deployment', () => {
    expect(text([aPlanned('verifier', [aDocumentChange(undefined, aDocument(), { kind: 'create' })])])).toContain(
      'This is the first trust document: mode audit, policies web; no exemptions.\n',
    );
  });

  it('says that only outputs change', () => {
    const planned = {
      ...aPlanned('signing', []),
      plan: { ...NO_PLAN, outputs: ['profileArn'] },
    } as Planned;
    expect(text([planned])).toContain('  only outputs change.\n');
  });

  it.each([
    [
      'is deleted',
      aDocument(),
      undefined,
      {},
      '! enforcement weakened: the trust document is deleted: nothing is verified any more',
    ],
    [
      'is hidden',
      aDocument(),
      aDocument(),
      { hiddenAfter: { content: true } },
      '! unknown: changes in trust are unknown: the trust document after this plan is hidden in the plan',
    ],
    [
      'was tampered with',
      aDocument(),
      aDocument(),
      { kind: 'update', before: { ...aDocumentChange(undefined, aDocument()).after, etag: 'x' } },
      '! tampered with: the trust document in its bucket was changed outside Terraform',
    ],
  ] as const)('raises an alert when the trust document %s', (_, before, after, overrides, sentence) => {
    expect(text([aPlanned('verifier', [aDocumentChange(before, after, overrides)])])).toContain(sentence);
  });

  it('names the principal and the condition of a permission', () => {
    const statement = {
      Effect: 'Deny',
      Principal: '*',
      Action: 'sqs:SendMessage',
      Resource: 'arn:q',
      Condition: { Bool: { 'aws:SecureTransport': 'false' } },
    };
    const after = { queue_url: 'https://sqs/q', policy: JSON.stringify({ Statement: statement }) };
    const change = aChange({ type: 'aws_sqs_queue_policy', before: undefined, after });
    expect(text([aPlanned('verifier', [change])])).toContain(
      '    queue q now denies sqs:SendMessage for * on arn:q if {"Bool":{"aws:SecureTransport":"false"}}\n',
    );
  });

  it.each([
    ['now has', undefined, { role: 'r', policy_arn: 'arn:p' }],
    ['no longer has', { role: 'r', policy_arn: 'arn:p' }, undefined],
  ])('says that a role %s a whole policy', (words, before, after) => {
    const change = aChange({ type: 'aws_iam_role_policy_attachment', before, after });
    expect(text([aPlanned('verifier', [change])])).toContain(`    role r ${words} the policy arn:p\n`);
  });

  it('raises an alert for a removed deny, but not for an added allow', () => {
    const policy = (Effect: string) =>
      JSON.stringify({ Statement: { Effect, Action: 'ecs:StopTask', Resource: 'arn:t' } });
    const change = aChange({
      type: 'aws_iam_policy',
      before: { name: 'stop', policy: policy('Deny') },
      after: { name: 'stop', policy: policy('Allow') },
    });
    expect(text([aPlanned('verifier', [change])])).toContain(
      '    policy stop now allows ecs:StopTask on arn:t\n  ! deny removed: policy stop no longer denies ecs:StopTask on arn:t\n',
    );
  });

  it('does not guess permissions and images that it cannot read', () => {
    const role = aChange({ type: 'aws_iam_role_policy', after: { role: 'r' }, unknown: { policy: true } });
    const hidden = { image_uri: 'secret:tag' };
    const lambda = aChange({
      type: 'aws_lambda_function',
      before: undefined,
      after: hidden,
      hiddenAfter: { image_uri: true },
    });
    const lines = text([aPlanned('verifier', [role, lambda])]);
    expect(lines).toContain('    policy of role r: its permissions are known only after apply\n');
    expect(lines).toContain('! not pinned by digest: aws_sqs_queue.tasks: none → hidden in the plan\n');
    expect(lines).not.toContain('secret');
  });

  it('says what is kept and no longer managed', () => {
    expect(text([aPlanned('signing', [aChange({ kind: 'forget' })])])).toContain(
      '1 to stop managing\n    kept, no longer managed: aws_sqs_queue.tasks\n',
    );
  });

  it('says that nothing could be planned', () => {
    const failed = { part: 'verifier', stack: 'dev-verifier', kind: 'failed', code: 'refused', message: 'no' } as const;
    expect(text([failed])).toContain('  no stack could be planned.\n');
  });

  it('begins with what could not be planned, and with expired exemptions', () => {
    const failed: Planned = {
      part: 'verifier',
      stack: 'dev-verifier',
      kind: 'failed',
      code: 'refused',
      message: 'locked\n  | by ci',
    };
    const expired = [{ name: 'old', until: '2026-01-01T00:00:00.000Z' }];
    const lines = text([failed, aPlanned('signing', [aChange({})])], { expired });
    expect(lines).toContain('  1 to change in the stacks that could be planned; not planned: dev-verifier.\n');
    expect(lines).toContain('Could not be planned\n  ! not planned: locked\n        | by ci\n');
    expect(lines).toContain('  ! expired: exemption old ended at 2026-01-01T00:00:00.000Z and is ignored: remove it');
    expect(lines).toContain('  ! unknown: the verifier stack could not be planned');
  });

  it('keeps values from outside on their line', () => {
    const reason = 'first line\nTrust\n  ! widens trust: forged \u001b[31m\u202e';
    const lines = text([aPlanned('verifier', [aDocumentChange(aDocument(), aDocument(anExemption(reason)))])]);
    expect(lines.match(/^Trust$/gm)).toHaveLength(1);
    expect(lines).toContain('because: first line\\u{a}Trust\\u{a}  ! widens trust: forged \\u{1b}[31m\\u{202e}\n');
  });

  it('says when a change of the deployment file does not change what is trusted', () => {
    const same = aDocument().policies['web'];
    const change = aDocumentChange(aDocument(), aDocument({ policies: { shop: same } }));
    expect(text([aPlanned('verifier', [change])])).toContain('(no change in what is trusted)');
  });
});
