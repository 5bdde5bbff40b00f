import { groupCpuTime } from '../../adapters/group-cpu-time';
import { runProcess, type ProcessResult } from '../../adapters/process';

const measure = async (
  script: string,
): Promise<{ readonly cpuMs: number | undefined; readonly result: ProcessResult }> => {
  let cpuMs: number | undefined;
  const result = await runProcess({
    command: '/bin/sh',
    args: ['-c', script],
    environment: { PATH: '/usr/bin:/bin' },
    deadlineMs: 1_500,
    keepBytes: 1_000,
    onDeadline: (group) => (cpuMs = groupCpuTime(group)),
  });
  return { cpuMs, result };
};

describe('groupCpuTime', () => {
  it('counts a process that waits as idle', async () => {
    const { cpuMs, result } = await measure('sleep 60; exit 0');
    expect(result.kind).toBe('timed-out');
    expect(cpuMs).toBeLessThan(200);
  });

  it.each([
    ['itself', 'while :; do :; done'],
    ['in a child', 'sh -c "while :; do :; done"; exit 0'],
    ['in children that have ended', 'while :; do sh -c "i=0; while [ \\$i -lt 20000 ]; do i=\\$((i+1)); done"; done'],
  ])('counts a process that computes %s', async (_, script) => {
    const { cpuMs, result } = await measure(script);
    expect(result.kind).toBe('timed-out');
    expect(cpuMs).toBeGreaterThan(300);
  });

  it('is nothing for a group that does not exist', () => {
    expect(groupCpuTime(2 ** 22 + 1)).toBe(0);
  });
});
