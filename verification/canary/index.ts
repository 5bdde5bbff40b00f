export * from './canary';
export * from './canary-result';
export * from './canary-task';
export * from './expected-verdicts';
export * from './verify-canaries';
