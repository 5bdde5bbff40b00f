import { join } from 'node:path';
import { startServerProcess } from '../process/server-process';
import { type BuildSettings, defaultBuildSettings } from '../tools/build-once';
import { findPythonVenv } from '../tools/python-venv';

/** A moto server on the loopback interface, which keeps everything in memory. */
export interface MotoServer {
  /** The value for `AWS_ENDPOINT_URL`. */
  readonly url: string;
  /** Kills the server and waits for its end. It is also killed when this process ends. */
  readonly stop: () => Promise<void>;
}

/** How to install and start moto. Default: the settings of this machine. */
export interface MotoOptions extends Partial<BuildSettings> {
  /** Moto's own variables, MOTO_… . Default: none. */
  readonly settings?: Readonly<Record<string, string>>;
}

/** Without this, moto's Lambda looks for Docker as soon as the first function is created. */
const disableDocker = async (url: string): Promise<void> => {
  const body = JSON.stringify({ lambda: { use_docker: false } });
  const { ok, status } = await fetch(`${url}/moto-api/config`, { method: 'POST', body });
  if (!ok) throw new Error(`moto refused its settings with status ${status}`);
};

/**
 * Starts moto on a free port. The first start installs it from its locked requirements.
 * @throws ToolsError when moto can't be installed; Error with moto's last lines when it doesn't start.
 */
export const startMoto = async ({ settings = {}, ...overrides }: MotoOptions = {}): Promise<MotoServer> => {
  const build = { ...defaultBuildSettings(), ...overrides };
  const packages = {
    name: 'moto',
    requirements: join(__dirname, 'requirements.txt'),
    label: 'the emulated AWS (moto)',
  };
  const { PATH, HOME } = build.environment;
  const server = await startServerProcess({
    name: 'moto',
    command: await findPythonVenv(packages, build),
    args: ['-m', 'moto.server', '-H', '127.0.0.1', '-p', '0'],
    environment: { PATH, HOME, ...settings, PYTHONUNBUFFERED: '1' },
    listening: /Running on (http:\/\/127\.0\.0\.1:\d+)/,
  });
  try {
    await disableDocker(server.address);
  } catch (error) {
    await server.stop();
    throw error;
  }
  return { url: server.address, stop: server.stop };
};
