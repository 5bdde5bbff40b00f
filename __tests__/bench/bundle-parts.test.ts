import { toBundleParts } from '../../bench/bundle-parts';

describe('toBundleParts', () => {
  it('sums up packages and folders, the largest first', () => {
    const inputs = {
      'adapters/engine.ts': 5,
      'adapters/registry/exchange.ts': 6,
      'node_modules/zod/index.js': 7,
      '../elsewhere/node_modules/@aws-sdk/core/dist/a.js': 20,
      'node_modules/@aws-sdk/core/dist/b.js': 1,
      'node_modules/zod/node_modules/inner/index.js': 2,
    };
    expect(toBundleParts(inputs)).toEqual([
      { name: '@aws-sdk/core', bytes: 21 },
      { name: 'adapters/', bytes: 11 },
      { name: 'zod', bytes: 7 },
      { name: 'inner', bytes: 2 },
    ]);
  });
});
