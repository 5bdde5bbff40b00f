import { formatBytes, progressAround, progressOn } from '../../../cli/shared/progress';

const stream = (isTTY: boolean) => {
  const written: string[] = [];
  return { written, isTTY, write: (text: string) => written.push(text) };
};

describe('progressOn', () => {
  it('prints the outcome and the duration of each step', async () => {
    const to = stream(false);
    const step = {
      doing: 'building',
      work: async () => 61_200_000,
      done: (bytes: number) => `built ${formatBytes(bytes)}`,
    };
    await expect(progressOn(to, '[1/2] verifier').step(step)).resolves.toBe(61_200_000);
    expect(to.written).toEqual(['[1/2] verifier: built 61.2 MB (0.0 s)\n']);
  });

  it('shows a running clock on a terminal, and removes it at the end, also after a failure', async () => {
    const to = stream(true);
    const step = { doing: 'building', work: () => Promise.reject(new Error('no')), done: () => '' };
    await expect(progressOn(to, 'verifier').step(step)).rejects.toThrow('no');
    expect(to.written).toEqual(['\r\u001B[Kverifier: building … 0 s', '\r\u001B[K']);
  });

  it('prints a line behind its label', () => {
    const to = stream(false);
    progressOn(to, '[1/2] verifier').say('locked');
    expect(to.written).toEqual(['[1/2] verifier: locked\n']);
  });
});

describe('progressAround', () => {
  it('prints the start of a step as a line of its own, since the work prints, too', async () => {
    const lines: string[] = [];
    let time = 0;
    const progress = progressAround({ say: (line) => lines.push(line), clock: () => time }, '[1/3] signing');
    const work = async (): Promise<number> => {
      lines.push('output of the work');
      time += 1_500;
      return 4;
    };
    await progress.step({ doing: 'cdktf deploy', work, done: (status) => `failed with exit status ${status}` });
    expect(lines).toEqual([
      '[1/3] signing: cdktf deploy …',
      'output of the work',
      '[1/3] signing: failed with exit status 4 (1.5 s)',
    ]);
  });
});

describe('formatBytes', () => {
  it.each([
    [12, '12 B'],
    [1_500, '1.5 kB'],
    [2_500_000, '2.5 MB'],
  ])('formats %d bytes as %s', (bytes, text) => {
    expect(formatBytes(bytes)).toBe(text);
  });
});
