import type { GateContainer } from './gate-announcement';
import type { GatedDeployment, UntrustedContainer } from './gate-ledger';

const entryOf = (kept: readonly UntrustedContainer[], { container: { name } }: GateContainer) =>
  kept.find((each) => each.name === name);

/** The time for one container: it begins with an untrusted verdict, and ends with a trusted or exempt one. */
const timeOf = (
  container: GateContainer,
  entry: UntrustedContainer | undefined,
  now: number,
): UntrustedContainer | undefined => {
  switch (container.verdict.kind) {
    case 'untrusted':
      return entry ?? { name: container.container.name, since: now };
    case 'inconclusive':
      return entry;
    case 'trusted':
    case 'exempt':
      return undefined;
  }
};

/**
 * What is kept about a deployment after its containers were verified once more: since when each image has been
 * untrusted, whatever the reason. The very same object if nothing changes. `now` in milliseconds since the epoch.
 */
export const withVerdicts = (
  kept: GatedDeployment,
  containers: readonly GateContainer[],
  now: number,
): GatedDeployment => {
  const untrusted = containers.flatMap((each) => timeOf(each, entryOf(kept.untrusted, each), now) ?? []);
  const isSame =
    untrusted.length === kept.untrusted.length && untrusted.every((each, index) => each === kept.untrusted[index]);
  return isSame ? kept : { ...kept, untrusted };
};

/** Since when the image of a container has been untrusted; `now` if it was not before. */
export const untrustedSince = ({ untrusted }: GatedDeployment, container: GateContainer, now: number): number =>
  entryOf(untrusted, container)?.since ?? now;
