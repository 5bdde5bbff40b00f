import { formatBytes, progressOn } from '../../../cli/shared/progress';

const stream = (isTTY: boolean) => {
  const written: string[] = [];
  return { written, isTTY, write: (text: string) => written.push(text) };
};

describe('progress', () => {
  it('tells after each step what came of it and how long it took', async () => {
    const to = stream(false);
    const step = {
      doing: 'building',
      work: async () => 61_200_000,
      done: (bytes: number) => `built ${formatBytes(bytes)}`,
    };
    await expect(progressOn(to, '[1/2] verifier').step(step)).resolves.toBe(61_200_000);
    expect(to.written).toEqual(['[1/2] verifier: built 61.2 MB (0.0 s)\n']);
  });

  it('shows a running clock on a terminal, and takes it away at the end, also of a failure', async () => {
    const to = stream(true);
    const step = { doing: 'building', work: () => Promise.reject(new Error('no')), done: () => '' };
    await expect(progressOn(to, 'verifier').step(step)).rejects.toThrow('no');
    expect(to.written).toEqual(['\r\u001B[Kverifier: building … 0 s', '\r\u001B[K']);
  });

  it.each([
    [12, '12 B'],
    [1_500, '1.5 kB'],
    [2_500_000, '2.5 MB'],
  ])('writes %d bytes as %s', (bytes, text) => {
    expect(formatBytes(bytes)).toBe(text);
  });
});
