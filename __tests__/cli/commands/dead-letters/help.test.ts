import type { DescribedMessage } from '../../../../cli/commands/dead-letters/describe-message';
import { PROSE } from '../../../../cli/commands/dead-letters/help';

const KINDS = {
  task: true,
  found: true,
  hook: true,
  grant: true,
  canary: true,
  unreadable: true,
  finding: true,
  webhook: true,
  sweep: true,
} as const satisfies Record<DescribedMessage['kind'], true>;

describe('the help of image-trust dead-letters', () => {
  it('names every kind of message', () => {
    const kinds = /its kind \(([^)]*)\)/.exec(PROSE.description.join('\n'))?.[1] ?? '';
    expect(Object.keys(KINDS).filter((kind) => !new RegExp(`\\b${kind}\\b`).test(kinds))).toEqual([]);
  });
});
