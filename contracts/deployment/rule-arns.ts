import { verifierArns } from '../naming/resource-arns';
import type { Deployment } from './deployment';
import { hasGate } from './gated-clusters';

/** The ARNs of a deployment's EventBridge rules: for tasks always, for hooks with a gate, for grants with break-glass. */
export const ruleArns = (deployment: Deployment): readonly string[] => {
  const { rule, hookRule, grantRule } = verifierArns(deployment);
  return [
    rule,
    ...(hasGate(deployment) ? [hookRule] : []),
    ...(deployment.breakGlass === undefined ? [] : [grantRule]),
  ];
};
