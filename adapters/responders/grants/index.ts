export * from './grant-event-announcer';
export * from './grant-recorder';
export * from './grant-topic-announcer';
