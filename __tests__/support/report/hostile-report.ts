import type { Report } from '../../../contracts/report/report-schema';
import { clusterArn, notTrusted, reportContainer, reportImage, reportOf } from './report-parts';
import { sampleReport } from './sample-report';

/** Texts that a pusher, a task author or a registry could choose, and that must be shown as text. */
export const HOSTILE_TEXTS = [
  '<script>alert("script")</script>',
  '"><img src=x onerror=alert(1)>',
  '</script><script>alert(2)</script><!-- <script>',
  "' onmouseover='alert(3)",
  'javascript:alert(4)',
  '${alert(5)} {{constructor.constructor("alert(6)")()}}',
  'trusted\u202Eevil\u2066\u0000\u001B[2K\u2028\u2029',
  '=HYPERLINK("https://evil.example","x")',
  '+1',
  '-1',
  '@a',
  '＝1+1',
  '＋1',
  '－1',
  '＠a',
  '%x',
  '|x',
  '\u3000=1',
  'A'.repeat(10_240),
  '&lt;b&gt;&amp;#60;',
] as const;

const VERDICTS = [
  notTrusted({ verdict: 'untrusted', reason: 'unsigned' }),
  notTrusted({ verdict: 'inconclusive', cause: 'service', reason: 'tool-failed' }),
  {},
  notTrusted({ verdict: 'exempt', rule: 'x', policy: null }),
] as const;

const [task] = sampleReport().tasks;

const detailOf = (text: string): string => text.slice(0, 1_000);

/** A report in which every text that outsiders can choose is hostile, with each of these texts under every verdict. */
export const hostileReport = (): Report => {
  const cases = HOSTILE_TEXTS.flatMap((text) => VERDICTS.map((verdict) => ({ text, verdict })));
  return reportOf({
    clusters: [{ cluster: clusterArn('shop'), mode: null, gate: [], problem: HOSTILE_TEXTS.join(' ') }],
    services: HOSTILE_TEXTS.map((text) => ({ cluster: clusterArn('shop'), service: text, owner: text })),
    images: cases.map(({ text, verdict }) => {
      const image = reportImage('shop/checkout', '1', { ...verdict, image: text, repository: text, policy: text });
      return {
        ...image,
        detail: detailOf(text),
        rule: image.rule === null ? null : text,
        signatures: image.signatures.map((each) => ({ ...each, signer: text, job: text })),
        rejectedSignatures:
          image.verdict === 'untrusted'
            ? [{ digest: image.digest ?? '', signer: text, reason: 'signature-invalid' as const }]
            : [],
      };
    }),
    tasks:
      task === undefined
        ? []
        : cases.map(({ text }, index) => ({
            ...task,
            task: `arn:aws:ecs:eu-west-1:111122223333:task/shop/${text}${String(index)}`,
            service: text,
            owner: text,
            taskDefinition: text,
            containers: [reportContainer(text, index)],
          })),
    exemptions: HOSTILE_TEXTS.map((text) => ({
      name: text,
      reason: text,
      until: '2027-01-01T00:00:00Z',
      containers: 1,
    })),
    grants: HOSTILE_TEXTS.map((text) => ({
      id: text,
      cluster: clusterArn('shop'),
      subject: text,
      reason: text,
      grantedBy: text,
      until: '2027-01-01T00:00:00Z',
    })),
    changes: {
      since: '2026-11-26T11:00:00.000Z',
      list: HOSTILE_TEXTS.map((text) => ({
        kind: 'appeared',
        cluster: clusterArn('shop'),
        service: text,
        image: text,
        digest: null,
        before: null,
        after: { verdict: 'untrusted', reason: 'unsigned' },
      })),
      more: 0,
    },
  });
};
