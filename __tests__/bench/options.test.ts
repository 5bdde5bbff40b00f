import { parseOptions } from '../../bench/options';

describe('parseOptions', () => {
  it('measures everything by default', () => {
    const extent = { rounds: 9, events: 1_000, tutorialEvents: 200, sweepTasks: 10_000, sweepImages: 200 };
    expect(parseOptions([])).toEqual({ help: false, json: false, only: undefined, ...extent });
  });

  it('measures less with --quick', () => {
    const { rounds, events } = { rounds: 0, events: 0, ...parseOptions(['--quick']) };
    expect([rounds, events]).toEqual([3, 200]);
  });

  it('takes the number of rounds and the format', () => {
    expect(parseOptions(['--quick', '--rounds', '12', '--json'])).toMatchObject({ rounds: 12, json: true });
  });

  it.each(['0', '1000', '1.5', 'x', ''])('refuses --rounds %j', (rounds) => {
    expect(() => parseOptions([`--rounds=${rounds}`])).toThrow('--rounds: expected 1 to 999');
  });

  it('measures the sweep alone on demand, and nothing else alone', () => {
    expect(parseOptions(['--only', 'sweep'])).toMatchObject({ only: 'sweep' });
    expect(() => parseOptions(['--only', 'stream'])).toThrow('--only: expected sweep, found "stream"');
  });

  it('refuses an unknown option', () => {
    expect(() => parseOptions(['--fast'])).toThrow("Unknown option '--fast'");
  });

  it('prints the help whatever else is given', () => {
    expect(parseOptions(['-h', '--rounds', '0'])).toEqual({ help: true });
  });
});
