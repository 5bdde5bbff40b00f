/** A fault that was injected. */
export interface InjectedFault {
  /** How often it has been applied. */
  readonly hits: number;
  remove(): void;
}

/** Faults in the order in which they were injected; each applies at most `times` times, by default without limit. */
export class FaultList<Fault extends { readonly times?: number }> {
  private entries: { readonly fault: Fault; hits: number; readonly remove: () => void }[] = [];

  /** Injects a fault after those that are already there. */
  add(fault: Fault): InjectedFault {
    const entry = { fault, hits: 0, remove: () => void (this.entries = this.entries.filter((one) => one !== entry)) };
    this.entries.push(entry);
    return entry;
  }

  /** Removes all faults. */
  clear(): void {
    this.entries = [];
  }

  /** The first fault that matches and isn't used up; counts the hit. */
  hit(matches: (fault: Fault) => boolean): Fault | undefined {
    const entry = this.entries.find(({ fault, hits }) => hits < (fault.times ?? Infinity) && matches(fault));
    if (!entry) return undefined;
    entry.hits += 1;
    return entry.fault;
  }
}
