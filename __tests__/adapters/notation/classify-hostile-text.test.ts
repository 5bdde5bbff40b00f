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

/** A recording, and a text in it that a pusher could have chosen. */
interface Place {
  readonly recording: NamedRecording;
  readonly chosen: string;
}

const PLACES: readonly (readonly [string, Place])[] = [
  ['the name of a plugin', { recording: recordingOf('crafted-other-plugin'), chosen: 'no.such.plugin' }],
  ['the version of a plugin', { recording: recordingOf('crafted-version-99'), chosen: '99.0.0' }],
  [
    'the media type of an envelope',
    { recording: recordingOf('crafted-envelope-media-type'), chosen: 'application/x-foreign' },
  ],
  ['the media type in an index', { recording: recordingOf('tag-schema-media-type'), chosen: 'a/b' }],
  ['the subject of a certificate', { recording: recordingOf('before-certificate'), chosen: 'AWS Signer (offline)' }],
];

/** Replaces the chosen text as the tool would print it: escaped between quotes, unchanged elsewhere. */
const replaceChosen = (text: string, { chosen }: Place, lines: readonly string[]): readonly string[] => {
  const inQuotes = new RegExp(`(?<="[^"]*)${chosen.replaceAll(/[.()/]/g, '\\$&')}(?=[^"]*")`, 'g');
  return lines.map((line) => line.replaceAll(inQuotes, () => quoted(text)).replaceAll(chosen, () => text));
};

const isExcused = (verdict: Verdict): boolean =>
  verdict.kind === 'trusted' || (verdict.kind === 'inconclusive' && verdict.cause === 'service');

describe('classifyOutcome with a text that a pusher chooses', () => {
  it.each(PLACES)('has the text in the recording: %s', (_what, { recording, chosen }) => {
    expect(outputOf(recording).stderr).toContain(chosen);
  });

  it.each(PLACES)('rule 2: neither is trusted nor blames a service: %s', (_what, place) => {
    const { recording } = place;
    fc.assert(
      fc.property(hostileText(recording.reference, recording.statement), (text) => {
        const lines = replaceChosen(text, place, outputOf(recording).stderr.split('\n'));
        expect(isExcused(classified(withStderr(recording, lines.join('\n'))))).toBe(false);
      }),
      { numRuns: 500 },
    );
  });

  it('rule 2: neither is trusted nor blames a service with such texts in several signatures', () => {
    const recording = recordingOf('crafted-other-plugin');
    const place = { recording, chosen: 'no.such.plugin' };
    const text = hostileText(recording.reference, recording.statement);
    fc.assert(
      fc.property(fc.array(text, { minLength: 2, maxLength: 4 }), (texts) => {
        const lines = texts.flatMap((one) => replaceChosen(one, place, signatureLines(recording)));
        expect(isExcused(classified(withSignatures(recording, lines)))).toBe(false);
      }),
      { numRuns: 2_000 },
    );
  });
});
