import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { ALARM_KINDS } from '../../stacks/alarms';

describe('docs/operations.md', () => {
  it('has one heading for each alarm, in the same order, since alarm descriptions link there', () => {
    const text = readFileSync(join(__dirname, '../../docs/operations.md'), 'utf8');
    expect([...text.matchAll(/^### (.+)$/gm)].map(([, heading]) => heading)).toEqual([...ALARM_KINDS]);
  });
});
