import { BUILDER_NAMES } from '../../../adapters/builders/builder';
import type { ChoiceOption, FileOption, FlagOption, TextOption } from './declaration';

// The options that several commands have, with the same name, help and rules in each.

export const DEPLOYMENT = {
  type: 'text',
  name: '--deployment',
  placeholder: 'NAME',
  suggest: 'deployments',
  help: 'the deployment, from deployments/NAME.json',
  otherwise: 'the variable DEPLOYMENT, else the only deployment, or the only one besides example',
} as const satisfies TextOption;

export const TRUST = {
  type: 'file',
  name: '--trust',
  placeholder: 'FILE',
  conflicts: ['--deployment'],
  help: 'a trust document to use instead of a deployment',
} as const satisfies FileOption;

export const OUTPUTS = {
  type: 'file',
  name: '--outputs',
  placeholder: 'FILE',
  help: 'the outputs of the signing stack, from cdktf deploy --outputs-file or terraform output -json',
  otherwise: 'deployments/NAME.outputs.json',
} as const satisfies FileOption;

export const BUILDER = {
  type: 'choice',
  name: '--builder',
  placeholder: 'NAME',
  values: BUILDER_NAMES,
  help: 'the program that builds and copies images; docker needs buildx, the others need skopeo',
  otherwise: 'the first that works',
} as const satisfies ChoiceOption;

export const JSON_OUTPUT = {
  type: 'flag',
  name: '--json',
  help: 'print the result as JSON on stdout',
} as const satisfies FlagOption;

export const AUTO_APPROVE = {
  type: 'flag',
  name: '--auto-approve',
  help: 'do not ask; without it, one question on the terminal comes before any change',
} as const satisfies FlagOption;

export const DRY_RUN = {
  type: 'flag',
  name: '--dry-run',
  resumed: false,
  help: 'print the steps and change nothing',
} as const satisfies FlagOption;

export const SKIP_PROVIDER_LOCK = {
  type: 'flag',
  name: '--skip-provider-lock',
  help: "keep cdktf from requesting checksums from Terraform's registry, where it cannot be reached",
} as const satisfies FlagOption;
