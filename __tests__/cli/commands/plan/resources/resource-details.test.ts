import { attributeAfter, changedAttributes } from '../../../../../cli/commands/plan/resources/attribute';
import { imageChanges } from '../../../../../cli/commands/plan/resources/image-changes';
import { keptIn, lossIn } from '../../../../../cli/commands/plan/resources/losses';
import { readPlan } from '../../../../../cli/commands/plan/resources/read-plan';
import { aChange } from '../a-plan';

const DIGEST = `@sha256:${'a'.repeat(64)}`;

describe('readPlan', () => {
  const plan = (change: object) => ({
    format_version: '1.2',
    resource_changes: [{ address: 'a.b', type: 'a', mode: 'managed', change, unheard_of: true }],
  });

  it.each([
    [['no-op'], undefined],
    [['read'], undefined],
    [['create'], 'create'],
    [['update'], 'update'],
    [['delete'], 'delete'],
    [['forget'], 'forget'],
    [['delete', 'create'], 'replace'],
    [['create', 'delete'], 'replace'],
  ])('reads %j as %s', (actions, kind) => {
    expect(readPlan(plan({ actions }), 'it').changes[0]?.kind).toBe(kind);
  });

  it('ignores data sources', () => {
    const json = {
      format_version: '1.0',
      resource_changes: [{ address: 'a', type: 'a', mode: 'data', change: { actions: ['create'] } }],
    };
    expect(readPlan(json, 'it').changes).toEqual([]);
  });

  it.each([
    [
      'another format',
      { format_version: '2.0' },
      'format_version: expected a format 1.x of Terraform\'s plans, found "2.0"',
    ],
    [
      'an action that it does not know',
      plan({ actions: ['vanish'] }),
      'resource_changes[0].change.actions[0]: expected one of',
    ],
    ['no plan', [], '(whole): expected an object, found []'],
  ])('refuses %s', (_, json, message) => {
    expect(() => readPlan(json, 'the plan of dev-signing')).toThrow(message);
  });
});

describe('an attribute', () => {
  it.each([
    ['a text', { after: { a: 'x' } }, { kind: 'text', text: 'x' }],
    ['what is no text', { after: { a: [1] } }, { kind: 'text', text: '[1]' }],
    ['nothing', { after: {} }, { kind: 'absent' }],
    ['known only later', { after: {}, unknown: { a: true } }, { kind: 'unknown' }],
    ['partly known only later', { after: { a: [{}] }, unknown: { a: [{ b: true }] } }, { kind: 'unknown' }],
    ['wholly known', { after: { a: ['x'] }, unknown: { a: [false] } }, { kind: 'text', text: '["x"]' }],
    ['sensitive', { after: { a: 'secret' }, hiddenAfter: { a: true } }, { kind: 'hidden' }],
    ['gone', { after: undefined, unknown: { a: true } }, { kind: 'absent' }],
  ])('is %s', (_, overrides, expected) => {
    expect(attributeAfter(aChange(overrides), 'a')).toEqual(expected);
  });

  it.each([
    ['another value', { a: 1 }, { a: 2 }, {}, ['a']],
    ['an inner value', { a: [{ b: 1 }] }, { a: [{ b: 2 }] }, {}, ['a']],
    ['nothing for an empty list', { a: null, b: [] }, { a: [], c: '' }, {}, []],
    ['known only later', { a: 1 }, {}, { a: true }, ['a']],
    ['the same', { a: { b: [1] } }, { a: { b: [1] } }, {}, []],
    ['falsehood for truth', { a: true }, { a: false }, {}, ['a']],
  ])('counts as changed, or not: %s', (_, before, after, unknown, names) => {
    expect(changedAttributes(aChange({ before, after, unknown }))).toEqual(names);
  });
});

