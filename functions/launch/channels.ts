import { LOG_CHANNEL, type ChannelOf } from '../../verification';

type Announce<Announced> = ChannelOf<Announced>['announce'];

/** How one kind of announcement is made in each place. */
export interface Announcers<Announced> {
  readonly log: Announce<Announced>;
  /** Made at its first use, like the client that it needs. */
  readonly event: () => Announce<Announced>;
  /** Likewise. */
  readonly topic: () => Announce<Announced>;
}

/** The channels of one kind of announcement: the log has everything, event and topic have it from this level on. */
export const channelsOf = <Announced>(
  { log, event, topic }: Announcers<Announced>,
  announcesFrom: ChannelOf<Announced>['announcesFrom'],
): readonly ChannelOf<Announced>[] => [
  { name: LOG_CHANNEL, announcesFrom: 'recorded', announce: log },
  { name: 'event', announcesFrom, announce: (announced) => event()(announced) },
  { name: 'topic', announcesFrom, announce: (announced) => topic()(announced) },
];
