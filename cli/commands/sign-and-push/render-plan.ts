import type { ImagePlan, Step } from './plan';

const line = (step: Step): string => {
  switch (step.kind) {
    case 'look':
      return `look      ${step.reference}: still ${step.digest} and signed → nothing to do`;
    case 'build':
      return `build     ${step.dockerfile} for ${step.platform}, from ${step.files} files`;
    case 'push':
      return `push      ${step.destination}`;
    case 'copy':
      return `copy      ${step.from}, with everything that it lists, to ${step.destination}`;
    case 'refuse-index':
      return 'check     one manifest, no index, since Lambda takes none';
    case 'sign':
      return `sign      by digest, with each platform that it lists, as ${step.profileArn}`;
    case 'verify':
      return `verify    each of these signatures, by ${step.profileVersionArn}`;
    case 'leave-unsigned':
      return 'sign      not: this one stays unsigned on purpose';
    case 'attach-sbom':
      return `attach    an SBOM (CycloneDX) of the bundled packages (${step.packages}) and the modules of both programs, signed and verified likewise`;
    case 'lock':
      return 'lock      write repository, tag, digests and signer down';
  }
};

/** The plan for people: one block for each image, one line for each step. */
export const renderPlan = (plans: readonly ImagePlan[]): string =>
  plans
    .map(({ image, inputs, steps }) =>
      [`${image.name}  (inputs ${inputs ?? 'not known before the source was asked'})`, ...steps.map(line)].join('\n  '),
    )
    .map((block) => `${block}\n`)
    .join('\n');
