import fc from 'fast-check';
import type { Verdict } from '../../../verification';
import { hostileText, quoted } from '../../support/notation/hostile-text';
import {
  classified,
  outputOf,
  recordingOf,
  signatureLines,
  withSignatures,
  withStderr,
  type NamedRecording,
} from '../../support/notation/notation-fixtures';

/** A text in a recording that whoever pushes could have chosen, and the recording. */
interface Place {
  readonly recording: NamedRecording;
  readonly chosen: string;
}

const PLACES: readonly (readonly [string, Place])[] = [
  ['a plugin’s name', { recording: recordingOf('crafted-other-plugin'), chosen: 'no.such.plugin' }],
  ['a plugin’s version', { recording: recordingOf('crafted-version-99'), chosen: '99.0.0' }],
  [
    'an envelope’s media type',
    { recording: recordingOf('crafted-envelope-media-type'), chosen: 'application/x-foreign' },
  ],
  ['a media type in an index', { recording: recordingOf('tag-schema-media-type'), chosen: 'a/b' }],
  ['a certificate’s subject', { recording: recordingOf('before-certificate'), chosen: 'AWS Signer (offline)' }],
];

/** The text in place of the chosen one: escaped between quotes, as it is elsewhere, as the tool writes it. */
const choosing = (text: string, { chosen }: Place, lines: readonly string[]): readonly string[] => {
  const inQuotes = new RegExp(`(?<="[^"]*)${chosen.replaceAll(/[.()/]/g, '\\$&')}(?=[^"]*")`, 'g');
  return lines.map((line) => line.replaceAll(inQuotes, () => quoted(text)).replaceAll(chosen, () => text));
};

const isExcused = (verdict: Verdict): boolean =>
  verdict.kind === 'trusted' || (verdict.kind === 'inconclusive' && verdict.cause === 'service');

describe('a text that whoever pushes chooses', () => {
  it.each(PLACES)('stands where the recording has it: %s', (_what, { recording, chosen }) => {
    expect(outputOf(recording).stderr).toContain(chosen);
  });

  it.each(PLACES)('neither makes an image trusted nor its failure the service’s: %s', (_what, place) => {
    const { recording } = place;
    fc.assert(
      fc.property(hostileText(recording.reference, recording.statement), (text) => {
        const lines = choosing(text, place, outputOf(recording).stderr.split('\n'));
        expect(isExcused(classified(withStderr(recording, lines.join('\n'))))).toBe(false);
      }),
      { numRuns: 500 },
    );
  });

  it('does neither together with such texts in other signatures', () => {
    const recording = recordingOf('crafted-other-plugin');
    const place = { recording, chosen: 'no.such.plugin' };
    const text = hostileText(recording.reference, recording.statement);
    fc.assert(
      fc.property(fc.array(text, { minLength: 2, maxLength: 4 }), (texts) => {
        const lines = texts.flatMap((one) => choosing(one, place, signatureLines(recording)));
        expect(isExcused(classified(withSignatures(recording, lines)))).toBe(false);
      }),
      { numRuns: 2_000 },
    );
  });
});
