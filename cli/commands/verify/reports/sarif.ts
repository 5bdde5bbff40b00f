import { isAbsolute, sep } from 'node:path';
import { pathToFileURL } from 'node:url';
import { INCONCLUSIVE_CATALOGUE, reasonOf, UNTRUSTED_CATALOGUE, type ReasonEntry } from '../../../../verification';
import { visibleJson, visibleText } from '../../../shared/visible-text';
import type { VerifiedSubject } from '../verify-images';
import { detailOf, imageOf, plainEntryOf, sourceOf, type Report } from './report';

const CATALOGUE: Readonly<Record<string, ReasonEntry>> = { ...UNTRUSTED_CATALOGUE, ...INCONCLUSIVE_CATALOGUE };
const IDS = Object.keys(CATALOGUE);

const sentence = (text: string): string => `${text.replaceAll('`', '')}.`;

const pascalCase = (id: string): string => id.replace(/(?:^|-)([a-z])/g, (_, letter: string) => letter.toUpperCase());

const toRule = ([id, { name, meaning, remediation, level }]: readonly [string, ReasonEntry]) => ({
  id,
  name: pascalCase(id),
  shortDescription: { text: sentence(name) },
  fullDescription: { text: sentence(meaning) },
  help: { text: sentence(remediation), markdown: `${remediation}.` },
  defaultConfiguration: { level },
});

const toPath = (segments: readonly string[]): string => segments.map(encodeURIComponent).join('/');

/** Where a file is, relative to the folder of the command if it was given so. */
const uriOfFile = (file: string): string => (isAbsolute(file) ? pathToFileURL(file).href : toPath(file.split(sep)));

/** A path that stands for an image: relative and without "..", whatever the image is called. */
const uriOfImage = (image: string): string =>
  toPath(image.split('/').map((segment) => segment.replace(/^\.{0,2}$/, '_')));

// GitHub refuses a whole file in which one result has no physical location, and container scanners name the image there:
// https://github.com/github/codeql-action/issues/1738
const toLocation = (verified: VerifiedSubject) => {
  const image = imageOf(verified);
  const uri = verified.file === null ? uriOfImage(image) : uriOfFile(verified.file);
  return {
    physicalLocation: { artifactLocation: { uri } },
    logicalLocations: [{ name: image, fullyQualifiedName: sourceOf(verified) ?? image }],
  };
};

const messageOf = (verified: VerifiedSubject): string => {
  const { meaning, remediation } = plainEntryOf(verified);
  const detail = detailOf(verified);
  return [`${imageOf(verified)}: ${meaning} ${remediation}`, ...(detail === '' ? [] : [detail])].join('\n');
};

const toResults = (verified: VerifiedSubject) => {
  const { kind } = verified.verdict;
  const ruleId = reasonOf(verified.verdict);
  if ((kind !== 'untrusted' && kind !== 'inconclusive') || ruleId === null) return [];
  return [
    {
      ruleId,
      ruleIndex: IDS.indexOf(ruleId),
      level: plainEntryOf(verified).level,
      message: { text: messageOf(verified) },
      locations: [toLocation(verified)],
    },
  ];
};

const notification = (level: 'error' | 'note', text: string) => ({ level, message: { text } });

/**
 * A report as SARIF 2.1.0: a rule for each reason, and a result for each image that is untrusted or inconclusive.
 * https://docs.oasis-open.org/sarif/sarif/v2.1.0/sarif-v2.1.0.html
 */
export const renderSarif = ({ verified, withoutImage, failure }: Report): string => {
  const toolExecutionNotifications = [
    ...withoutImage.map(({ source, reason }) => notification('note', visibleText(`${source}: ${reason}`))),
    ...(failure === null ? [] : [notification('error', failure)]),
  ];
  const run = {
    tool: { driver: { name: 'image-trust', rules: Object.entries(CATALOGUE).map(toRule) } },
    invocations: [{ executionSuccessful: failure === null, toolExecutionNotifications }],
    results: verified.flatMap(toResults),
  };
  const log = { $schema: 'https://json.schemastore.org/sarif-2.1.0.json', version: '2.1.0', runs: [run] };
  return `${visibleJson(JSON.stringify(log, null, 2))}\n`;
};
