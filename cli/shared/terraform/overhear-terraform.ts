import { closeSync, openSync, readSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { StringDecoder } from 'node:string_decoder';

const PAUSE_MS = 100;
const CHUNK_BYTES = 65_536;
const TERRAFORM_FOR_CDKTF = resolve(__dirname, 'terraform-for-cdktf.sh');

/** What Terraform writes to stderr while cdktf runs it. */
export interface OverheardTerraform {
  /** The variables by which cdktf starts Terraform through our wrapper. */
  readonly environment: Readonly<Record<string, string>>;
  /** Passes on what is left, and stops reading. */
  readonly stop: () => void;
  /** Everything that was written so far. */
  readonly text: () => string;
}

/** Where what Terraform writes is kept, and who receives it. */
export interface OverhearingSettings {
  readonly environment: NodeJS.ProcessEnv;
  /** A folder that only this user can read. */
  readonly folder: string;
  readonly onText: (text: string) => void;
}

/**
 * Reads what the Terraform that cdktf starts writes to stderr, and passes it on as it comes. cdktf itself loses some of it: it may exit
 * together with Terraform, before it has read the last lines.
 */
export const overhearTerraform = ({ environment, folder, onText }: OverhearingSettings): OverheardTerraform => {
  const file = join(folder, 'terraform-stderr');
  closeSync(openSync(file, 'wx', 0o600));
  const [reading, decoder, buffer] = [openSync(file, 'r'), new StringDecoder('utf8'), Buffer.alloc(CHUNK_BYTES)];
  let all = '';
  const passOn = (): void => {
    for (let size = readSync(reading, buffer); size > 0; size = readSync(reading, buffer)) {
      const text = decoder.write(buffer.subarray(0, size));
      all += text;
      onText(text);
    }
  };
  const timer = setInterval(passOn, PAUSE_MS);
  return {
    environment: {
      TERRAFORM_BINARY_NAME: TERRAFORM_FOR_CDKTF,
      IMAGE_TRUST_TERRAFORM: environment['TERRAFORM_BINARY_NAME'] ?? 'terraform',
      IMAGE_TRUST_TERRAFORM_STDERR: file,
    },
    stop: () => {
      clearInterval(timer);
      passOn();
      closeSync(reading);
    },
    text: () => all,
  };
};
