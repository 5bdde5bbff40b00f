import { boundedMemory, remembering, type MemoryPorts, type Verdict } from '../../../verification';
import { NOW } from './domain';
import { fakeVerify } from './fake-ports';

/** The present time, and how often a verdict was reused. */
export interface Clock {
  now: number;
  reused: number;
}

/** Ports that remember ten verdicts, by this clock. */
export const memoryPorts = (clock: Clock): MemoryPorts => ({
  memory: boundedMemory(10),
  now: () => clock.now,
  onReused: () => {
    clock.reused += 1;
  },
});

/** Verifies with these verdicts, one after the other, and remembers them. */
export const setUpMemory = (...verdicts: readonly Verdict[]) => {
  const clock: Clock = { now: NOW, reused: 0 };
  const verify = fakeVerify(...verdicts);
  const ports = memoryPorts(clock);
  return { clock, verify, ports, remembered: remembering(verify, ports) };
};
