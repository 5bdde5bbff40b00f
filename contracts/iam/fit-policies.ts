import { MAX_MANAGED_POLICY_LENGTH, policyLength, type Statement } from './policy';

type Policies = readonly (readonly Statement[])[];

const fits = (statements: readonly Statement[]): boolean => policyLength(statements) <= MAX_MANAGED_POLICY_LENGTH;

/** Leaves room for a number of two digits at the end of the Sid. */
const fitsNumbered = (statement: Statement): boolean => fits([{ ...statement, Sid: `${statement.Sid}00` }]);

// Statements on one half of the resources each allow together what the statement on all of them allows.
const halve = (statement: Statement): readonly Statement[] => {
  const { Resource: resources = [] } = statement;
  if (fitsNumbered(statement) || resources.length < 2) return [statement];
  const middle = Math.ceil(resources.length / 2);
  return [resources.slice(0, middle), resources.slice(middle)].flatMap((half) =>
    halve({ ...statement, Resource: half }),
  );
};

// IAM refuses a policy in which two statements have the same Sid.
const split = (statement: Statement): readonly Statement[] =>
  halve(statement).map((part, index) => (index === 0 ? part : { ...part, Sid: `${part.Sid}${index + 1}` }));

/**
 * Distributes statements over as few managed policies as their order allows, each short enough for IAM. A statement on
 * many resources is split. A statement on one resource that is too long by itself stays too long.
 */
export const fitPolicies = (statements: readonly Statement[]): Policies =>
  statements.flatMap(split).reduce<Policies>((policies, statement) => {
    const [last = [], ...before] = [...policies].reverse();
    return policies.length > 0 && fits([...last, statement])
      ? [...before.reverse(), [...last, statement]]
      : [...policies, [statement]];
  }, []);
