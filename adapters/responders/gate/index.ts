export * from './gate-event-announcer';
export * from './gate-recorder';
export * from './gate-topic-announcer';
