import fc from 'fast-check';
import { SLACK_LIMITS, slackText, toWebhookBody } from '../../../adapters/webhook/to-webhook-body';
import { aVerdictEvent } from '../../support/notify/a-verdict';

interface Text {
  readonly type: string;
  readonly text: string;
}
interface Body {
  readonly text: string;
  readonly blocks: readonly { readonly type: string; readonly text?: Text; readonly fields?: readonly Text[] }[];
  readonly ecsImageTrust: unknown;
}

const bodyOf = (overrides: Parameters<typeof aVerdictEvent>[0] = {}): Body =>
  JSON.parse(toWebhookBody(aVerdictEvent(overrides))) as Body;
const textsOf = ({ blocks }: Body): readonly Text[] =>
  blocks.flatMap(({ text, fields = [] }) => [...(text === undefined ? [] : [text]), ...fields]);

describe('toWebhookBody', () => {
  it('says in one line what happened', () => {
    expect(bodyOf().text).toBe('Image Trust: container web in pay is untrusted (unsigned)');
  });

  it('says what was done, what the reason means and what to do', () => {
    const [, explanation] = bodyOf({ note: 'A note.' }).blocks;
    expect(explanation?.text?.text).toBe(
      'The verdict is reported only; nothing was stopped. A note. The image has no signature, or is not signed by enough signers. ' +
        'What to do: Sign it by digest: the index, or every platform. no signature was found',
    );
  });

  it('has the whole event for programs', () => {
    expect(bodyOf().ecsImageTrust).toEqual(aVerdictEvent());
  });

  it('says what is not known', () => {
    const texts = textsOf(bodyOf({ image: null, digest: null, policy: null, reason: null, verdict: 'trusted' }));
    expect(texts.map(({ text }) => text)).toEqual(
      expect.arrayContaining(['image: unknown', 'digest: unknown', 'policy: none']),
    );
  });

  it('has only texts in which Slack reads no mark-up', () => {
    expect(new Set(textsOf(bodyOf()).map(({ type }) => type))).toEqual(new Set(['plain_text']));
  });

  it('mentions nobody and links nowhere, and stays within the limits of Slack, whatever anybody writes', () => {
    const hostile = fc.oneof(
      fc.string({ unit: 'binary', maxLength: 5_000 }),
      fc.constantFrom('<!channel>', '<https://evil.example|Sign in>', '&'.repeat(4_000), '<@U123>\n*bold*'),
    );
    const fields = { container: hostile, image: hostile, detail: hostile, note: hostile, policy: hostile };
    fc.assert(
      fc.property(fc.record(fields), (texts) => {
        const body = bodyOf(texts);
        const [header, section] = body.blocks.map(({ text }) => text?.text ?? '');
        expect(header?.length).toBeLessThanOrEqual(SLACK_LIMITS.header);
        expect(section?.length).toBeLessThanOrEqual(SLACK_LIMITS.text);
        expect(body.text.length).toBeLessThanOrEqual(SLACK_LIMITS.text);
        for (const { text } of body.blocks[2]?.fields ?? [])
          expect(text.length).toBeLessThanOrEqual(SLACK_LIMITS.field);
        for (const text of [body.text, ...textsOf(body).map((each) => each.text)]) {
          expect(text).not.toMatch(/[<>\p{Cc}\p{Cf}]/u);
          expect(text).not.toMatch(/&(?!amp;|lt;|gt;)/);
        }
      }),
    );
  });
});

describe('slackText', () => {
  it('cuts no escape in two', () => {
    expect(slackText('a&&', 8)).toBe('a&amp;…');
  });
});
