export * from './gate-announcement';
export * from './gate-ledger';
export * from './gate-ports';
export * from './resolve-tag';
