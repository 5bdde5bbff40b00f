import type { Deployment } from '../../../contracts/deployment/deployment';
import { fitPolicies } from '../../../contracts/iam/fit-policies';
import { policyLength, type Statement } from '../../../contracts/iam/policy';
import { breakGlassStatements } from './statements/break-glass';
import { deadLettersStatements } from './statements/dead-letters';
import { gateStatements } from './statements/gate';
import { readStatements } from './statements/read';
import { reportStatements } from './statements/report';
import { sampleStatements } from './statements/sample';
import { signingStatements } from './statements/signing';
import { verifierStatements } from './statements/verifier';

/** The policies by purpose: who needs them, and what they allow. */
export const PURPOSES = {
  read: { neededBy: 'everyone here, and plans', allows: 'reading what is deployed', statements: readStatements },
  'deploy-signing': {
    neededBy: 'whoever deploys, pushes and signs',
    allows: 'the signing stack, pushing and signing',
    statements: signingStatements,
  },
  'deploy-verifier': { neededBy: 'whoever deploys', allows: 'the verifier stack', statements: verifierStatements },
  sample: {
    neededBy: 'whoever deploys with a sample',
    allows: 'the sample stack, and image-trust sample',
    statements: sampleStatements,
  },
  gate: {
    neededBy: 'whoever owns gated services',
    allows: 'image-trust gate check and status',
    statements: gateStatements,
  },
  report: {
    neededBy: 'whoever reads reports',
    allows: 'image-trust report and preview',
    statements: reportStatements,
  },
  'dead-letters': {
    neededBy: 'whoever is on duty',
    allows: 'image-trust dead-letters',
    statements: deadLettersStatements,
  },
  'break-glass': {
    neededBy: 'whoever grants in an emergency',
    allows: 'assuming the break-glass role',
    statements: breakGlassStatements,
  },
} as const satisfies Readonly<
  Record<
    string,
    {
      readonly neededBy: string;
      readonly allows: string;
      readonly statements: (deployment: Deployment) => readonly Statement[];
    }
  >
>;

/** One purpose. */
export type Purpose = keyof typeof PURPOSES;

/** A managed policy for people and pipelines that work with a deployment. */
export interface DeployerPolicy {
  /** The name of its file: the purpose, with a number if the purpose needs several policies. */
  readonly name: string;
  readonly purpose: Purpose;
  /** How many characters it has, as IAM counts them. */
  readonly characters: number;
  readonly document: { readonly Version: '2012-10-17'; readonly Statement: readonly Statement[] };
}

const toPolicies = (purpose: Purpose, deployment: Deployment): readonly DeployerPolicy[] =>
  fitPolicies(PURPOSES[purpose].statements(deployment)).map((statements, index) => ({
    name: index === 0 ? purpose : `${purpose}-${index + 1}`,
    purpose,
    characters: policyLength(statements),
    document: { Version: '2012-10-17', Statement: statements },
  }));

/** The policies for one deployment, with its account, region and names; each fits into one managed policy. */
export const toDeployerPolicies = (deployment: Deployment): readonly DeployerPolicy[] =>
  (Object.keys(PURPOSES) as Purpose[]).flatMap((purpose) => toPolicies(purpose, deployment));
