import { chooseDeployment, type DeploymentChoice } from '../../../contracts/deployment/choose-deployment';

const FILES = ['deployment.schema.json', 'dev.json', 'dev.lock.json', 'dev.outputs.json', 'prod.json', 'README.md'];
const ONE = FILES.slice(0, 4);
const EXAMPLE = ['example.json', 'example.lock.json'];

const choose = (choice: Partial<DeploymentChoice>, files: readonly string[]): string =>
  chooseDeployment({ variable: undefined, wanted: '--deployment', ...choice }, { folder: 'deployments', files });

const complaint = (choice: Partial<DeploymentChoice>, files: readonly string[]): string => {
  try {
    return choose(choice, files);
  } catch (error) {
    return (error as Error).message;
  }
};

describe('chooseDeployment', () => {
  it.each<[string, Partial<DeploymentChoice>, readonly string[], string]>([
    ['the one that the option names', { option: 'prod' }, FILES, 'prod'],
    ['the one that the variable names', { variable: 'prod' }, FILES, 'prod'],
    ['the one of the option rather than of the variable', { option: 'dev', variable: 'prod' }, FILES, 'dev'],
    ['the only one there is; locks, outputs and schemas do not count', {}, ONE, 'dev'],
    ['the only one besides example', {}, [...EXAMPLE, ...ONE], 'dev'],
    ['example, if there is no other', {}, EXAMPLE, 'example'],
    ['example, if it is named', { option: 'example' }, [...EXAMPLE, ...ONE], 'example'],
  ])('takes %s', (_what, choice, files, name) => {
    expect(choose(choice, files)).toBe(name);
  });

  it.each<[string, Partial<DeploymentChoice>, readonly string[], string]>([
    [
      'none where there are several',
      {},
      FILES,
      '--deployment: expected the name of a deployment in deployments/ (dev, prod), found nothing',
    ],
    [
      'none where there are several besides example',
      {},
      [...EXAMPLE, ...FILES],
      '--deployment: expected the name of a deployment in deployments/ (dev, example, prod), found nothing',
    ],
    [
      'none where there are several, and only the variable can name one',
      { wanted: 'DEPLOYMENT' },
      FILES,
      'the variable DEPLOYMENT: expected the name of a deployment in deployments/ (dev, prod), found nothing',
    ],
    [
      'a name by the option that is not there',
      { option: 'test', variable: 'dev' },
      FILES,
      '--deployment: expected the name of a deployment in deployments/ (dev, prod), found "test"',
    ],
    [
      'a name by the variable that is not there',
      { variable: 'test' },
      FILES,
      'the variable DEPLOYMENT: expected the name of a deployment in deployments/ (dev, prod), found "test"',
    ],
    [
      'none where there is none',
      {},
      [],
      '--deployment: expected the name of a deployment in deployments/ (there are none: npx image-trust init writes one), found nothing',
    ],
    [
      'a lock',
      { option: 'dev.lock' },
      FILES,
      '--deployment: expected the name of a deployment in deployments/ (dev, prod), found "dev.lock"',
    ],
  ])('refuses %s, in one sentence', (_what, choice, files, message) => {
    expect(complaint(choice, files)).toBe(message);
  });
});
