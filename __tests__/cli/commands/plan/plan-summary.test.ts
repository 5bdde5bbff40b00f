import { describeImage } from '../../../../cli/commands/plan/resources/describe-resources';
import { reportOn } from '../../../../cli/commands/plan/plan-report';
import { hasChanges, summarise } from '../../../../cli/commands/plan/plan-summary';
import { renderMarkdown } from '../../../../cli/commands/plan/report/render-markdown';
import { renderText } from '../../../../cli/commands/plan/report/render-text';
import { aChange, aDocument, aPlanned, NO_PLAN, NOW, RECORDED, recordedPlan, summaryOf } from './a-plan';

describe('the summary of recorded plans', () => {
  const summary = summaryOf(RECORDED);

  it('compares the trust documents, the gravest change first', () => {
    expect(summary.trust).toMatchObject({
      kind: 'changed',
      changes: [
        { kind: 'policy-changed', name: 'shop', mark: 'widens-trust' },
        { kind: 'exemption-added', name: 'legacy', mark: 'widens-trust' },
        { kind: 'exemption-changed', name: 'otel', mark: 'widens-trust' },
        { kind: 'cluster-mode', from: 'enforce', to: 'audit' },
        { kind: 'cluster-mode', from: 'audit', to: 'enforce' },
        { kind: 'response', setting: 'whenUnprovable', to: 'stop' },
      ],
    });
  });

  it('says which image replaces which', () => {
    expect(summary.images.map(({ address, from, to }) => [address, from?.slice(-4), to?.slice(-4)])).toEqual([
      ['aws_lambda_function.launch', undefined, 'dddd'],
      ['aws_ecs_task_definition.signed', 'bbbb', 'eeee'],
    ]);
  });

  it('says by digest which base images an image was built from, from the lock', () => {
    const [to = ''] = summary.images.flatMap((image) => image.to ?? []);
    const [repository = '', digest = ''] = to.split('@');
    const bases = { 'public.ecr.aws/lambda/nodejs:22': `sha256:${'9'.repeat(64)}` };
    const locked = { repository, digest, tag: 't', inputs: '', profileVersionArn: null, bases };
    const lock = {
      images: { verifier: locked, other: { ...locked, digest: 'sha256:other', bases: { other: digest } } },
    };
    const images = summarise({
      deployment: 'dev',
      planned: RECORDED,
      document: aDocument(),
      expired: [],
      lock,
      now: NOW,
    }).images;
    expect(images.map((image) => image.bases)).toEqual([bases, undefined]);
    const [line = ''] = images.map((image) =>
      describeImage(image)
        .sentence.map((part) => (typeof part === 'string' ? part : part.value))
        .join(''),
    );
    expect(line).toMatch(new RegExp(`${digest}, built from public.ecr.aws/lambda/nodejs:22@sha256:9{64}$`));
  });

  it('says what a policy newly allows and no longer allows', () => {
    const stops = summary.permissions.find(({ holder }) => holder.endsWith('dev-image-trust-stop-tasks'));
    expect(stops?.gained[0]).toMatchObject({ effect: 'Allow', actions: ['ecs:StopTask'] });
    expect(stops?.gained[0]?.resources).toEqual(['arn:aws:ecs:eu-west-1:123456789012:task/web/*']);
    expect(stops?.lost[0]?.resources).toEqual(['arn:aws:ecs:eu-west-1:123456789012:task/payments/*']);
  });

  it('says which accounts may newly sign', () => {
    const gained = summary.permissions
      .filter(({ holder }) => holder === 'signing profile dev_workloads')
      .flatMap((each) => each.gained);
    expect(gained.map(({ principal, actions }) => [principal, ...actions])).toEqual([
      ['444455556666', 'signer:GetSigningProfile'],
      ['444455556666', 'signer:SignPayload'],
    ]);
  });

  it('names what is lost', () => {
    expect(summary.losses.map(({ name, how }) => `${name} ${how}`)).toEqual([
      'shop/web destroyed',
      'dev-image-trust-undelivered replaced',
      'dev-image-trust-dead-letters replaced',
    ]);
  });

  it('names every resource, its changes, and what forces a replacement', () => {
    const resources = summary.stacks.flatMap((stack) => (stack.kind === 'planned' ? stack.resources : []));
    expect(resources).toContainEqual({
      address: 'aws_iam_policy.launch_role_stop-tasks',
      kind: 'update',
      attributes: ['policy'],
      forcedBy: [],
      reason: undefined,
    });
    expect(resources.find(({ address }) => address === 'aws_s3_object.trust_document')).toMatchObject({
      kind: 'replace',
      forcedBy: ['key'],
    });
    expect(resources.find(({ address }) => address === 'aws_sqs_queue.events_undelivered')?.reason).toBe(
      'replace_because_tainted',
    );
  });

  it('reports what was changed outside Terraform, but not what the provider filled in', () => {
    const drift = summary.stacks.flatMap((stack) => (stack.kind === 'planned' ? stack.drift : []));
    expect(drift.map(({ address, kind }) => `${address} ${kind}`)).toContain(
      'aws_s3_bucket_policy.trust_policy delete',
    );
    expect(drift.map(({ address }) => address)).not.toContain('aws_ecs_cluster.cluster');
  });
});

