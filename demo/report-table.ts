import { plainTable } from '../cli/shared/plain-table';
import { ECR_HOST } from './demo-account';
import type { PlayedScene } from './play-scene';
import type { SceneAnswer } from './scene-answer';

const HEAD = ['SCENE', 'IMAGE', 'VERDICT', 'REASON', 'WHAT WAS DONE', 'MS'];
const LONGEST_NAME = 36;

/** Without the account’s own host, and with as much of the digest as tells it apart. */
const shortImage = ({ container, image, digest }: SceneAnswer): string => {
  if (image === null) return `${container}: no image`;
  const [named = ''] = image.split('@');
  const name = named.startsWith(`${ECR_HOST}/`) ? named.slice(ECR_HOST.length + 1) : named;
  const short = name.length <= LONGEST_NAME ? name : `${name.slice(0, 8)}…${name.slice(9 - LONGEST_NAME)}`;
  return digest === null ? short : `${short}@${digest.slice('sha256:'.length, 'sha256:'.length + 7)}`;
};

const reasonIn = ({ reason, cause }: SceneAnswer): string =>
  `${reason ?? '-'}${cause === null ? '' : ` (cause ${cause})`}`;

const doneIn = ({ earlier, response, verdict }: SceneAnswer, comesBackAfter: number | undefined): string => {
  const comesBack = verdict === 'inconclusive' && comesBackAfter !== undefined;
  return `${[...earlier, response].join(' → ')}${comesBack ? `, again in ${comesBackAfter} s` : ''}`;
};

const rowsOf = ({ scene, answers, comesBackAfter, problems, milliseconds }: PlayedScene): readonly string[][] => {
  const name = problems.length > 0 ? `${scene.name} (!)` : scene.name;
  const rows = answers.map((answer) => [
    shortImage(answer),
    answer.verdict,
    reasonIn(answer),
    doneIn(answer, comesBackAfter),
  ]);
  const [first = ['-', '-', '-', '-'], ...others] = rows;
  return [[name, ...first, String(milliseconds)], ...others.map((row) => ['', ...row, ''])];
};

/** The demo's outcome for people: a line for each container, then what was not as expected, then the sum. */
export const reportTable = (played: readonly PlayedScene[]): string => {
  const bad = played.filter(({ problems }) => problems.length > 0);
  const problems = bad.flatMap(({ scene, problems: found }) => found.map((problem) => `  ${scene.name}: ${problem}`));
  const sum = `${played.length - bad.length} of ${played.length} scenes gave the expected verdict`;
  return [
    plainTable(HEAD, played.flatMap(rowsOf), ['MS']),
    ...(bad.length > 0 ? ['', 'Not as expected:', ...problems] : []),
    '',
    sum,
    '',
  ].join('\n');
};
