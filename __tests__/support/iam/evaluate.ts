import { runSimulation, type Simulation } from '@cloud-copilot/iam-simulate';
import type { Statement } from '../../../stacks/policy-document';
import type { NeededPermission } from './needed-permissions';

/** A policy document. */
export interface PolicyText {
  readonly Version: '2012-10-17';
  readonly Statement: readonly Statement[];
}

/** A role with all policies that apply to it. */
export interface RolePolicies {
  /** The ARN of the role. */
  readonly principal: string;
  readonly account: string;
  /** The role's own policies by name. */
  readonly identity: Readonly<Record<string, PolicyText>>;
  /** The resource policies of what it uses, by ARN. */
  readonly resources: Readonly<Record<string, PolicyText>>;
}

// An account outside of an organisation isn't subject to service control policies.
const NO_ORGANISATION = [
  {
    orgIdentifier: 'o-example',
    policies: [
      {
        name: 'FullAWSAccess',
        policy: { Version: '2012-10-17', Statement: [{ Effect: 'Allow', Action: '*', Resource: '*' }] },
      },
    ],
  },
];

const policyOf = (resources: RolePolicies['resources'], resource: string): PolicyText | undefined =>
  Object.entries(resources).find(([arn]) => resource === arn || resource.startsWith(`${arn}/`))?.[1];

const accountOf = (resource: string, own: string): string => {
  const account = resource.split(':')[4];
  return account === undefined || account === '' ? own : account;
};

const simulationOf = (role: RolePolicies, { action, resource, context }: NeededPermission): Simulation => ({
  request: {
    principal: role.principal,
    action,
    resource: { resource, accountId: accountOf(resource, role.account) },
    // AWS knows who calls; the simulator does not derive it.
    contextVariables: { 'aws:PrincipalArn': role.principal, ...context },
  },
  identityPolicies: Object.entries(role.identity).map(([name, policy]) => ({ name, policy })),
  serviceControlPolicies: NO_ORGANISATION,
  resourceControlPolicies: [],
  resourcePolicy: policyOf(role.resources, resource),
});

/** Simulates whether a role has a permission; returns `Allowed` or the reason why not. */
export const evaluate = async (role: RolePolicies, needed: NeededPermission): Promise<string> => {
  const result = await runSimulation(simulationOf(role, needed), {});
  return result.resultType === 'error' ? JSON.stringify(result.errors) : result.overallResult;
};

/** The needed permissions that a role lacks, each with the reason. */
export const deniedOf = async (role: RolePolicies, needed: readonly NeededPermission[]): Promise<readonly string[]> => {
  const results = await Promise.all(needed.map(async (each) => [each, await evaluate(role, each)] as const));
  return results.flatMap(([{ action, resource }, result]) =>
    result === 'Allowed' ? [] : [`${action} on ${resource}: ${result}`],
  );
};

/** Every action that a role's own policies allow, once for each resource. */
export const grantsOf = ({
  identity,
}: RolePolicies): readonly {
  readonly policy: string;
  readonly sid: string;
  readonly action: string;
  readonly resource: string;
}[] =>
  Object.entries(identity).flatMap(([policy, { Statement: statements }]) =>
    statements
      .filter(({ Effect }) => Effect === 'Allow')
      .flatMap(({ Sid: sid, Action: actions, Resource: resources = [] }) =>
        actions.flatMap((action) => resources.map((resource) => ({ policy, sid, action, resource }))),
      ),
  );

/** The same role without one action of one statement. */
export const withoutAction = (role: RolePolicies, sid: string, action: string): RolePolicies => ({
  ...role,
  identity: Object.fromEntries(
    Object.entries(role.identity).map(([name, policy]) => [
      name,
      {
        ...policy,
        Statement: policy.Statement.map((statement) =>
          statement.Sid === sid
            ? { ...statement, Action: statement.Action.filter((each) => each !== action) }
            : statement,
        ).filter(({ Action: actions }) => actions.length > 0),
      },
    ]),
  ),
});