describe('imageChanges', () => {
  const lambda = (image_uri: string | undefined) => (image_uri === undefined ? undefined : { image_uri });
  const task = (images: Record<string, string>) => ({
    container_definitions: JSON.stringify(Object.entries(images).map(([name, image]) => ({ name, image }))),
  });

  it.each([
    ['the same', lambda(`r${DIGEST}`), lambda(`r${DIGEST}`), []],
    [
      'a digest for another',
      lambda(`r${DIGEST}`),
      lambda(`q${DIGEST}`),
      [{ from: `r${DIGEST}`, to: `q${DIGEST}`, mark: 'none' }],
    ],
    ['a tag', lambda(`r${DIGEST}`), lambda('r:latest'), [{ to: 'r:latest', mark: 'by-tag' }]],
    ['nothing before', undefined, lambda(`r${DIGEST}`), [{ from: undefined, to: `r${DIGEST}` }]],
    ['nothing after', lambda(`r${DIGEST}`), undefined, [{ from: `r${DIGEST}`, to: undefined, mark: 'none' }]],
  ])('of a function: %s', (_, before, after, expected) => {
    const changes = imageChanges(aChange({ type: 'aws_lambda_function', before, after }));
    expect(changes).toEqual(expected.map((each) => expect.objectContaining(each) as unknown));
  });

  it('does not call the image of a function gone that Terraform forgets', () => {
    const before = lambda(`r${DIGEST}`);
    expect(imageChanges(aChange({ type: 'aws_lambda_function', kind: 'forget', before, after: undefined }))).toEqual(
      [],
    );
  });

  it('of a task definition, container by container', () => {
    const [before, after] = [
      task({ web: `a${DIGEST}`, log: `l${DIGEST}` }),
      task({ web: `b${DIGEST}`, log: `l${DIGEST}` }),
    ];
    expect(imageChanges(aChange({ type: 'aws_ecs_task_definition', before, after }))).toEqual([
      expect.objectContaining({ container: 'web', from: `a${DIGEST}`, to: `b${DIGEST}` }),
    ]);
  });

  it('does not guess an image that is known only after apply', () => {
    const change = aChange({
      type: 'aws_lambda_function',
      before: lambda(`r${DIGEST}`),
      after: {},
      unknown: { image_uri: true },
    });
    expect(imageChanges(change)).toEqual([expect.objectContaining({ to: 'known only after apply', mark: 'by-tag' })]);
  });

  it('reports containers that it cannot read', () => {
    const change = aChange({
      type: 'aws_ecs_task_definition',
      before: undefined,
      after: { container_definitions: '{' },
    });
    expect(imageChanges(change)).toEqual([expect.objectContaining({ container: '?', mark: 'by-tag' })]);
  });

  it('ignores resources that run no image', () => {
    expect(imageChanges(aChange({ before: lambda('a'), after: lambda('b') }))).toEqual([]);
  });
});

describe('lossIn', () => {
  it.each([
    ['aws_ecr_repository', 'delete', { name: 'shop/web' }, 'shop/web destroyed'],
    ['aws_s3_bucket', 'replace', { bucket: 'b' }, 'b replaced'],
    ['aws_dynamodb_table', 'delete', { name: 't' }, 't destroyed'],
    ['aws_sqs_queue', 'delete', { name: 'q' }, 'q destroyed'],
    ['aws_cloudwatch_log_group', 'delete', { name: 'l' }, 'l destroyed'],
    ['aws_kms_key', 'delete', { description: 'Topic t' }, 'Topic t destroyed'],
    ['aws_signer_signing_profile', 'replace', { name: 'p' }, 'p replaced'],
    ['aws_sqs_queue', 'delete', {}, 'aws_sqs_queue.tasks destroyed'],
  ] as const)('reports the loss of %s: %s', (type, kind, before, expected) => {
    const loss = lossIn(aChange({ type, kind, before }));
    expect(loss && `${loss.name} ${loss.how}`).toBe(expected);
  });

  it.each([
    ['the ledger', { name: 'l', hash_key: 'id' }, 'verdicts may be announced again'],
    ['the table of grants', { name: 'g', hash_key: 'cluster', range_key: 'id' }, 'grant is lost and ends at once'],
  ])('says what is lost with %s', (_what, before, words) => {
    const change = aChange({ type: 'aws_dynamodb_table', kind: 'delete', before });
    expect(lossIn(change)?.consequence).toContain(words);
  });

  it.each([
    ['aws_sqs_queue', 'update'],
    ['aws_sqs_queue', 'create'],
    ['aws_sqs_queue', 'forget'],
    ['aws_iam_role', 'delete'],
  ] as const)('ignores %s: %s', (type, kind) => {
    expect(lossIn(aChange({ type, kind }))).toBeUndefined();
  });
});

describe('keptIn', () => {
  it('names what Terraform forgets and does not destroy', () => {
    const change = aChange({ type: 'aws_ecr_repository', kind: 'forget', before: { name: 'shop/web' } });
    expect(keptIn(change)).toEqual({ address: change.address, type: 'aws_ecr_repository', name: 'shop/web' });
    expect(lossIn(change)).toBeUndefined();
  });

  it.each([
    ['aws_ecr_repository', 'delete'],
    ['aws_ecr_repository_policy', 'forget'],
  ] as const)('ignores %s: %s', (type, kind) => {
    expect(keptIn(aChange({ type, kind }))).toBeUndefined();
  });
});
