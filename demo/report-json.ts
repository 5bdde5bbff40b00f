import type { SignerPlugin } from '../testing/tools/signer-plugin';
import type { PlayedScene } from './play-scene';

const toJson = ({ scene, answers, comesBackAfter, problems, milliseconds }: PlayedScene): object => {
  const { name, explanation, expected } = scene;
  return {
    scene: name,
    explanation,
    containers: answers,
    comesBackAfter: comesBackAfter ?? null,
    expected,
    ok: problems.length === 0,
    problems,
    milliseconds,
  };
};

/** The demo's outcome for programs. */
export const reportJson = (played: readonly PlayedScene[], plugin: SignerPlugin): object => {
  const failed = played.filter(({ problems }) => problems.length > 0).length;
  return {
    plugin: { standIn: plugin.standIn, path: plugin.path },
    scenes: played.map(toJson),
    passed: played.length - failed,
    failed,
  };
};
