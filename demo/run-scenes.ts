import type { DemoContext } from './demo-context';
import { runScene, type SceneResult } from './run-scene';
import type { Scene } from './scene';

/** How many instances of the function run in parallel, so that a slow scene does not hold up the others. */
const INSTANCES = 4;

/** Runs scenes, several in parallel; returns their results in the order of the scenes. */
export const runScenes = async (
  scenes: readonly Scene[],
  context: DemoContext,
  onResult: (result: SceneResult) => void,
): Promise<readonly SceneResult[]> => {
  const waiting = [...scenes].sort((a, b) => Number(b.slow ?? false) - Number(a.slow ?? false));
  const results = new Map<string, SceneResult>();
  const runWaiting = async (): Promise<void> => {
    const instance = await context.environment.startInstance();
    try {
      for (let scene = waiting.shift(); scene; scene = waiting.shift()) {
        const result = await runScene(scene, context, instance);
        results.set(scene.name, result);
        onResult(result);
      }
    } finally {
      await instance.stop();
    }
  };
  await Promise.all(Array.from({ length: Math.min(INSTANCES, scenes.length) }, runWaiting));
  return scenes.flatMap(({ name }) => results.get(name) ?? []);
};
