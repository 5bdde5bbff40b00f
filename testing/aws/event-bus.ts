import { randomUUID } from 'node:crypto';
import * as z from 'zod';
import { type AwsActions, jsonResult } from './aws-response';
import { parseInput } from './parse-input';

/** Entries that the bus refuses while it answers 200 to the call. */
export interface RefusedEntries {
  /** As `InternalFailure` or `ThrottlingException`. */
  readonly code: string;
  readonly message: string;
  /** How many entries. Default: all from now on. */
  readonly times?: number;
}

type Entry = { readonly EventId: string } | { readonly ErrorCode: string; readonly ErrorMessage: string };

const eventsShape = z.object({
  Entries: z
    .array(z.object({ Source: z.string(), DetailType: z.string(), Detail: z.string() }))
    .min(1)
    .max(10),
});

const isJsonObject = (text: string): boolean => {
  try {
    const parsed: unknown = JSON.parse(text);
    return typeof parsed === 'object' && parsed !== null && !Array.isArray(parsed);
  } catch {
    return false;
  }
};

/** EventBridge's PutEvents: takes entries whose detail is a JSON object, and no others. */
export class EventBus {
  private refused: RefusedEntries | undefined;
  private refusals = 0;

  readonly actions: AwsActions = {
    PutEvents: (call) => {
      const Entries = parseInput(call, eventsShape).Entries.map(({ Detail }) => this.take(Detail));
      return jsonResult({ FailedEntryCount: Entries.filter((entry) => 'ErrorCode' in entry).length, Entries });
    },
  };

  /** Refuses entries from now on. */
  refuseEntries(refused: RefusedEntries): void {
    this.refused = refused;
    this.refusals = 0;
  }

  /** Takes every good entry again. */
  clear(): void {
    this.refused = undefined;
  }

  private take(detail: string): Entry {
    if (!isJsonObject(detail)) return { ErrorCode: 'MalformedDetail', ErrorMessage: 'Detail is malformed.' };
    if (this.refused === undefined || this.refusals >= (this.refused.times ?? Infinity))
      return { EventId: randomUUID() };
    this.refusals += 1;
    return { ErrorCode: this.refused.code, ErrorMessage: this.refused.message };
  }
}
