import type { SignerPlugin } from '../testing/tools/signer-plugin';
import type { SceneResult } from './run-scene';
import type { ReportFiles } from './write-report';

const toJson = ({ scene, containers, retriedAfterSeconds, problems, milliseconds }: SceneResult): object => {
  const { name, explanation, expected } = scene;
  return {
    scene: name,
    explanation,
    containers,
    retriedAfterSeconds: retriedAfterSeconds ?? null,
    expected,
    ok: problems.length === 0,
    problems,
    milliseconds,
  };
};

/** The demo's results as a JSON document; `report` holds the paths of the report of its environment. */
export const reportJson = (results: readonly SceneResult[], plugin: SignerPlugin, report: ReportFiles): object => {
  const failed = results.filter(({ problems }) => problems.length > 0).length;
  return {
    plugin: { standIn: plugin.standIn, path: plugin.path },
    scenes: results.map(toJson),
    passed: results.length - failed,
    failed,
    report,
  };
};