const AWAITING = { part: 'verifier', stack: 'dev-verifier', kind: 'awaits-images' } as const;

describe('a stack that waits for its images', () => {
  it('brings the first trust document, as the deployment file says it', () => {
    expect(summaryOf([AWAITING]).trust).toEqual({ kind: 'first', mode: 'audit', policies: ['web'], exemptions: [] });
  });

  it('changes no trust where the verifier stack is not planned at all', () => {
    expect(summaryOf([aPlanned('signing', [])]).trust).toEqual({ kind: 'unchanged' });
  });
});

describe('hasChanges', () => {
  it.each([
    ['a stack that waits for its images', AWAITING, true],
    ['nothing', aPlanned('signing', []), false],
    ['a resource', aPlanned('signing', [aChange({})]), true],
    ['an output', { ...aPlanned('signing', []), plan: { ...NO_PLAN, outputs: ['profileArn'] } }, true],
    ['a stack that failed', { part: 'signing', stack: 's', kind: 'failed', code: 'failed', message: '' }, false],
  ] as const)('of %s', (_, planned, expected) => {
    expect(hasChanges(summaryOf([planned]))).toBe(expected);
  });
});

describe('a recorded plan after the profile moved to existing, and a repository got another name', () => {
  const summary = summaryOf([recordedPlan('signing', 'signing-kept')]);

  it('names what is kept and no longer managed', () => {
    expect(summary.kept.map(({ type, name }) => `${type} ${name}`).sort()).toEqual([
      'aws_ecr_repository dev-image-trust',
      'aws_ecr_repository shop/web',
      'aws_signer_signing_profile dev_workloads',
    ]);
  });

  it('loses nothing and takes no permission away', () => {
    expect([summary.losses, summary.permissions]).toEqual([[], []]);
  });

  it('says so for people, in the text and as Markdown', () => {
    const report = reportOn(summary);
    const address = 'aws_signer_signing_profile.signing-profile_dev_workloads';
    expect(renderText(report)).toContain(
      `\nKept, no longer managed\n    dev-image-trust (aws_ecr_repository.verifier-repository_dev-image-trust): kept, no longer managed\n`,
    );
    expect(renderText(report)).toContain(`    kept, no longer managed: ${address}\n`);
    expect(renderMarkdown(report, 'dev')).toContain(`- \`dev_workloads\` (\`${address}\`): kept, no longer managed\n`);
    expect(renderText(report)).toContain('  1 to add, 4 to stop managing.\n');
  });
});
