import { randomUUID } from 'node:crypto';
import * as z from 'zod';
import { parseJsonOrUndefined } from '../../contracts/schema/parse-json-or-undefined';
import { type AwsActions, jsonResult } from './aws-response';
import { parseInput } from './parse-input';

/** Entries that the bus refuses in responses with status 200. */
export interface RefusedEntries {
  /** As `InternalFailure` or `ThrottlingException`. */
  readonly code: string;
  readonly message: string;
  /** How many entries. Default: all. */
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
  const parsed = parseJsonOrUndefined(text);
  return typeof parsed === 'object' && parsed !== null && !Array.isArray(parsed);
};

/** EventBridge's PutEvents: accepts only entries whose detail is a JSON object. */
export class EventBus {
  private refused: RefusedEntries | undefined;
  private refusals = 0;

  readonly actions: AwsActions = {
    PutEvents: (call) => {
      const Entries = parseInput(call, eventsShape).Entries.map(({ Detail }) => this.accept(Detail));
      return jsonResult({ FailedEntryCount: Entries.filter((entry) => 'ErrorCode' in entry).length, Entries });
    },
  };

  /** Refuses entries from now on. */
  refuseEntries(refused: RefusedEntries): void {
    this.refused = refused;
    this.refusals = 0;
  }

  /** Accepts every valid entry again. */
  clear(): void {
    this.refused = undefined;
  }

  private accept(detail: string): Entry {
    if (!isJsonObject(detail)) return { ErrorCode: 'MalformedDetail', ErrorMessage: 'Detail is malformed.' };
    if (this.refused === undefined || this.refusals >= (this.refused.times ?? Infinity))
      return { EventId: randomUUID() };
    this.refusals += 1;
    return { ErrorCode: this.refused.code, ErrorMessage: this.refused.message };
  }
}
