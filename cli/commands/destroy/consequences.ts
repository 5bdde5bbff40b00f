import type { Deployment } from '../../../contracts/deployment/deployment';
import { reportBucketName, sampleNames } from '../../../contracts/naming/resource-names';

const ofProfile = ({ existing, signing, region }: Deployment): readonly string[] =>
  existing.signingProfile === undefined
    ? [
        `AWS Signer cancels the profile ${signing.profile}: its name can never be used again, and a new deployment needs another one.`,
        `Signatures made with it stay valid until they expire. To invalidate them, revoke the profile's version first: aws signer revoke-signing-profile --region ${region} --profile-name ${signing.profile} --profile-version VERSION --reason REASON --effective-time TIME (VERSION is the end of profileVersionArn in the outputs). What it signed is then untrusted wherever it runs.`,
      ]
    : [`The profile ${existing.signingProfile} existed before this deployment and stays.`];

const ofRepositories = ({ retainImages, name }: Deployment): string =>
  retainImages
    ? `A repository that still holds images stays, and destroying it fails: delete the images first, or set "retainImages": false in deployments/${name}.json and run npx image-trust deploy --deployment ${name} --only signing.`
    : 'Repositories are deleted with all their images and signatures.';

const ofReports = ({ sweep, name, account, region }: Deployment): readonly string[] =>
  sweep === 'off'
    ? []
    : [
        `Every report is deleted with its bucket ${reportBucketName({ name, account, region })}. To keep the bucket, set "sweep": "off" in deployments/${name}.json and run npx image-trust deploy --deployment ${name} --only verifier first.`,
      ];

/** What destroying a deployment means beyond its stacks, sentence by sentence. */
export const consequencesOf = (deployment: Deployment, withSigning: boolean): readonly string[] => [
  `Nothing verifies running images any more. A task that still runs keeps the cluster ${sampleNames(deployment).cluster} from being deleted: stop it first.`,
  ...ofReports(deployment),
  ...(withSigning
    ? [...ofProfile(deployment), ofRepositories(deployment)]
    : [
        'The signing stack stays, with its profile, repositories, images and signatures; --with-signing destroys it as well.',
      ]),
];

/** What makes it certain that destroying would fail halfway; undefined if nothing does. */
export const obstacleTo = ({ signing, existing, name }: Deployment, withSigning: boolean): string | undefined =>
  withSigning && signing.retainProfile && existing.signingProfile === undefined
    ? `the profile ${signing.profile} is retained, because its name could never be used again: set "retainProfile": false under "signing" in deployments/${name}.json to destroy it, or leave out --with-signing`
    : undefined;
