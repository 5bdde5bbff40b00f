import type { Builder, BuilderName } from '../../../adapters/builders/builder';
import { builderEnvironment } from '../../../adapters/builders/builder-environment';
import { builderNamed, findBuilder } from '../../../adapters/builders/find-builder';
import { writeRegistryLogins } from '../../../adapters/builders/registry-auth';
import { ociAttacher, type AttachArtifact } from '../../../adapters/oci/attach-artifact';
import { parseImageReference } from '../../../verification';
import { composeSigning, type ComposedSigning, type SigningWork } from './compose-signing';

/** Everything outside that sign and sign-and-push use. */
export interface ComposedTools extends Pick<ComposedSigning, 'sign' | 'verify' | 'verifyByProfile'> {
  readonly builder: Builder;
  readonly attach: AttachArtifact;
}

/**
 * Composes what builds, copies, signs and verifies images, with logins for the given repositories and no others.
 * @throws ToolFailure or ToolError that says what is missing, before anything is changed.
 */
export const composeTools = async (work: SigningWork, wanted: BuilderName | undefined): Promise<ComposedTools> => {
  const { scratch, repositories, run, cleanUp } = work;
  const own = builderEnvironment(work.environment);
  const signing = await composeSigning(work);
  const name = await findBuilder({ run, environment: own }, wanted);
  const hosts = new Set(repositories.map((repository) => parseImageReference(repository).registry));
  const logins = await Promise.all([...hosts].map(async (host) => [host, await signing.loginFor(host)] as const));
  const files = await writeRegistryLogins(work.environment, scratch, Object.fromEntries(logins));
  const builder = builderNamed(name, { run, environment: { ...own, ...files }, scratch, cleanUp });
  const { sign, verify, verifyByProfile } = signing;
  return { sign, verify, verifyByProfile, builder, attach: ociAttacher(signing.loginFor) };
};
