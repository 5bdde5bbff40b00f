import { chooseDeployment } from '../../../contracts/deployment/choose-deployment';

const FILES = ['deployment.schema.json', 'dev.json', 'dev.lock.json', 'prod.json', 'README.md'];

describe('chooseDeployment', () => {
  it('takes the one that was named', () => {
    expect(chooseDeployment('prod', FILES)).toBe('prod');
  });

  it('takes the only one there is, locks and schemas not counted', () => {
    expect(chooseDeployment(undefined, FILES.slice(0, 3))).toBe('dev');
  });

  it.each([
    [
      'none where there are several',
      undefined,
      FILES,
      'DEPLOYMENT: expected the name of a deployment (dev, prod), found nothing',
    ],
    ['one that is not there', 'test', FILES, 'DEPLOYMENT: expected the name of a deployment (dev, prod), found "test"'],
    [
      'none where there is none',
      undefined,
      [],
      'DEPLOYMENT: expected the name of a deployment (there is none), found nothing',
    ],
    ['a lock', 'dev.lock', FILES, 'found "dev.lock"'],
  ])('refuses %s', (_what, named, files, problem) => {
    expect(() => chooseDeployment(named, files)).toThrow(problem);
  });
});
