import { nameOfArn } from '../../../contracts/naming/name-of-arn';

describe('nameOfArn', () => {
  it.each([
    ['a cluster', 'arn:aws:ecs:eu-west-1:111122223333:cluster/shop', 'shop'],
    ['a task', 'arn:aws:ecs:eu-west-1:111122223333:task/shop/0123456789abcdef', '0123456789abcdef'],
    ['a task definition', 'arn:aws:ecs:eu-west-1:111122223333:task-definition/web:7', 'web:7'],
    ['a name that is no ARN', 'web:7', 'web:7'],
  ])('is what names %s', (_what, arn, expected) => {
    expect(nameOfArn(arn)).toBe(expected);
  });
});
