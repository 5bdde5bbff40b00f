import { EVENT_SOURCE } from '../../contracts/events/event-types';
import { verifierArns } from '../../contracts/naming/resource-arns';
import type { Place } from '../../contracts/naming/resource-names';
import { oneOrMore, type Statement } from '../policy-document';

/** Lets a role put events of this project on the default bus, but only with these detail types. */
export const putEvents = (Sid: string, place: Place, detailTypes: readonly string[]): Statement => ({
  Sid,
  Effect: 'Allow',
  Action: ['events:PutEvents'],
  Resource: [verifierArns(place).defaultBus],
  // One call may put several events, so these keys have several values. ForAllValues also matches a request without
  // the keys; Null excludes it.
  Condition: {
    'ForAllValues:StringEquals': {
      'events:source': EVENT_SOURCE,
      'events:detail-type': oneOrMore(detailTypes),
    },
    Null: { 'events:source': 'false', 'events:detail-type': 'false' },
  },
});
