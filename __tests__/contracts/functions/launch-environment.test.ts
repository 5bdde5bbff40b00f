import { launchEnvironment } from '../../../contracts/functions/launch-environment';
import { parseLaunchSettings } from '../../../contracts/functions/launch-settings';
import { aDeployment } from '../../support/deployment/deployment';

const trustKey = `trust/${'ab'.repeat(32)}.json`;

describe('launchEnvironment', () => {
  it('holds every setting that the launch function reads, except the region, which Lambda sets', () => {
    const environment = launchEnvironment({ deployment: aDeployment(), trustKey });
    expect(parseLaunchSettings({ ...environment, AWS_REGION: 'eu-west-1' })).toMatchObject({
      deployment: 'dev',
      trustKey,
      notationPath: '/opt/notation/notation',
    });
  });

  it('names the table of break-glass grants only if there is break-glass', () => {
    const tableFor = (overrides: Readonly<Record<string, unknown>>) =>
      launchEnvironment({ deployment: aDeployment(overrides), trustKey }).GRANT_TABLE;
    expect(tableFor({ breakGlass: { assumedBy: ['arn:aws:iam::111122223333:root'] } })).toBe('dev-image-trust-grants');
    expect(tableFor({})).toBeUndefined();
  });

  it('takes other paths of notation, for a function that runs outside of the image', () => {
    const paths = { notation: '/n/notation', libexec: '/n', rootCertificate: '/n/root.crt' };
    expect(launchEnvironment({ deployment: aDeployment(), trustKey, paths })).toMatchObject({
      NOTATION_PATH: '/n/notation',
      NOTATION_LIBEXEC: '/n',
      SIGNER_ROOT_CERTIFICATE: '/n/root.crt',
    });
  });
});
