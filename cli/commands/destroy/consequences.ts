import type { Deployment } from '../../../contracts/deployment/deployment';
import { sampleNames } from '../../../contracts/naming/resource-names';

const ofProfile = ({ existing, signing, region }: Deployment): readonly string[] =>
  existing.signingProfile === undefined
    ? [
        `AWS Signer cancels the profile ${signing.profile}: its name cannot come back, and a new deployment needs another.`,
        `Signatures made with it stay good until they expire. To take them back, revoke the profile's version before: aws signer revoke-signing-profile --region ${region} --profile-name ${signing.profile} --profile-version VERSION --reason REASON --effective-time TIME (VERSION is the end of profileVersionArn in the outputs); what it signed is then untrusted wherever it runs.`,
      ]
    : [`The profile ${existing.signingProfile} was there before and stays.`];

const ofRepositories = ({ retainImages, name }: Deployment): string =>
  retainImages
    ? `A repository that still holds images stays, and its destruction fails: delete the images, or set "retainImages": false in deployments/${name}.json and run image-trust deploy --only signing before.`
    : 'Repositories go with all their images and signatures.';

/** What destroying a deployment means beyond its stacks, sentence by sentence. */
export const consequencesOf = (deployment: Deployment, withSigning: boolean): readonly string[] => [
  `Nothing judges what runs any more. A task that still runs keeps the cluster ${sampleNames(deployment).cluster} alive: stop it before.`,
  ...(withSigning
    ? [...ofProfile(deployment), ofRepositories(deployment)]
    : ['The signing stack stays, with profile, repositories, images and signatures; --with-signing destroys it, too.']),
];

/** What makes it certain that destroying would fail halfway; undefined where nothing does. */
export const obstacleTo = ({ signing, existing, name }: Deployment, withSigning: boolean): string | undefined =>
  withSigning && signing.retainProfile && existing.signingProfile === undefined
    ? `the profile ${signing.profile} refuses to be destroyed, since its name could never come back: set "retainProfile": false under "signing" in deployments/${name}.json if that is meant, or leave out --with-signing`
    : undefined;
