import type { GateEntry } from '../../verification';

/** The outcomes that the gate has announced about a hook, on whichever channel, each once. */
export const announcedOutcomes = ({ announced }: GateEntry): readonly string[] => [
  ...new Set(Object.values(announced).flat()),
];
