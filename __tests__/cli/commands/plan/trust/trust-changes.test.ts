import { trustChanges } from '../../../../../cli/commands/plan/trust/trust-changes';
import { aDocument, NOW } from '../a-plan';

const ECR = '111122223333.dkr.ecr.eu-west-1.amazonaws.com';
const OURS = 'arn:aws:signer:eu-west-1:111122223333:/signing-profiles/dev_workloads';
const VERSION = `${OURS}/a1B2c3D4e5`;
const AUDITORS = 'arn:aws:signer:eu-west-1:444455556666:/signing-profiles/auditors';
const THEIRS = 'arn:aws:signer:eu-west-1:444455556666:/signing-profiles/partner';

const web = (
  repositories: readonly string[],
  signers: readonly string[] = [OURS],
  require: 'any' | 'all' | number = 'any',
) => ({
  policies: { web: { repositories: repositories.map((each) => `${ECR}/${each}`), signers, require } },
});
const requiring = (require: 'any' | 'all' | number, signers: readonly string[] = [OURS, THEIRS, AUDITORS]) =>
  web(['shop/*'], signers, require);
const exempt = (repository: string, until = '2027-12-31', reason = 'not ours to sign') => ({
  exemptions: { tools: { repositories: [`${ECR}/${repository}`], reason, until } },
});
const clusters = (mode: string) => ({ clusters: { payments: { mode } } });
const GATE = { stages: ['PRE_SCALE_UP'] };
const LATE = { stages: ['POST_SCALE_UP'] };
const LATER = { stages: [...GATE.stages, ...LATE.stages] };
const gated = (gate: unknown) => ({ clusters: { payments: { mode: 'audit', gate } } });

const marksOf = (before: object, after: object) =>
  trustChanges([aDocument({ ...before }), aDocument({ ...after })], NOW).map(({ kind, mark }) => `${kind}: ${mark}`);

