import { closeSync, mkdtempSync, openSync, readSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { StringDecoder } from 'node:string_decoder';

const PAUSE_MS = 100;
const CHUNK_BYTES = 65_536;
const TERRAFORM_FOR_CDKTF = resolve(__dirname, 'terraform-for-cdktf.sh');

/** What Terraform says on stderr while cdktf runs it. */
export interface Overheard {
  /** The variables by which cdktf starts Terraform so. */
  readonly environment: Readonly<Record<string, string>>;
  /** Hands on the rest, and removes what was needed for it. */
  readonly stop: () => void;
  /** All that was said until then. */
  readonly text: () => string;
}

/**
 * Listens to the Terraform that cdktf starts, and hands on what it says on stderr as it comes. cdktf itself was seen to lose it: it may end
 * when Terraform does, before it has read what Terraform said last.
 */
export const overhearTerraform = (own: NodeJS.ProcessEnv, onText: (text: string) => void): Overheard => {
  const directory = mkdtempSync(join(tmpdir(), 'image-trust-'));
  const file = join(directory, 'terraform-said');
  closeSync(openSync(file, 'wx', 0o600));
  const [reading, decoder, buffer] = [openSync(file, 'r'), new StringDecoder('utf8'), Buffer.alloc(CHUNK_BYTES)];
  let all = '';
  const handOn = (): void => {
    for (let size = readSync(reading, buffer); size > 0; size = readSync(reading, buffer)) {
      const text = decoder.write(buffer.subarray(0, size));
      all += text;
      onText(text);
    }
  };
  const timer = setInterval(handOn, PAUSE_MS);
  return {
    environment: {
      TERRAFORM_BINARY_NAME: TERRAFORM_FOR_CDKTF,
      IMAGE_TRUST_TERRAFORM: own['TERRAFORM_BINARY_NAME'] ?? 'terraform',
      IMAGE_TRUST_TERRAFORM_SAID: file,
    },
    stop: () => {
      clearInterval(timer);
      handOn();
      closeSync(reading);
      rmSync(directory, { recursive: true, force: true });
    },
    text: () => all,
  };
};
