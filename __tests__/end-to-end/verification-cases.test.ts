import { VERIFICATION_CASES } from '../../testing/cases/all-cases';
import { PUBLIC_HOST } from '../../testing/cases/case-environment';
import { runCase } from '../../testing/cases/run-case';
import { useLiveEnvironment } from './live-environment';

jest.setTimeout(60_000);

const cases = Object.values(VERIFICATION_CASES).flat();

describe('the verdict on an image with', () => {
  const live = useLiveEnvironment({ publicRegistries: [PUBLIC_HOST] });

  describe.each(Object.entries(VERIFICATION_CASES))('%s', (_about, each) => {
    it.each(each.map((one) => [one.name, one.title, one] as const))('%s: %s', async (_name, _title, one) => {
      const { verdict } = await runCase(live.environment, one);
      expect(verdict).toMatchObject(one.expected);
      expect(verdict.detail.length).toBeGreaterThan(10);
      expect(verdict.detail.length).toBeLessThanOrEqual(1_000);
      expect(verdict.detail).not.toContain(live.environment.directory);
    });
  });
});

describe('the verification cases', () => {
  it('have a name each', () => {
    const names = cases.map(({ name }) => name);
    expect(names.filter((name, at) => names.indexOf(name) !== at)).toEqual([]);
  });
});
