/** Keeps moto's tasks running: by default it moves a task one state further each time it is described. */
export const keepTasksRunning = async (moto: string): Promise<void> => {
  const body = JSON.stringify({ model_name: 'ecs::task', transition: { progression: 'manual', times: 1_000_000 } });
  const { ok, status } = await fetch(`${moto}/moto-api/state-manager/set-transition`, { method: 'POST', body });
  if (!ok) throw new Error(`moto rejected the state transition of tasks with status ${status}`);
};
