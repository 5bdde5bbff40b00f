import { chmodSync, copyFileSync, mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

/** The manifest that the stand-in for skopeo finds for all references except tags in the destination. */
export const MANIFEST = JSON.stringify({
  schemaVersion: 2,
  config: { digest: `sha256:${'c'.repeat(64)}`, size: 1 },
  layers: [],
});

const PLUGIN = 'com.amazonaws.signer.notation.plugin';

// Writes the ids of its own process and of one that it starts, then runs until it is killed.
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

const notation = (hangs: 'sign' | 'verify' | 'nothing'): string => `
for last in "$@"; do :; done
case "$1" in
  version) echo "Version:     v1.3.2" ;;
  ${hangs}) hang ;;
  verify) echo "Successfully verified signature for $last" ;;
esac`;

/** Which programs hang, and where they report their process ids. */
export interface HangingTools {
  /** The directory that they are installed in. */
  readonly directory: string;
  /** The file for the ids of the hanging process and of its child. */
  readonly pids: string;
  /** The command of notation that hangs. Copying an unsigned image with skopeo always hangs. */
  readonly hangs: 'sign' | 'verify' | 'nothing';
  /** Whether the hanging process ignores SIGTERM, SIGINT and SIGHUP. */
  readonly stubborn: boolean;
  /** The digest of MANIFEST. */
  readonly digest: string;
  /** The PEM file of AWS Signer's root certificate. */
  readonly rootCertificate: string;
}

/**
 * Installs stand-ins for buildah, skopeo, terraform and notation as shell scripts; returns the variables that
 * name them. The real programs can't be made to hang in a chosen place.
 */
export const installHangingTools = (tools: HangingTools): Readonly<Record<string, string>> => {
  const { directory, pids, stubborn, hangs, digest, rootCertificate } = tools;
  const script = (file: string, text: string): void => {
    const path = join(directory, file);
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, `#!/bin/sh\n${hang(pids, stubborn)}\n${text}\n`);
    chmodSync(path, 0o755);
  };
  script('bin/skopeo', skopeo(digest));
  script('bin/buildah', 'exit 0');
  script('bin/terraform', `echo '{"terraform_version":"1.11.0"}'`);
  script('bin/notation', notation(hangs));
  script(`notation/plugins/${PLUGIN}/notation-${PLUGIN}`, 'exit 0');
  const store = join(directory, 'notation/truststore/x509/signingAuthority/aws-signer-ts');
  mkdirSync(store, { recursive: true });
  copyFileSync(rootCertificate, join(store, 'root.crt'));
  const own = join(directory, 'notation');
  return { PATH: `${join(directory, 'bin')}:/usr/bin:/bin`, NOTATION_CONFIG: own, NOTATION_LIBEXEC: own };
};
