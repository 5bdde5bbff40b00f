import { InvalidInputError } from '../../../contracts/schema/invalid-input';
import { parseContract } from '../../../contracts/schema/parse-contract';
import { verdictEventSchema, type VerdictEvent } from '../../../contracts/events/verdict-event';

const untrusted: VerdictEvent = {
  version: 3,
  deployment: 'dev',
  trustDocument: 'ab'.repeat(32),
  cluster: 'arn:aws:ecs:eu-west-1:111122223333:cluster/payments',
  task: 'arn:aws:ecs:eu-west-1:111122223333:task/payments/c13b4cb40f1f4fe4a2971f76ae5a47ad',
  container: 'web',
  image: 'nginx',
  repository: 'docker.io/library/nginx',
  digest: `sha256:${'ab'.repeat(32)}`,
  verdict: 'untrusted',
  reason: 'unsigned',
  cause: null,
  policy: 'web',
  rule: null,
  detail: 'no signature is associated with the image',
  signatures: [],
  rejectedSignatures: [],
  mode: 'enforce',
  workload: 'standalone',
  response: 'stop-pending',
  note: null,
  at: '2026-01-23T17:57:58.000Z',
};

const parse = (overrides: object): VerdictEvent =>
  parseContract(verdictEventSchema, { ...untrusted, ...overrides }, 'event');

describe('verdictEventSchema', () => {
  it.each<[string, object]>([
    ['an untrusted image', {}],
    ['a trusted image', { verdict: 'trusted', reason: null, response: 'reported' }],
    [
      'an exempt sidecar without image, repository and digest',
      {
        verdict: 'exempt',
        reason: null,
        policy: null,
        rule: 'aws-managed-sidecar',
        image: null,
        repository: null,
        digest: null,
      },
    ],
    [
      'an image that could not be verified',
      { verdict: 'inconclusive', reason: 'throttled', cause: 'service', workload: 'service' },
    ],
    [
      'an image for which no trust document could be read',
      { trustDocument: null, verdict: 'inconclusive', reason: 'tool-failed', cause: 'service' },
    ],
    ['the task of a managed daemon', { workload: 'daemon' }],
    ['a stop that was given up', { response: 'stop-abandoned' }],
    ['a verdict that ECS does not confirm', { response: 'not-confirmed' }],
    ['a deployment that was not rolled back, and why', { response: 'reported', note: 'It is the first deployment.' }],
    ['the longest detail', { detail: 'x'.repeat(1000) }],
  ])('accepts %s', (_what, overrides) => {
    expect(parse(overrides)).toEqual({ ...untrusted, ...overrides });
  });

  it.each<[string, object, string]>([
    ['a longer detail', { detail: 'x'.repeat(1001) }, 'detail: expected at most 1000 characters'],
    ['a longer note', { note: 'x'.repeat(1001) }, 'note: expected at most 1000 characters'],
    ['version 1 of the event', { version: 1 }, 'version: expected 3, found 1'],
    ['a workload of version 1', { workload: 'other' }, 'workload: expected one of "service", "daemon"'],
    ['an unknown reason', { reason: 'bad' }, 'reason: expected one of "unsigned", "signer-not-trusted"'],
    [
      'a tag for a digest',
      { digest: 'latest' },
      'digest: expected a digest sha256:<64 hexadecimal digits>, found "latest"',
    ],
    ['a cluster by name', { cluster: 'payments' }, 'cluster: expected the ARN of an ECS cluster, found "payments"'],
    ['a task by its id', { task: 'c13b4c' }, 'task: expected the ARN of an ECS task, found "c13b4c"'],
    ['an absent field', { rule: undefined }, 'rule: expected a name, found nothing'],
    ['an unknown field', { overrides: {} }, 'overrides: expected a known key (version'],
    ['a local time', { at: '2026-01-23T17:57:58+01:00' }, 'at: expected an instant in UTC'],
    ['a response that is not announced', { response: 'recorded' }, 'response: expected one of "reported"'],
  ])('refuses %s', (_what, overrides, message) => {
    expect(() => parse(overrides)).toThrow(InvalidInputError);
    expect(() => parse(overrides)).toThrow(`event: 1 problem\n  ${message}`);
  });
});