describe('trustChanges', () => {
  it.each([
    ['nothing', {}, {}, []],
    ['the order of what is a set', web(['a', 'b']), web(['b', 'a']), []],
    ['another pattern', web(['shop/*']), web(['shop/*', 'base/*']), ['policy-changed: widens-trust']],
    ['a broader pattern', web(['shop/*']), web(['*']), ['policy-changed: widens-trust']],
    ['a narrower pattern', web(['shop/*']), web(['shop/web']), ['policy-changed: narrows-trust']],
    ['an added signer', web(['shop/*']), web(['shop/*'], [OURS, THEIRS]), ['policy-changed: widens-trust']],
    ['one signer for another', web(['shop/*']), web(['shop/*'], [THEIRS]), ['policy-changed: widens-trust']],
    ['a removed signer', web(['shop/*'], [OURS, THEIRS]), web(['shop/*']), ['policy-changed: narrows-trust']],
    ['a version for its profile', web(['a']), web(['a'], [VERSION]), ['policy-changed: narrows-trust']],
    ['a profile for its version', web(['a'], [VERSION]), web(['a']), ['policy-changed: widens-trust']],
    [
      'another letter case of a name',
      web(['a']),
      web(['a'], [OURS.replace('dev', 'Dev')]),
      ['policy-changed: widens-trust'],
    ],
    ['a version beside its profile', web(['a']), web(['a'], [OURS, VERSION]), ['policy-changed: none']],
    ['a pattern within its own', web(['shop/*']), web(['shop/*', 'shop/web']), ['policy-changed: none']],
    ['a new exemption', {}, exempt('legacy/*'), ['exemption-added: widens-trust']],
    ['an exemption that the policy beats', {}, exempt('*'), ['exemption-added: widens-trust']],
    [
      'an exemption in a pattern',
      web(['shop/*']),
      { ...web(['shop/*']), ...exempt('shop/a') },
      ['exemption-added: widens-trust'],
    ],
    ['an expired exemption', {}, exempt('legacy/*', '2025-01-01'), ['exemption-added: none']],
    ['a removed exemption', exempt('legacy/*'), {}, ['exemption-removed: narrows-trust']],
    ['a removed exemption that had expired', exempt('legacy/*', '2025-01-01'), {}, ['exemption-removed: none']],
    ['a longer exemption', exempt('a'), exempt('a', '2028-12-31'), ['exemption-changed: widens-trust']],
    ['a shorter exemption', exempt('a'), exempt('a', '2027-01-31'), ['exemption-changed: narrows-trust']],
    ['a revived exemption', exempt('a', '2025-01-01'), exempt('a'), ['exemption-changed: widens-trust']],
    ['a broader exemption', exempt('a/b'), exempt('a/*'), ['exemption-changed: widens-trust']],
    ['another reason', exempt('a'), exempt('a', '2027-12-31', 'still not ours'), ['exemption-changed: none']],
    ['enforce by default', {}, { mode: 'enforce' }, ['default-mode: can-stop-tasks']],
    ['audit by default', { mode: 'enforce' }, {}, ['default-mode: weakens-enforcement']],
    ['a cluster in enforce', {}, clusters('enforce'), ['cluster-mode: can-stop-tasks']],
    ['a cluster no longer named', clusters('enforce'), {}, ['cluster-mode: weakens-enforcement']],
    ['a cluster named as it was', {}, clusters('audit'), []],
    ['unmatched ignored', {}, { unmatched: 'ignore' }, ['unmatched: widens-trust']],
    ['unmatched verified', { unmatched: 'ignore' }, {}, ['unmatched: narrows-trust']],
    ['the unprovable stopped', {}, { responses: { whenUnprovable: 'stop' } }, ['response: can-stop-tasks']],
    ['the unprovable reported', { responses: { whenUnprovable: 'stop' } }, {}, ['response: weakens-enforcement']],
    ['a longer wait', {}, { responses: { confirmUnsignedAfterSeconds: 120 } }, ['response: none']],
    ['a shorter wait', {}, { responses: { confirmUnsignedAfterSeconds: 5 } }, ['response: can-stop-tasks']],
    ['more stops', {}, { responses: { stopBudget: { stops: 20, minutes: 20 } } }, ['response: can-stop-tasks']],
    [
      'as many stops sooner',
      {},
      { responses: { stopBudget: { stops: 10, minutes: 1 } } },
      ['response: can-stop-tasks'],
    ],
    ['services rolled back', {}, { responses: { services: 'rollback' } }, ['response: can-stop-tasks']],
    ['services only reported', { responses: { services: 'rollback' } }, {}, ['response: weakens-enforcement']],
    ['a gate', {}, { gate: GATE }, ['default-gate: can-stop-tasks']],
    ['one more stage', { gate: GATE }, { gate: LATER }, ['default-gate: can-stop-tasks']],
    ['one stage less', { gate: LATER }, { gate: GATE }, ['default-gate: weakens-enforcement']],
    ['one stage for another', { gate: GATE }, { gate: LATE }, ['default-gate: weakens-enforcement']],
    ['no gate any more', { gate: GATE }, {}, ['default-gate: weakens-enforcement']],
    ['the gate of a cluster', {}, gated(GATE), ['cluster-gate: can-stop-tasks']],
    ['the gate of a cluster off', gated(GATE), gated('off'), ['cluster-gate: weakens-enforcement']],
    ['the gate of a cluster as it was by default', { gate: GATE }, { gate: GATE, ...gated(GATE) }, []],
    ['when the alarm of the gate goes off', { gate: GATE }, { gate: { ...GATE, alarmAfterMinutes: 5 } }, []],
    ['fewer stops', {}, { responses: { stopBudget: { stops: 2, minutes: 10 } } }, ['response: none']],
  ])('marks %s', (_, before, after, marks) => {
    expect(marksOf(before, after)).toEqual(marks);
  });

  it('does not take a renamed policy for a change of what is trusted', () => {
    const { web: same } = web(['shop/*']).policies;
    expect(marksOf({ policies: { web: same } }, { policies: { constructor: same } })).toEqual([
      'policy-added: none',
      'policy-removed: none',
    ]);
  });

  it('marks a policy that takes repositories from a stricter one as broadening trust', () => {
    const strict = web(['shop/*']).policies;
    const lax = { repositories: [`${ECR}/shop/web`], signers: [THEIRS] };
    expect(marksOf({ policies: strict }, { policies: { ...strict, lax } })).toEqual(['policy-added: widens-trust']);
  });

  it('marks a policy over what was ignored as narrowing trust', () => {
    const more = { ...web(['shop/*']).policies, base: { repositories: ['docker.io/library/*'], signers: [OURS] } };
    expect(marksOf({ unmatched: 'ignore' }, { unmatched: 'ignore', policies: more })).toContain(
      'policy-added: narrows-trust',
    );
  });

  it.each<[string, object, object, string]>([
    ['fewer required signers', requiring(2), requiring(1), 'widens-trust'],
    ['all signers for a number', requiring(2), requiring('all'), 'narrows-trust'],
    ['any signer for all of them', requiring('all'), requiring('any'), 'widens-trust'],
    ['the same number in other words', requiring(3), requiring('all'), 'none'],
    [
      'one more signer, of whom all must sign',
      requiring('all', [OURS]),
      requiring('all', [OURS, THEIRS]),
      'narrows-trust',
    ],
    [
      'one signer less, of whom all must sign',
      requiring('all', [OURS, THEIRS]),
      requiring('all', [OURS]),
      'widens-trust',
    ],
    ['one more signer, and one more required', requiring(1, [OURS]), requiring(2, [OURS, THEIRS]), 'narrows-trust'],
    ['other signers, and more required', requiring(1, [OURS]), requiring(2, [THEIRS, AUDITORS]), 'widens-trust'],
  ])('marks %s', (_what, before, after, mark) => {
    expect(marksOf(before, after)).toEqual([`policy-changed: ${mark}`]);
  });

  it('lists the gravest first', () => {
    const after = { ...web(['shop/web']), ...exempt('legacy/*'), ...clusters('enforce') };
    expect(marksOf(web(['shop/*']), after)).toEqual([
      'exemption-added: widens-trust',
      'cluster-mode: can-stop-tasks',
      'policy-changed: narrows-trust',
    ]);
  });
});
