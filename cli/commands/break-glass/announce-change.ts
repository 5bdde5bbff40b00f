import { GRANT_CHANGE_DETAIL_TYPE } from '../../../contracts/events/event-types';
import { GRANT_CHANGE_VERSION } from '../../../contracts/events/grant-event';
import { putEvent } from '../../../adapters/eventbridge/put-event';
import type { Grant } from '../../../verification';
import { calling, type BreakGlassSession } from './session';

/**
 * Puts the event by which the verifier learns that a grant was written or revoked; it announces what it finds in the table.
 * @throws ToolFailure when AWS refuses; Error when EventBridge refuses the entry alone.
 */
export const announceChange = (
  { clusterArn, id }: Pick<Grant, 'clusterArn' | 'id'>,
  { events }: BreakGlassSession,
): Promise<void> =>
  calling(
    'events:PutEvents',
    putEvent(events, {
      detailType: GRANT_CHANGE_DETAIL_TYPE,
      resource: clusterArn,
      detail: { version: GRANT_CHANGE_VERSION, cluster: clusterArn, grant: id },
    }),
  );
