import type { SceneResult } from '../../demo/run-scene';
import { sceneProgress } from '../../demo/scene-progress';

const resultOf = (name: string, problems: readonly string[]): SceneResult => ({
  scene: { name, explanation: 'A sentence.', setUp: async () => [], expected: { containers: [] } },
  containers: [],
  problems,
  milliseconds: 1_234,
});

describe("the demo's progress", () => {
  it('is one line for each finished scene: its number, its name, whether it is as expected, and its time', () => {
    const written: string[] = [];
    const onResult = sceneProgress({ write: (text) => written.push(text) }, 2);
    onResult(resultOf('signed', []));
    onResult(resultOf('unsigned', ['a problem']));
    expect(written).toEqual(['[1/2] signed: as expected (1.2 s)\n', '[2/2] unsigned: NOT AS EXPECTED (1.2 s)\n']);
  });
});
