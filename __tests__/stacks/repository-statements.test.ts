import { functionArns } from '../../contracts/naming/resource-arns';
import { pullForFunction, readByVerifiers } from '../../stacks/statements/repository-statements';
import type { Statement } from '../../contracts/iam/policy';
import { readImages } from '../../stacks/statements/role-statements';
import { aDeployment } from '../support/deployment/deployment';
import { evaluate, type RolePolicies } from '../support/iam/evaluate';
import { permission } from '../support/iam/needed-permissions';

const REPOSITORY = 'arn:aws:ecr:eu-west-1:444455556666:repository/base';

const reading = (principal: string, ...statements: readonly Statement[]): Promise<string> => {
  const role: RolePolicies = {
    principal,
    account: '111122223333',
    identity: { 'read-images': { Version: '2012-10-17', Statement: [readImages([REPOSITORY])] } },
    // The policy of a repository names no resource; the simulator needs one.
    resources: {
      [REPOSITORY]: {
        Version: '2012-10-17',
        Statement: statements.map((each) => ({ ...each, Resource: [REPOSITORY] })),
      },
    },
  };
  return evaluate(role, permission('ecr:BatchGetImage', REPOSITORY, { 'aws:PrincipalArn': principal }));
};

describe.each([undefined, '/platform/'])(
  'the statement for a repository of another account, with the path %s',
  (iamPath) => {
    const deployment = aDeployment(iamPath === undefined ? {} : { iamPath });
    const { role } = functionArns(deployment, 'launch');
    const statement = readByVerifiers(deployment);

    it("lets the function's role read", async () => {
      await expect(reading(role, statement)).resolves.toBe('Allowed');
    });

    it('lets no other role of the account read', async () => {
      await expect(reading('arn:aws:iam::111122223333:role/other', statement)).resolves.toBe('ImplicitlyDenied');
    });

    it('names no role as its principal, which would have to exist and would be dead after it is created again', () => {
      expect(statement.Principal).toEqual({ AWS: 'arn:aws:iam::111122223333:root' });
    });
  },
);

describe("the statement for the verifier's image", () => {
  it('accepts the ARN of the function and of each of its versions and aliases, and of no other function', () => {
    const { Condition } = pullForFunction(aDeployment(), 'launch');
    const arn = 'arn:aws:lambda:eu-west-1:111122223333:function:dev-image-trust-launch';
    expect(Condition).toEqual({ ArnLike: { 'aws:SourceArn': [arn, `${arn}:*`] } });
  });
});
