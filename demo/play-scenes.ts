import { type PlayedScene, playScene, type DemoContext } from './play-scene';
import type { Scene } from './scene';

/** How many instances of the function play at a time: one may wait for a deadline while the others go on. */
const INSTANCES = 4;

/** Plays scenes, several at a time, and gives what came of them in the order of the scenes. */
export const playScenes = async (
  scenes: readonly Scene[],
  theatre: DemoContext,
  onPlayed: (played: PlayedScene) => void,
): Promise<readonly PlayedScene[]> => {
  const waiting = [...scenes].sort((a, b) => Number(b.waits ?? false) - Number(a.waits ?? false));
  const played = new Map<string, PlayedScene>();
  const playOn = async (): Promise<void> => {
    const instance = await theatre.stage.startInstance();
    try {
      for (let scene = waiting.shift(); scene; scene = waiting.shift()) {
        const result = await playScene(scene, theatre, instance);
        played.set(scene.name, result);
        onPlayed(result);
      }
    } finally {
      await instance.stop();
    }
  };
  await Promise.all(Array.from({ length: Math.min(INSTANCES, scenes.length) }, playOn));
  return scenes.flatMap(({ name }) => played.get(name) ?? []);
};
