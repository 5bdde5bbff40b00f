import { arnOf } from '../../../contracts/naming/resource-arns';
import type { Place } from '../../../contracts/naming/resource-names';
import type { RecordedCall } from '../../../testing/moto/moto-proxy';
import { inputOf, nameIn, tagsIn } from './call-input';

/** A deployment's account and region, and what its calls don't contain. */
export interface DeployerPlace extends Place {
  /** The ARN of the key that was created; calls that delete its alias don't name it. */
  readonly keyArn: string;
  /** The tags that the key was created with. */
  readonly keyTags: Readonly<Record<string, string>>;
  /** The tags that the event source mapping was created with. */
  readonly eventSourceTags: Readonly<Record<string, string>>;
}

const inputOfFirst = (calls: readonly RecordedCall[], operation: string | RegExp) => {
  const found = calls.find((call) =>
    typeof operation === 'string' ? call.operation === operation : operation.test(call.operation),
  );
  if (found === undefined) throw new Error(`expected a call of ${String(operation)}, found none`);
  return inputOf(found);
};

/** Finds in the calls themselves what later calls only refer to by an id. */
export const placeOf = (calls: readonly RecordedCall[], known: Place): DeployerPlace => {
  const key = nameIn(inputOfFirst(calls, 'CreateAlias'), 'TargetKeyId');
  return {
    ...known,
    keyArn: arnOf(known, 'kms', `key/${key}`),
    keyTags: tagsIn(inputOfFirst(calls, 'CreateKey')),
    eventSourceTags: tagsIn(inputOfFirst(calls, /^POST \/[\d-]+\/event-source-mappings\/?$/)),
  };
};
