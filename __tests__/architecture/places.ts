/** The folders of TypeScript code, each with import rules of its own. */
export const PLACES = [
  'verification',
  'contracts',
  'adapters',
  'functions',
  'cli',
  'stacks',
  'tools',
  'testing',
  'demo',
  'bench',
  '__tests__',
] as const;
