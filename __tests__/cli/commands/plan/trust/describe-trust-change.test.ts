import { reportOn } from '../../../../../cli/commands/plan/report/report';
import { renderText } from '../../../../../cli/commands/plan/report/render-text';
import { aDocument, aDocumentChange, anExemption, aPlanned, summaryOf } from '../a-plan';

const OURS = 'arn:aws:signer:eu-west-1:111122223333:/signing-profiles/dev_workloads';
const policies = (name: string, repository = 'docker.io/team/app') => ({
  policies: { ...aDocument().policies, [name]: { repositories: [repository], signers: [OURS] } },
});
const until = (date: string) => ({
  exemptions: { old: { repositories: ['docker.io/library/*'], reason: 'it was not ours', until: date } },
});

const trustLines = (before: object, after: object): string => {
  const change = aDocumentChange(aDocument({ ...before }), aDocument({ ...after }));
  return renderText(reportOn(summaryOf([aPlanned('verifier', [change])]))).split('\n\n')[1] ?? '';
};

describe('a change of what is trusted, in words', () => {
  it.each([
    [
      'a new policy',
      {},
      policies('team'),
      `! widens trust: policy team is new: images of docker.io/team/app; signed by ${OURS}`,
    ],
    [
      'a policy that is gone',
      policies('team'),
      {},
      `policy team is gone: images of docker.io/team/app; signed by ${OURS} (narrows trust)`,
    ],
    [
      'a policy that moves',
      policies('team'),
      policies('team', 'docker.io/team/web'),
      '! widens trust: policy team: now covers docker.io/team/web; no longer covers docker.io/team/app',
    ],
    [
      'an exemption that is gone',
      anExemption('not ours to sign'),
      {},
      'exemption legacy is gone: not judged: docker.io/library/*, until 2028-01-01T00:00:00.000Z, because: not ours to sign (narrows trust)',
    ],
    [
      'another reason',
      anExemption('not ours to sign'),
      anExemption('still not ours'),
      'exemption legacy: reason not ours to sign → still not ours (nothing more and nothing less is trusted)',
    ],
    [
      'an exemption that had ended',
      until('2026-01-01'),
      {},
      'until 2026-01-02T00:00:00.000Z, because: it was not ours (nothing more and nothing less is trusted)',
    ],
    [
      'enforce by default',
      {},
      { mode: 'enforce' },
      '! can stop more tasks: every cluster that is not named: audit → enforce',
    ],
    [
      'what no policy covers',
      {},
      { unmatched: 'ignore' },
      '! widens trust: images that no policy covers: untrusted → ignore',
    ],
    [
      'what no policy covers any more',
      { unmatched: 'ignore' },
      {},
      'images that no policy covers: ignore → untrusted (narrows trust)',
    ],
    [
      'the stop budget',
      {},
      { responses: { stopBudget: { stops: 20, minutes: 10 } } },
      '! can stop more tasks: stops allowed in each cluster: 10 in 10 minutes → 20 in 10 minutes',
    ],
    [
      'a longer wait',
      {},
      { responses: { confirmUnsignedAfterSeconds: 90 } },
      '    seconds until an unsigned image is verified a second time, before its task is stopped: 60 → 90',
    ],
  ])('tells %s', (_, before, after, sentence) => {
    expect(trustLines(before, after)).toContain(sentence);
  });
});
