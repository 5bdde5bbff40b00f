import { formatSweptNotice, formatVerdictNotice, NOTICE_TARGETS } from '../../../contracts/events/notice-format';
import { parseNotice } from '../../../contracts/events/notice';
import { reportKeys } from '../../../contracts/report/report-format';
import { SWEEP } from '../../support/notify/a-report';
import { aVerdictEvent } from '../../support/notify/a-verdict';

const about = { verdict: aVerdictEvent(), service: 'web', taskDefinition: null };
const swept = { sweep: SWEEP, reportKey: reportKeys(SWEEP).json };

describe('parseNotice', () => {
  it.each(NOTICE_TARGETS)('reads back a verdict for %s', (target) => {
    expect(parseNotice(formatVerdictNotice({ target, ...about }))).toEqual({ kind: 'verdict', target, ...about });
  });

  it('reads back a sweep', () => {
    expect(parseNotice(formatSweptNotice(swept))).toEqual({ kind: 'swept', ...swept });
  });

  it.each([
    ['no JSON', 'hunter2', 'expected JSON'],
    ['another kind', JSON.stringify({ version: 1, kind: 'other' }), 'kind: expected'],
    ['another version', formatSweptNotice(swept).replace('"version":1', '"version":2'), 'version: expected 1, found 2'],
    [
      "the key of something else than the sweep's report",
      formatSweptNotice({ ...swept, reportKey: 'hunter2' }),
      'reportKey: expected',
    ],
    [
      'another target',
      formatVerdictNotice({ target: 'webhook', ...about }).replace('"webhook"', '"mail"'),
      'target: expected',
    ],
    [
      'no verdict event',
      formatVerdictNotice({ target: 'webhook', ...about, verdict: aVerdictEvent({ container: '' }) }),
      'verdict.container: expected a name',
    ],
  ])('refuses %s, and quotes no text of it', (_what, body, problem) => {
    expect(() => parseNotice(body)).toThrow(problem);
    expect(() => parseNotice(body)).not.toThrow(/hunter2/);
  });
});
