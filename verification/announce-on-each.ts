/** Which channels announced something, by name, and the errors of the others. */
export interface ChannelResults {
  readonly announced: readonly string[];
  readonly failures: readonly unknown[];
}

/** Announces on channels that are independent of each other: one that fails keeps no other from announcing. */
export const announceOnEach = async <Channel extends { readonly name: string }>(
  channels: readonly Channel[],
  announce: (channel: Channel) => Promise<void>,
): Promise<ChannelResults> => {
  const results = await Promise.allSettled(
    channels.map(async (channel) => {
      await announce(channel);
      return channel.name;
    }),
  );
  return {
    announced: results.flatMap((result) => (result.status === 'fulfilled' ? [result.value] : [])),
    failures: results.flatMap((result) => (result.status === 'rejected' ? [result.reason as unknown] : [])),
  };
};
