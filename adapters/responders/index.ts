export * from './event-announcer';
export * from './gate';
export * from './notify-announcer';
export * from './topic-announcer';
export * from './verdict-recorder';
