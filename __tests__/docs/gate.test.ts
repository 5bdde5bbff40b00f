import * as z from 'zod';
import { GATE_STAGES } from '../../verification';
import { codeIn, readPage, rowsOf, sectionOf } from './markdown';

const PAGE = readPage('docs/gate.md');

describe('docs/gate.md', () => {
  it('explains every stage, in its order', () => {
    expect(rowsOf(sectionOf(PAGE, 'Stages')).flatMap(([stage = '']) => codeIn(stage))).toEqual(GATE_STAGES);
  });

  it("shows the hook in the API's shape", () => {
    const [, block = ''] = /^```json\n([^]*?)^```/m.exec(PAGE) ?? [];
    const hook = z.strictObject({
      targetType: z.literal('PAUSE'),
      lifecycleStages: z.tuple([z.literal('PRE_SCALE_UP')]),
      timeoutConfiguration: z.strictObject({ timeoutInMinutes: z.literal(1_440), action: z.literal('ROLLBACK') }),
    });
    expect(() => hook.parse(JSON.parse(block))).not.toThrow();
  });

  it('has the same stage, time and action in every block', () => {
    const blocks = [...sectionOf(PAGE, 'The hook to add').matchAll(/^```(?:hcl|ts|yaml|json)\n([^]*?)^```/gm)];
    expect(blocks).toHaveLength(5);
    for (const [, block = ''] of blocks) {
      expect(block.match(/\bPAUSE\b|\bPRE_SCALE_UP\b|\b1440\b|\bROLLBACK\b/g)).toEqual([
        'PAUSE',
        'PRE_SCALE_UP',
        '1440',
        'ROLLBACK',
      ]);
    }
  });
});
