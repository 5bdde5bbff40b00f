import { writeNotationConfiguration } from '../adapters/notation/notation-configuration';
import { profileArn, REGION } from './demo-account';
import { TRUSTED_PROFILES } from './demo-deployment';
import type { DemoEnvironment } from './demo-environment';

/** Writes a configuration of notation below `parent`; returns the variables by which commands use the demo's environment. */
export const shellVariables = async (
  { processEnvironment, notation, aws, ecrPassword }: DemoEnvironment,
  parent: string,
): Promise<Readonly<Record<string, string>>> => {
  const configuration = await writeNotationConfiguration(parent, {
    statement: 'demo',
    signers: [profileArn(TRUSTED_PROFILES.release)],
    partition: 'aws',
    rootCertificate: notation.rootCertificate,
  });
  return {
    ...processEnvironment,
    NOTATION_CONFIG: configuration,
    NOTATION_LIBEXEC: notation.libexec,
    NOTATION_USERNAME: 'AWS',
    NOTATION_PASSWORD: ecrPassword,
    AWS_ENDPOINT_URL: aws.endpoint,
    // The emulated Signer is behind the gateway, at its real host name, not at the endpoint of the other services.
    AWS_ENDPOINT_URL_SIGNER: `https://signer.${REGION}.amazonaws.com`,
  };
};
