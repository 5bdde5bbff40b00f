import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { ToolError } from '../../adapters/tool-error';
import { renderMarkdown } from '../../cli/commands/plan/report/render-markdown';
import { renderText } from '../../cli/commands/plan/report/render-text';
import { reportOn } from '../../cli/commands/plan/plan-report';
import { renderBegun, renderGrants } from '../../cli/commands/break-glass/render';
import { calling } from '../../cli/commands/sample/aws-failure';
import { renderVerdict } from '../../cli/commands/sample/render';
import { renderExplanation, renderTable, toJsonVerdict } from '../../cli/commands/verify/render';
import { exitStatusOf } from '../../cli/shared/exit-status';
import { printError, printJson, printResult, say } from '../../cli/shared/print';
import { progressOn } from '../../cli/shared/progress';
import { reportDefect } from '../../cli/shared/run-verb';
import { ensureSigned } from '../../cli/shared/signing/ensure-signed';
import { terraformFailure } from '../../cli/shared/terraform/terraform-failure';
import {
  serviceFailed,
  untrusted,
  type Digest,
  type ExaminedSignature,
  type VerifiedContainer,
} from '../../verification';
import { aDeployment } from '../support/deployment/deployment';
import { aContainer, anImage, aPolicy, digestOf, ECR, NOW, someEvidence } from '../support/domain/domain';
import { aGrant } from '../support/domain/fake-grants';
import { aSampleTask } from './commands/sample/a-sample-task';
import { aChange, aDocument, aDocumentChange, anExemption, aPlanned, summaryOf } from './commands/plan/a-plan';
import { listening } from './shared/terraform/in-project';

const FORGED = 'FORGED  trusted';
const HOSTILE = `x\n${FORGED}\r\u001B[2K\u001B]0;t\u0007\u009B1A\u202E\u2066\u200B\u2028${FORGED}\u0085y`;

const verified: VerifiedContainer = {
  container: aContainer({ name: HOSTILE, image: HOSTILE }),
  image: anImage(),
  policy: aPolicy({ name: HOSTILE, signers: [HOSTILE] }),
  verdict: untrusted('signature-invalid', HOSTILE),
};
const exempted: VerifiedContainer = { ...verified, verdict: { kind: 'exempt', rule: HOSTILE, detail: HOSTILE } };
const hostile = { digest: digestOf('8'), claimedSigner: HOSTILE };
const examined: readonly ExaminedSignature[] = [
  { ...hostile, outcome: { kind: 'bad', reason: 'signature-invalid', detail: HOSTILE } },
  { ...hostile, outcome: { kind: 'unchecked', reason: 'throttled', detail: HOSTILE } },
  { ...hostile, outcome: { kind: 'gone', detail: HOSTILE } },
  { ...hostile, outcome: { kind: 'good', evidence: someEvidence({ signer: HOSTILE, job: HOSTILE }) } },
];
const explained = (each: VerifiedContainer) =>
  renderExplanation(
    { ...each, examined: [{ digest: digestOf('a'), examined, truncated: true }] },
    { sha256: 'f'.repeat(64) },
  );
const report = reportOn(
  summaryOf(
    [
      aPlanned('signing', [
        aChange({ address: HOSTILE, kind: 'delete', type: 'aws_ecr_repository', before: { name: HOSTILE } }),
      ]),
      aPlanned('verifier', [aDocumentChange(aDocument(), aDocument(anExemption(`legacy ${HOSTILE}`)))]),
      { part: 'sample', stack: 'dev-sample', kind: 'failed', code: 'failed', message: HOSTILE.replace('\n', ' ') },
    ],
    { expired: [{ name: HOSTILE, until: HOSTILE }] },
  ),
);
const found = {
  container: HOSTILE,
  image: HOSTILE,
  digest: HOSTILE as Digest,
  verdict: exempted.verdict,
  firstSeen: 0,
};

const messageOf = (work: Promise<unknown>): Promise<string> =>
  work.then(
    () => 'it did not fail',
    (error: unknown) => (error as Error).message,
  );

const signing = () => {
  const tools = { sign: jest.fn(), verify: () => Promise.resolve(serviceFailed('tool-failed', HOSTILE)) };
  return ensureSigned(
    `${ECR}/shop/web`,
    { digest: digestOf('a'), mediaType: '', bytes: 1, platforms: undefined },
    tools,
  );
};

/** What each command makes of text from outside, before it is printed. */
const RENDERED: Readonly<Record<string, () => string | Promise<string>>> = {
  'the table of verify': () => renderTable([verified, exempted].map(toJsonVerdict), { width: 80 }),
  'verify --explain': () => [verified, exempted].map(explained).join(''),
  'the report of plan and deploy': () => renderText(report),
  'the comment of plan --markdown': () => renderMarkdown(report, 'dev'),
  'the grants of break-glass': () =>
    renderGrants([aGrant({ reason: HOSTILE, grantedBy: HOSTILE })], NOW) +
    renderBegun(aGrant({ clusterArn: HOSTILE }), aDeployment()),
  'the verdict of sample': () => renderVerdict(aSampleTask({ taskArn: HOSTILE }), found),
  'an error of AWS in sample': () =>
    messageOf(calling('ecs:RunTask', Promise.reject(Object.assign(new Error(HOSTILE), { $metadata: {} })))),
  'a failure of sign and sign-and-push': () => messageOf(signing()),
  "a failure of Terraform's": () => terraformFailure('planning dev', `Error: ${HOSTILE.replace('\n', ' ')}`).message,
};

const UNSAFE = /[^\P{Cc}\n]|[\p{Cf}\p{Zl}\p{Zp}\p{Cs}]/u;

describe('text from outside', () => {
  const { stdout, stderr } = listening();

  it.each(Object.keys(RENDERED))('is harmless in %s, and forges no line', async (name) => {
    const text = await RENDERED[name]?.();
    expect(text).toContain('\\u{202e}');
    expect(text).not.toMatch(UNSAFE);
    expect(text).not.toMatch(/^\s*FORGED/m);
  });

  it.each<[string, () => unknown]>([
    ['a result', () => printResult(HOSTILE)],
    ['JSON', () => printJson({ detail: HOSTILE })],
    ['a message', () => say(HOSTILE)],
    ['an error', () => printError('image-trust', HOSTILE)],
    ['a defect', () => reportDefect(new Error(HOSTILE))],
    ['progress', () => progressOn(process.stderr, 'x').say(HOSTILE)],
    ["a tool's failure", () => exitStatusOf('sign', () => Promise.reject(new ToolError('failed', HOSTILE)))],
  ])('controls no terminal when it is printed as %s', async (_, print) => {
    await print();
    expect(`${stdout()}${stderr()}`).toContain('FORGED');
    expect(`${stdout()}${stderr()}`).not.toMatch(UNSAFE);
  });

  it("forges no line in a tool's failure", async () => {
    await exitStatusOf('sign', () => Promise.reject(new ToolError('failed', HOSTILE)));
    expect(stderr()).not.toMatch(/^FORGED/m);
  });
});

describe('the command line', () => {
  const CLI = join(__dirname, '../../cli');
  const files = readdirSync(CLI, { recursive: true, encoding: 'utf8' }).filter((file) => file.endsWith('.ts'));

  it('prints through one place only, which makes text from outside visible', () => {
    const printing = files.filter((file) =>
      /process\.std(?:out|err)\.write|\bconsole\./.test(readFileSync(join(CLI, file), 'utf8')),
    );
    expect(printing).toEqual(['shared/print.ts']);
  });
});
