import { reportOn } from '../../../../../cli/commands/plan/report/report';
import { renderText } from '../../../../../cli/commands/plan/report/render-text';
import type { Planned, Summary } from '../../../../../cli/commands/plan/report/summary';
import { aChange, aDocument, aDocumentChange, anExemption, aPlanned, RECORDED, summaryOf } from '../a-plan';

const text = (planned: readonly Planned[], overrides: Partial<Summary> = {}): string =>
  renderText(reportOn(summaryOf(planned, overrides)));

describe('a report for a terminal', () => {
  it('says in its first lines how much changes and what to look at', () => {
    expect(text(RECORDED).split('\n').slice(0, 3)).toEqual([
      'image-trust plan of dev',
      '  12 to add, 2 to change, 4 to replace, 2 to destroy.',
      '  Look at: widens trust (3), weakens enforcement (1), can stop more tasks (2), cannot be undone (3).',
    ]);
  });

  it.each([
    '  ! widens trust: policy shop: now covers 123456789012.dkr.ecr.eu-west-1.amazonaws.com/*; no longer covers',
    '; now trusts arn:aws:signer:eu-west-1:444455556666:/signing-profiles/partner\n',
    '  ! widens trust: exemption otel: until 2030-01-01T00:00:00.000Z → 2032-01-01T00:00:00.000Z\n',
    ', because: legacy images, to be signed by the end of the year\n',
    '  ! weakens enforcement: cluster payments: enforce → audit\n',
    '  ! can stop more tasks: what enforce does about an image that cannot be verified because of the image itself: report → stop\n',
    ': 123456789012.dkr.ecr.eu-west-1.amazonaws.com/dev-sample/signed sha256:bbbb',
    'roles with policy dev-image-trust-stop-tasks loses: may ecs:StopTask on arn:aws:ecs:eu-west-1:123456789012:task/payments/*\n',
    'signing profile dev_workloads gains: 444455556666 may signer:SignPayload\n',
    '  ! cannot be undone: shop/web is destroyed (aws_ecr_repository.workload-shop_web): its images and their signatures are gone\n',
    '    changed: aws_iam_policy.launch_role_stop-tasks: policy\n',
    '    replaced: aws_s3_object.trust_document, forced by key; also content, etag\n',
    '    replaced: aws_sqs_queue.events_undelivered, since the last apply left it half made',
    '    outputs change: profileVersionArn, workloadRepositoryUris\n',
    '    removed outside Terraform since the last apply: aws_s3_bucket_policy.trust_policy\n',
  ])('tells: %s', (sentence) => {
    expect(text(RECORDED)).toContain(sentence);
  });

  it('tells trust first, then images, permissions, losses, and the stacks last', () => {
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

  it('is brief where nothing changes', () => {
    expect(text([aPlanned('signing', []), aPlanned('verifier', [])])).toBe(
      'image-trust plan of dev\n  nothing would change.\n\nTrust\n    Policies, exemptions, modes and responses stay as they are.\n',
    );
  });

  it('is brief about a first deployment', () => {
    expect(text([aPlanned('verifier', [aDocumentChange(undefined, aDocument(), { kind: 'create' })])])).toContain(
      'This is the first trust document: mode audit, policies web; no exemptions.\n',
    );
  });

  it('says that outputs alone change', () => {
    const planned = {
      ...aPlanned('signing', []),
      plan: { changes: [], outputs: ['profileArn'], drift: [] },
    } as Planned;
    expect(text([planned])).toContain('  only outputs change.\n');
  });

  it.each([
    ['goes', aDocument(), undefined, {}, '! weakens enforcement: the trust document goes: nothing is judged any more'],
    [
      'is hidden',
      aDocument(),
      aDocument(),
      { hiddenAfter: { content: true } },
      '! not known: what changes in trust cannot be told: the trust document after is hidden',
    ],
    [
      'was tampered with',
      aDocument(),
      aDocument(),
      { kind: 'update', before: { ...aDocumentChange(undefined, aDocument()).after, etag: 'x' } },
      '! tampered with: somebody else changed the trust document',
    ],
  ] as const)('raises an alert where the trust document %s', (_, before, after, overrides, sentence) => {
    expect(text([aPlanned('verifier', [aDocumentChange(before, after, overrides)])])).toContain(sentence);
  });

  it('tells on what condition somebody gains a permission, and who', () => {
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
      '    queue q gains: * must not sqs:SendMessage on arn:q if {"Bool":{"aws:SecureTransport":"false"}}\n',
    );
  });

  it('raises an alert for a ban that is lifted, and for that alone', () => {
    const policy = (Effect: string) =>
      JSON.stringify({ Statement: { Effect, Action: 'ecs:StopTask', Resource: 'arn:t' } });
    const change = aChange({
      type: 'aws_iam_policy',
      before: { name: 'stop', policy: policy('Deny') },
      after: { name: 'stop', policy: policy('Allow') },
    });
    expect(text([aPlanned('verifier', [change])])).toContain(
      '    roles with policy stop gains: may ecs:StopTask on arn:t\n  ! lifts a ban: roles with policy stop loses: must not ecs:StopTask on arn:t\n',
    );
  });

  it('does not guess what a role may, and what runs', () => {
    const role = aChange({ type: 'aws_iam_role_policy', after: { role: 'r' }, unknown: { policy: true } });
    const hidden = { image_uri: 'secret:tag' };
    const lambda = aChange({
      type: 'aws_lambda_function',
      before: undefined,
      after: hidden,
      hiddenAfter: { image_uri: true },
    });
    const lines = text([aPlanned('verifier', [role, lambda])]);
    expect(lines).toContain('    role r: what it may is known only after the apply\n');
    expect(lines).toContain('! not by digest: aws_sqs_queue.tasks: nothing → hidden by the plan\n');
    expect(lines).not.toContain('secret');
  });

  it('says what is given up, but left in AWS', () => {
    expect(text([aPlanned('signing', [aChange({ kind: 'forget' })])])).toContain(
      '1 to forget\n    forgotten, but left in AWS: aws_sqs_queue.tasks\n',
    );
  });

  it('says that nothing could be planned', () => {
    const failed = { part: 'verifier', stack: 'dev-verifier', kind: 'failed', code: 'refused', message: 'no' } as const;
    expect(text([failed])).toContain('  no stack could be planned.\n');
  });

  it('begins with what could not be planned, and with exemptions that have ended', () => {
    const failed: Planned = {
      part: 'verifier',
      stack: 'dev-verifier',
      kind: 'failed',
      code: 'refused',
      message: 'locked\n  | by ci',
    };
    const expired = [{ name: 'old', until: '2026-01-01T00:00:00.000Z' }];
    const lines = text([failed, aPlanned('signing', [aChange({})])], { expired });
    expect(lines).toContain('  1 to change in what could be planned; not planned: dev-verifier.\n');
    expect(lines).toContain('Could not be planned\n  ! not planned: locked\n        | by ci\n');
    expect(lines).toContain('  ! has ended: exemption old ended at 2026-01-01T00:00:00.000Z and is ignored: remove it');
    expect(lines).toContain('  ! not known: the verifier stack could not be planned');
  });

  it('keeps what is not ours on its line', () => {
    const reason = 'first line\nTrust\n  ! widens trust: forged \u001b[31m\u202e';
    const lines = text([aPlanned('verifier', [aDocumentChange(aDocument(), aDocument(anExemption(reason)))])]);
    expect(lines.match(/^Trust$/gm)).toHaveLength(1);
    expect(lines).toContain('because: first line\\u{a}Trust\\u{a}  ! widens trust: forged \\u{1b}[31m\\u{202e}\n');
  });

  it('says when a change of the file changes nothing of what is trusted', () => {
    const same = aDocument().policies['web'];
    const change = aDocumentChange(aDocument(), aDocument({ policies: { shop: same } }));
    expect(text([aPlanned('verifier', [change])])).toContain('(nothing more and nothing less is trusted)');
  });
});
