import { VerifierStack } from '../../stacks/verifier-stack';
import { evaluate } from '../support/iam/evaluate';
import { permission } from '../support/iam/needed-permissions';
import { synthFor } from '../support/terraform/synth';

const ACCOUNT = '111122223333';
const LEDGER = `arn:aws:dynamodb:eu-west-1:${ACCOUNT}:table/dev-image-trust-ledger`;
const granted = synthFor(VerifierStack).statements('aws_iam_role_policy.sweep_function_role_own');
const role = {
  principal: `arn:aws:iam::${ACCOUNT}:role/dev-image-trust-sweep`,
  account: ACCOUNT,
  identity: { own: { Version: '2012-10-17' as const, Statement: granted } },
  resources: {},
};

/** Loading the simulator takes seconds. */
const PATIENCE_MS = 60_000;

describe("the sweep function's role and the ledger", () => {
  it.each([
    ['Allowed', { 'dynamodb:LeadingKeys': ['index#image'] }],
    ['Allowed', { 'dynamodb:LeadingKeys': ['revoked#image'] }],
    ['ImplicitlyDenied', { 'dynamodb:LeadingKeys': ['verdict#task'] }],
    ['ImplicitlyDenied', { 'dynamodb:LeadingKeys': ['index#image', 'verdict#task'] }],
    ['ImplicitlyDenied', { 'dynamodb:LeadingKeys': ['stops#cluster'] }],
    ['ImplicitlyDenied', {}],
  ])(
    'writes only the history of images: %s for %j',
    async (expected, context) => {
      await expect(evaluate(role, permission('dynamodb:PutItem', LEDGER, context))).resolves.toBe(expected);
    },
    PATIENCE_MS,
  );
});
