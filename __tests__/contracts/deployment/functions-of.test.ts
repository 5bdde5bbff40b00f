import { functionsOf, verifyingFunctions } from '../../../contracts/deployment/functions-of';
import { aDeployment } from '../../support/deployment/deployment';

describe('functionsOf', () => {
  it.each<[string, Record<string, unknown>, readonly string[]]>([
    ['by default', {}, ['launch', 'sweep']],
    ['without a sweep', { sweep: 'off' }, ['launch']],
    ['with findings', { securityHub: true }, ['launch', 'sweep', 'notify']],
  ])('lists the functions of a deployment %s', (_what, overrides, expected) => {
    expect(functionsOf(aDeployment(overrides))).toEqual(expected);
  });
});

describe('verifyingFunctions', () => {
  it('leaves out the function that verifies nothing', () => {
    expect(verifyingFunctions(aDeployment({ securityHub: true }))).toEqual(['launch', 'sweep']);
  });
});
