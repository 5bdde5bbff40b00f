/** The colours that commands use. */
export type Colour = 'red' | 'green' | 'yellow';

/** Where coloured text may be written. */
export interface ColourStream {
  readonly isTTY?: boolean | undefined;
}

// util.styleText does the same, but only from Node 20.12 on.
const CODE: Readonly<Record<Colour, number>> = { red: 31, green: 32, yellow: 33 };

/** Whether a stream shows colours: only a terminal does, unless NO_COLOR (https://no-color.org) or TERM=dumb rules them out. */
export const hasColours = (stream: ColourStream, environment: NodeJS.ProcessEnv): boolean =>
  stream.isTTY === true && (environment['NO_COLOR'] ?? '') === '' && environment['TERM'] !== 'dumb';

/** Colours text where the stream shows colours, and returns it as it is elsewhere. */
export const paintOn =
  (stream: ColourStream, environment: NodeJS.ProcessEnv) =>
  (colour: Colour | undefined, text: string): string =>
    colour === undefined || !hasColours(stream, environment) ? text : `\u001B[${CODE[colour]}m${text}\u001B[39m`;
