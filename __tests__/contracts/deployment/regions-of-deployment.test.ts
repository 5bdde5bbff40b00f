import { complaintsAbout } from '../../support/deployment/deployment';

const HINT = '(for a newer one than this version knows, also set "partition")';
const SIGNER = 'arn:aws:signer:eu-west-1:111122223333:/signing-profiles/dev_workloads';
const policies = (repository: string, signer = SIGNER) => ({
  policies: { web: { repositories: [repository], signers: [signer] } },
});
const nowhere = policies('111122223333.dkr.ecr.us-nowhere-1.amazonaws.com/shop/*');

describe('a region that AWS does not have', () => {
  it.each<[string, Record<string, unknown>, string]>([
    [
      'the deployment',
      { region: 'eu-wets-1', ...policies('quay.io/shop/web', SIGNER.replace('west', 'wets')) },
      'region',
    ],
    [
      'the bucket of the state',
      { backend: { kind: 's3', bucket: 'our-state', region: 'eu-wets-1' } },
      'backend.region',
    ],
    [
      'a signer',
      policies('quay.io/shop/web', 'arn:aws:signer:eu-wets-1:444455556666:/signing-profiles/x1'),
      'policies.web.signers[0]',
    ],
    ['a pattern', policies('111122223333.dkr.ecr.eu-wets-1.amazonaws.com/shop/*'), 'policies.web.repositories[0]'],
  ])('is refused, with the nearest one: that of %s', (_what, overrides, path) => {
    const lines = complaintsAbout(overrides).filter((line) => line.startsWith(`  ${path}: `));
    expect(lines).toEqual([
      expect.stringContaining(`${path}: expected a region that AWS has, such as eu-west-1 ${HINT}, found "`),
    ]);
  });

  it('is accepted in a file that sets partition, since AWS adds regions', () => {
    expect(complaintsAbout(nowhere)).toHaveLength(2);
    expect(complaintsAbout({ ...nowhere, partition: 'aws' })).toEqual([]);
  });
});
