import { startServerProcess } from '../process/server-process';

/** A registry that runs on the loopback interface. */
export interface RegistryProcess {
  readonly port: number;
  /** Kills the process and waits for its end. It is also killed when this process ends. */
  readonly stop: () => Promise<void>;
}

/** Starts `crane registry serve` on a free port; it keeps everything in memory. */
export const startRegistryProcess = async (crane: string): Promise<RegistryProcess> => {
  const { address, stop } = await startServerProcess({
    name: 'the local registry',
    command: crane,
    args: ['registry', 'serve', '--address', '127.0.0.1:0'],
    environment: { HOME: process.env['HOME'] },
    listening: /serving on port (\d+)/,
  });
  return { port: Number(address), stop };
};
