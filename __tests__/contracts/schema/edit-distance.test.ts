import { editDistance } from '../../../contracts/schema/edit-distance';

describe('editDistance', () => {
  it.each([
    ['deploy', 'deploy', 0],
    ['', 'plan', 4],
    ['depoly', 'deploy', 1],
    ['verfy', 'verify', 1],
    ['signn', 'sign', 1],
    ['kitten', 'sitting', 3],
  ])('of %j and %j is %d', (a, b, distance) => {
    expect(editDistance(a, b)).toBe(distance);
  });
});
