import { type ChildProcess, spawn } from 'node:child_process';
import { join, resolve } from 'node:path';
import { createInterface } from 'node:readline';
import type { BuildSettings } from '../tools/build-once';
import { whenProcessEnds } from '../process/process-end';
import { findPythonVenv } from '../tools/python-venv';

/** An emulated AWS on the loopback interface, everything of it in memory. */
export interface MotoServer {
  /** What `AWS_ENDPOINT_URL` is set to. */
  readonly url: string;
  /** Ends it, at once; happens by itself when this process ends. */
  stop(): void;
}

/** How moto is installed and started; each has the machine's own value as default. */
export interface MotoOptions extends Partial<BuildSettings> {
  /** Variables for moto itself, MOTO_… . Default: none. */
  readonly settings?: Readonly<Record<string, string>>;
}

const urlOf = (child: ChildProcess): Promise<string> =>
  new Promise((found, reject) => {
    if (!child.stderr) return reject(new Error('moto has no error output to read its port from'));
    const said: string[] = [];
    child.once('error', reject);
    child.once('close', (code) =>
      reject(new Error(`moto ended with ${code} before it served: ${said.slice(-5).join(' ')}`)),
    );
    // It also logs every request here: the stream is read to its end, so that moto never waits for a reader.
    createInterface(child.stderr).on('line', (line) => {
      said.push(line);
      if (said.length > 5) said.shift();
      const [, url] = /Running on (http:\/\/127\.0\.0\.1:\d+)/.exec(line) ?? [];
      if (url) found(url);
    });
  });

/** Its Lambda would look for Docker at the first function otherwise. */
const withoutDocker = async (url: string): Promise<void> => {
  const body = JSON.stringify({ lambda: { use_docker: false } });
  const { ok, status } = await fetch(`${url}/moto-api/config`, { method: 'POST', body });
  if (!ok) throw new Error(`moto did not take its settings: it answered ${status}`);
};

const serve = async (python: string, env: NodeJS.ProcessEnv): Promise<MotoServer> => {
  const child = spawn(python, ['-m', 'moto.server', '-H', '127.0.0.1', '-p', '0'], {
    stdio: ['ignore', 'ignore', 'pipe'],
    env: { ...env, PYTHONUNBUFFERED: '1' },
  });
  const stop = whenProcessEnds(() => void child.kill('SIGKILL'));
  try {
    const url = await urlOf(child);
    await withoutDocker(url);
    return { url, stop };
  } catch (error) {
    stop();
    throw error;
  }
};

/**
 * Starts moto on a port of its choice, without Docker; the first time it is installed from PyPI, every package by its hash.
 * @throws ToolsError that says in one line what is missing; Error with moto's own words when it ends before it serves.
 */
export const startMoto = async (options: MotoOptions = {}): Promise<MotoServer> => {
  const { environment = process.env, settings = {} } = options;
  const python = await findPythonVenv(
    { name: 'moto', requirements: join(__dirname, 'requirements.txt'), label: 'the emulated AWS (moto)' },
    {
      environment,
      directory: options.directory ?? resolve(__dirname, '../../.tools'),
      progress: options.progress ?? ((line) => process.stderr.write(`${line}\n`)),
    },
  );
  return serve(python, { PATH: environment['PATH'], HOME: environment['HOME'], ...settings });
};
