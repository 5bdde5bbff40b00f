import { complaintsAbout } from '../../support/deployment/deployment';
import { sampleFields } from '../../support/deployment/deployment-sample';

const HOST = '111122223333.dkr.ecr.eu-west-1.amazonaws.com';
const SIGNER = 'arn:aws:signer:eu-west-1:111122223333:/signing-profiles/dev_workloads';
const policies = (...repositories: readonly string[]) => ({ web: { repositories, signers: [SIGNER] } });
const existing = (signingProfile: string) => ({ existing: { signingProfile } });
const longName = (length: number) => ['d'.repeat(length), `deployments/${'d'.repeat(length)}.json`] as const;

describe('a contradiction among names', () => {
  it.each<[string, Record<string, unknown>, readonly string[]]>([
    [
      'an existing repository that is not a workload repository',
      { existing: { workloadRepositories: ['shop/api'] } },
      ['existing.workloadRepositories[0]: expected one of signing.repositories.workloads, found "shop/api"'],
    ],
    [
      'an existing profile of another name',
      existing('arn:aws:signer:eu-west-1:111122223333:/signing-profiles/central/a1B2c3D4e5'),
      [
        'existing.signingProfile: expected a version of the profile in signing.profile, dev_workloads, found "arn:aws:signer:eu-west-1:111122223333:/signing-profiles/central/a1B2c3D4e5"',
      ],
    ],
    [
      'an existing profile of another region',
      existing('arn:aws:signer:us-east-1:111122223333:/signing-profiles/dev_workloads/a1B2c3D4e5'),
      [
        'existing.signingProfile: expected the deployment\'s region eu-west-1, where images are signed, found "arn:aws:signer:us-east-1:111122223333:/signing-profiles/dev_workloads/a1B2c3D4…',
      ],
    ],
    [
      'a sample without a policy',
      { sample: sampleFields.sample },
      ['signed', 'unsigned'].map(
        (variant) =>
          `sample: expected a policy that covers ${HOST}/dev-sample/${variant}, whose images the sample runs, found nothing`,
      ),
    ],
    [
      'a sample whose unsigned image no policy covers',
      { sample: sampleFields.sample, policies: policies(`${HOST}/dev-sample/signed`) },
      [
        `sample: expected a policy that covers ${HOST}/dev-sample/unsigned, whose images the sample runs, found nothing`,
      ],
    ],
    [
      "the sample's repository among the workloads",
      {
        ...sampleFields,
        signing: {
          profile: 'dev_workloads',
          repositories: { workloads: ['dev-sample/signed'], verifier: 'dev-image-trust' },
        },
      },
      ['sample: expected each repository once (signing.repositories.workloads[0] has it), found "dev-sample/signed"'],
    ],
  ])('is refused: %s', (_what, overrides, lines) => {
    expect(complaintsAbout(overrides).slice(1)).toEqual(lines.map((line) => `  ${line}`));
  });

  it('is refused: a name that makes the bucket name of its region too long', () => {
    const [name, file] = longName(28);
    expect(complaintsAbout({ name }, file)).toEqual([]);
    const [tooLong, itsFile] = longName(29);
    expect(complaintsAbout({ name: tooLong }, itsFile).slice(1)).toEqual([
      `  name: expected at most 28 characters, since the bucket's name may have at most 63, found "${tooLong}"`,
    ]);
  });

  it.each([
    ['sthree', 'sthree'],
    ['sthree-prod', 'sthree'],
    ['amzn-s3-demo-prod', 'amzn-s3-demo'],
  ])('is refused: the name %s, since S3 refuses the name of its bucket', (name, reserved) => {
    expect(complaintsAbout({ name }, `deployments/${name}.json`).slice(1)).toEqual([
      `  name: expected a name that does not begin with ${reserved}, which S3 reserves in bucket names, found "${name}"`,
    ]);
  });

  it.each<[string, Record<string, unknown>]>([
    [
      'a profile of another account',
      existing('arn:aws:signer:eu-west-1:444455556666:/signing-profiles/dev_workloads/a1B2c3D4e5'),
    ],
    ['a sample with its policy', sampleFields],
    ['a sample that a wider policy covers', { sample: sampleFields.sample, policies: policies(`${HOST}/*`) }],
  ])('is not found in %s', (_what, overrides) => {
    expect(complaintsAbout(overrides)).toEqual([]);
  });
});
