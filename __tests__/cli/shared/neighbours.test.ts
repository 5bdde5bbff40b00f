import { writeFileSync } from 'node:fs';
import { neighboursOf, remarksOnNeighbours } from '../../../cli/shared/neighbours';
import { inProject } from './terraform/in-project';

const DEV = { name: 'dev', account: '111122223333', region: 'eu-west-1' };

describe('neighboursOf', () => {
  const write = inProject();

  it.each([
    ['in the same account and region', { ...DEV, name: 'prod' }, ['prod']],
    ['in another region', { ...DEV, name: 'prod', region: 'eu-central-1' }, []],
    ['in another account', { ...DEV, name: 'prod', account: '444455556666' }, []],
    ['that the project comes with', { ...DEV, name: 'example' }, []],
    ['that is unfinished', { name: 'prod', account: DEV.account, region: DEV.region, policies: 1 }, ['prod']],
  ])('finds a deployment %s or leaves it out', (_, other, neighbours) => {
    write(DEV);
    write(other);
    expect(neighboursOf(DEV)).toEqual(neighbours);
  });

  it('ignores files that are no deployments', () => {
    writeFileSync('deployments/dev.outputs.json', '{"dev-signing": {}}');
    writeFileSync('deployments/broken.json', '{');
    writeFileSync('deployments/list.json', 'null');
    expect(neighboursOf(DEV)).toEqual([]);
  });

  it('finds none where there is no folder', () => {
    expect(neighboursOf(DEV, 'elsewhere')).toEqual([]);
  });
});

describe('remarksOnNeighbours', () => {
  it('has nothing to say without neighbours', () => {
    expect(remarksOnNeighbours(DEV, [])).toEqual([]);
  });

  it('names all deployments that see the same tasks', () => {
    expect(remarksOnNeighbours(DEV, ['prod', 'test'])).toEqual([
      expect.stringContaining('dev and prod and test are in the same account and region'),
    ]);
  });
});
