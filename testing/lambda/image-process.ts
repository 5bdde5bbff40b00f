import { type ChildProcess, spawn } from 'node:child_process';

/** A program that is run inside the file system of an image. */
export interface ImageProgram {
  /** Where the image's file system is mounted. */
  readonly root: string;
  /** Working directory inside of it. */
  readonly directory: string;
  readonly command: readonly string[];
  /** The program's whole environment. */
  readonly environment: Readonly<Record<string, string>>;
  /** File descriptors that take what it writes. */
  readonly output: { readonly stdout: number; readonly stderr: number };
}

// Lambda's own numbers for the user that a function runs as; that it is not root is what matters.
const USER = '993';
const GROUP = '990';

/**
 * Runs as root of mount and process namespaces of its own: the image's file system read-only, /tmp writable and empty, a few devices;
 * then gives up being root. The environment is the program's from the start, since what stands in arguments can be read by all.
 */
const SCRIPT = `
set -eu
image_path=$PATH
PATH=/usr/sbin:/usr/bin:/sbin:/bin
root=$1 directory=$2
shift 2
mount --bind "$root" "$root"
mkdir -p "$root/proc" "$root/dev" "$root/tmp"
mount -t proc proc "$root/proc"
mount -t tmpfs -o mode=755 tmpfs "$root/dev"
for device in null zero full random urandom; do
  : > "$root/dev/$device"
  mount --bind "/dev/$device" "$root/dev/$device"
done
ln -s /proc/self/fd "$root/dev/fd"
mount -o remount,ro "$root/dev"
mount -t tmpfs -o mode=1777,size=512m tmpfs "$root/tmp"
mount -o remount,bind,ro "$root"
enter=$(command -v unshare)
unset PWD OLDPWD SHLVL _
PATH=$image_path exec "$enter" --root "$root" --wd "$directory" --setgid ${GROUP} --setuid ${USER} -- "$@"
`;

/** Starts a program inside the file system of an image, as Lambda runs it: not root, read-only but for /tmp. Needs root. */
export const startInImage = ({ root, directory, command, environment, output }: ImageProgram): ChildProcess => {
  const namespaces = ['--mount', '--pid', '--ipc', '--fork', '--propagation', 'private'];
  const args = [...namespaces, '/bin/sh', '-c', SCRIPT, 'sh', root, directory, ...command];
  return spawn('/usr/bin/unshare', args, {
    env: environment,
    stdio: ['ignore', output.stdout, output.stderr],
  });
};
