import type { IamRoleConfig } from '@cdktf/provider-aws/lib/iam-role';
import type { Deployment } from '../contracts/deployment/deployment';

/** What an organisation may require of every role: a path and a permissions boundary. Empty by default. */
export const roleSettings = ({
  iamPath,
  permissionsBoundary,
}: Deployment): Pick<IamRoleConfig, 'path' | 'permissionsBoundary'> => ({
  ...(iamPath === undefined ? {} : { path: iamPath }),
  ...(permissionsBoundary === undefined ? {} : { permissionsBoundary }),
});
