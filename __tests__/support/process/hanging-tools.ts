import { chmodSync, mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

/** A manifest that the stand-in for skopeo knows everywhere but by tag in a destination. */
export const MANIFEST = JSON.stringify({
  schemaVersion: 2,
  config: { digest: `sha256:${'c'.repeat(64)}`, size: 1 },
  layers: [],
});

const PLUGIN = 'com.amazonaws.signer.notation.plugin';

// Tells its own process and one that it started, then works for ever.
const hang = (file: string, stubborn: boolean): string => `
hang() {
  ${stubborn ? `trap '' TERM INT HUP` : ':'}
  sleep 600 &
  echo "$$ $!" > ${file}.new
  mv ${file}.new ${file}
  while :; do wait; sleep 1; done
}`;

const skopeo = (copied: string): string => `
case "$1 $*" in
  --version*) ;;
  inspect*@sha256:*|inspect*public.ecr.aws*) printf %s '${MANIFEST}' ;;
  inspect*) echo 'level=fatal msg="manifest unknown"' >&2; exit 1 ;;
  *unsigned*) hang ;;
  copy*) for each in "$@"; do [ "$before" = --digestfile ] && echo ${copied} > "$each"; before=$each; done ;;
esac
exit 0`;

const notation = (asked: 'sign' | 'verify' | 'nothing'): string => `
for last in "$@"; do :; done
case "$1" in
  version) echo "Version:     v1.3.2" ;;
  ${asked}) hang ;;
  verify)
    ${asked === 'sign' ? `echo "Error: signature verification failed: no signature is associated with \\"$last\\", make sure the artifact was signed successfully" >&2; exit 1` : `echo "Successfully verified signature for $last"`} ;;
esac`;

/** Where programs that hang say who they are, and what hangs. */
export interface HangingTools {
  /** The directory that they are installed in. */
  readonly directory: string;
  /** Gets the ids of the process that hangs and of one that it started. */
  readonly pids: string;
  /** What of notation hangs; copying an unsigned image hangs always. */
  readonly asked: 'sign' | 'verify' | 'nothing';
  /** Whether what hangs heeds no signal that can be ignored. */
  readonly stubborn: boolean;
  /** The digest of MANIFEST. */
  readonly digest: string;
}

/**
 * Installs stand-ins for buildah, skopeo and notation, each a shell script, and gives the variables by which they are found. Nothing real hangs
 * at a chosen place.
 */
export const installHangingTools = (tools: HangingTools): Readonly<Record<string, string>> => {
  const { directory, pids, stubborn, asked, digest } = tools;
  const script = (file: string, text: string): void => {
    const path = join(directory, file);
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, `#!/bin/sh\n${hang(pids, stubborn)}\n${text}\n`);
    chmodSync(path, 0o755);
  };
  script('bin/skopeo', skopeo(digest));
  script('bin/buildah', 'exit 0');
  script('bin/terraform', `echo '{"terraform_version":"1.11.0"}'`);
  script('bin/notation', notation(asked));
  script(`notation/plugins/${PLUGIN}/notation-${PLUGIN}`, 'exit 0');
  const store = join(directory, 'notation/truststore/x509/signingAuthority/aws-signer-ts');
  mkdirSync(store, { recursive: true });
  writeFileSync(join(store, 'root.crt'), 'root');
  const own = join(directory, 'notation');
  return { PATH: `${join(directory, 'bin')}:/usr/bin:/bin`, NOTATION_CONFIG: own, NOTATION_LIBEXEC: own };
};
