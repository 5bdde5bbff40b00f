import { type ChildProcess, spawn } from 'node:child_process';

/** A program to run in the file system of an image. */
export interface ImageProgram {
  /** Where the image's file system is mounted. */
  readonly root: string;
  /** The working directory, inside the image. */
  readonly directory: string;
  readonly command: readonly string[];
  /** The program's whole environment. */
  readonly environment: Readonly<Record<string, string>>;
  /** The file descriptors for its output. */
  readonly output: { readonly stdout: number; readonly stderr: number };
}

// The user and group ids that Lambda runs functions as.
const USER = '993';
const GROUP = '990';

/**
 * Runs as root in mount and PID namespaces of its own: mounts the image's file system read-only, an empty
 * writable /tmp and a few devices, and then drops root. The environment is passed as such, because every user
 * can read arguments.
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

/**
 * Starts a program in the file system of an image as Lambda does: without root, and read-only except for
 * /tmp. Requires root.
 */
export const startInImage = ({ root, directory, command, environment, output }: ImageProgram): ChildProcess => {
  const namespaces = ['--mount', '--pid', '--ipc', '--fork', '--propagation', 'private'];
  const args = [...namespaces, '/bin/sh', '-c', SCRIPT, 'sh', root, directory, ...command];
  return spawn('/usr/bin/unshare', args, {
    env: environment,
    stdio: ['ignore', output.stdout, output.stderr],
  });
};
