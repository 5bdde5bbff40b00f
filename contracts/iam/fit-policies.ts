import { MAX_MANAGED_POLICY_LENGTH, policyLength, type Statement } from './policy';

type Policies = readonly (readonly Statement[])[];

const fits = (statements: readonly Statement[]): boolean => policyLength(statements) <= MAX_MANAGED_POLICY_LENGTH;

// One statement on half of the resources each allows the same as the statement on all of them.
const halved = (statement: Statement): readonly Statement[] => {
  const { Resource: resources = [] } = statement;
  if (fits([statement]) || resources.length < 2) return [statement];
  const middle = Math.ceil(resources.length / 2);
  return [resources.slice(0, middle), resources.slice(middle)].flatMap((half) =>
    halved({ ...statement, Resource: half }),
  );
};

/**
 * Distributes statements over as few managed policies as their order allows, each short enough for IAM. A statement on
 * many resources is split. A statement on one resource that is too long by itself stays too long.
 */
export const fitPolicies = (statements: readonly Statement[]): Policies =>
  statements.flatMap(halved).reduce<Policies>((policies, statement) => {
    const [last = [], ...before] = [...policies].reverse();
    return policies.length > 0 && fits([...last, statement])
      ? [...before.reverse(), [...last, statement]]
      : [...policies, [statement]];
  }, []);
