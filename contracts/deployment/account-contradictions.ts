import { parseKeyArn, parsePolicyArn, parsePrincipalArn, parseSecretArn } from '../naming/parse-arn';
import { problemAt, type Problem } from '../schema/invalid-input';
import type { DeploymentOutline } from './deployment-outline';
import type { KnownScope } from './name-contradictions';

// The stack grants other accounts only the profile that it creates.
const crossAccountProblems = ({ crossAccountSigners, existingProfile }: DeploymentOutline): readonly Problem[] =>
  existingProfile === undefined
    ? []
    : crossAccountSigners.map(({ path, value }) =>
        problemAt(
          path,
          'no account beside existing.signingProfile, whose owner grants its use (aws signer add-profile-permission)',
          value,
        ),
      );

// The services that use a key require one of their own region; the key may be of another account.
const keyProblems = ({ keys }: DeploymentOutline, known: KnownScope): readonly Problem[] =>
  keys.flatMap(({ path, value }) => {
    const region = parseKeyArn(value)?.region;
    return region === undefined || known.region === undefined || region === known.region
      ? []
      : [problemAt(path, `a key of the deployment's region ${known.region}`, value)];
  });

const boundaryProblems = ({ permissionsBoundary }: DeploymentOutline, known: KnownScope): readonly Problem[] => {
  if (permissionsBoundary === undefined) return [];
  const { path, value } = permissionsBoundary;
  const arn = parsePolicyArn(value);
  if (arn === undefined || known.partition === undefined || known.account === undefined) return [];
  const isOwn = arn.partition === known.partition && [known.account, 'aws'].includes(arn.account);
  return isOwn ? [] : [problemAt(path, `a policy of the account ${known.account} in ${known.partition}`, value)];
};

// A role can only be assumed within its partition.
const principalProblems = ({ assumedBy }: DeploymentOutline, known: KnownScope): readonly Problem[] =>
  assumedBy.flatMap(({ path, value }) => {
    const partition = parsePrincipalArn(value)?.partition;
    return partition === undefined || known.partition === undefined || partition === known.partition
      ? []
      : [problemAt(path, `an ARN of the deployment's partition ${known.partition}`, value)];
  });

// A secret of another account needs a key whose policy lets the function use it, which the stack does not manage.
const secretProblems = ({ webhookSecret }: DeploymentOutline, known: KnownScope): readonly Problem[] => {
  const arn = webhookSecret && parseSecretArn(webhookSecret.value);
  if (webhookSecret === undefined || arn === undefined) return [];
  const wrong = (['partition', 'region', 'account'] as const).find(
    (part) => known[part] !== undefined && known[part] !== arn[part],
  );
  return wrong === undefined
    ? []
    : [problemAt(webhookSecret.path, `a secret of the deployment's ${wrong} ${known[wrong]}`, webhookSecret.value)];
};

/** Finds contradictions among the accounts, keys and policies in a deployment file and where it is deployed. */
export const findAccountContradictions = (outline: DeploymentOutline, known: KnownScope): readonly Problem[] => [
  ...crossAccountProblems(outline),
  ...keyProblems(outline, known),
  ...boundaryProblems(outline, known),
  ...principalProblems(outline, known),
  ...secretProblems(outline, known),
];
