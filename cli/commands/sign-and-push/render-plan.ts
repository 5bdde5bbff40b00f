import type { BaseStep, ImagePlan, Step } from './plan';

/** Which digest of a base image is built from, and which one it replaces. */
export const baseLine = ({ reference, digest, locked }: BaseStep): string => {
  const now = digest ?? 'the digest that it names when this runs';
  return locked === undefined || locked === digest ? `${reference} at ${now}` : `${reference}: ${locked} → ${now}`;
};

const line = (step: Step): string => {
  switch (step.kind) {
    case 'check-known':
      return `check     ${step.reference}: if it is still ${step.digest} and signed, nothing else is done`;
    case 'base':
      return `base      ${baseLine(step)}`;
    case 'build':
      return `build     ${step.dockerfile} for ${step.platform}, from ${step.files} files`;
    case 'push':
      return `push      ${step.destination}`;
    case 'copy':
      return `copy      ${step.from}, with every platform that it lists, to ${step.destination}`;
    case 'refuse-index':
      return 'check     that it is one manifest, since Lambda rejects an index';
    case 'sign':
      return `sign      its digest, and that of each platform that it lists, with ${step.profileArn}`;
    case 'verify':
      return `verify    each of these signatures against ${step.profileVersionArn}`;
    case 'revoke':
      return 'revoke    this signature, which cannot be undone: its revocation is what this image is for';
    case 'leave-unsigned':
      return 'sign      nothing: this image stays unsigned on purpose';
    case 'attach-sbom':
      return `attach    an SBOM (CycloneDX) of the bundled packages (${step.packages}) and the modules of both programs, signed and verified likewise`;
    case 'lock':
      return 'lock      repository, tag, digests and signer';
  }
};

/** Formats plans for people: one block for each image, one line for each step. */
export const renderPlan = (plans: readonly ImagePlan[]): string =>
  plans
    .map(({ image, inputs, steps }) =>
      [`${image.name}  (inputs ${inputs ?? 'known only after every digest is resolved'})`, ...steps.map(line)].join(
        '\n  ',
      ),
    )
    .map((block) => `${block}\n`)
    .join('\n');
