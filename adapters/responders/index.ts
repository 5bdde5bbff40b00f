export * from './event-announcer';
export * from './topic-announcer';
export * from './verdict-recorder';
