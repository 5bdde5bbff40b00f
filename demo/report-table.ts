import { plainTable } from '../cli/shared/plain-table';
import type { ContainerOutcome } from './container-outcome';
import { ECR_HOST } from './demo-account';
import type { SceneResult } from './run-scene';

const HEAD = ['SCENE', 'IMAGE', 'VERDICT', 'REASON', 'RESPONSE', 'MS'];
const LONGEST_NAME = 36;

/** The image without the account's own registry host, shortened in the middle, with the start of its digest. */
const shortImage = ({ container, image, digest }: ContainerOutcome): string => {
  if (image === null) return `${container}: no image`;
  const [reference = ''] = image.split('@');
  const name = reference.startsWith(`${ECR_HOST}/`) ? reference.slice(ECR_HOST.length + 1) : reference;
  const short = name.length <= LONGEST_NAME ? name : `${name.slice(0, 8)}…${name.slice(9 - LONGEST_NAME)}`;
  return digest === null ? short : `${short}@${digest.slice('sha256:'.length, 'sha256:'.length + 7)}`;
};

const describeReason = ({ reason, cause }: ContainerOutcome): string =>
  `${reason ?? '-'}${cause === null ? '' : ` (cause ${cause})`}`;

const describeResponse = (
  { earlier, response, verdict }: ContainerOutcome,
  { retriedAfterSeconds }: SceneResult,
): string => {
  const retried = verdict === 'inconclusive' && retriedAfterSeconds !== undefined;
  return `${[...earlier, response].join(' → ')}${retried ? `, retried in ${retriedAfterSeconds} s` : ''}`;
};

const toRows = (result: SceneResult): readonly string[][] => {
  const { scene, containers, problems, milliseconds } = result;
  const name = problems.length > 0 ? `${scene.name} (!)` : scene.name;
  const rows = containers.map((container) => [
    shortImage(container),
    container.verdict,
    describeReason(container),
    describeResponse(container, result),
  ]);
  const [first = ['-', '-', '-', '-'], ...others] = rows;
  return [[name, ...first, String(milliseconds)], ...others.map((row) => ['', ...row, ''])];
};

/** The demo's results as text: a table with one line for each container, the problems, and a summary line. */
export const reportTable = (results: readonly SceneResult[]): string => {
  const failed = results.filter(({ problems }) => problems.length > 0);
  const problems = failed.flatMap(({ scene, problems: found }) => found.map((each) => `  ${scene.name}: ${each}`));
  return [
    plainTable(HEAD, results.flatMap(toRows), { right: ['MS'] }),
    ...(failed.length > 0 ? ['', 'Not as expected:', ...problems] : []),
    '',
    `${results.length - failed.length} of ${results.length} scenes gave the expected verdict`,
    '',
  ].join('\n');
};
