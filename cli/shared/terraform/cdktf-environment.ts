/** The environment of Terraform: the caller's own, without what would only cause warnings. */
export const terraformEnvironment = (own: NodeJS.ProcessEnv, exists: (file: string) => boolean): NodeJS.ProcessEnv => {
  const { TF_CLI_CONFIG_FILE: configuration, ...rest } = own;
  return {
    ...rest,
    // Terraform warns about a missing file on every run, and cdktf takes the warning for an error.
    ...(configuration !== undefined && exists(configuration) ? { TF_CLI_CONFIG_FILE: configuration } : {}),
    CHECKPOINT_DISABLE: '1',
  };
};

/** The environment of cdktf: Terraform's, with the deployment to use, and with output that suits a log. */
export const cdktfEnvironment = (
  own: NodeJS.ProcessEnv,
  deployment: string,
  exists: (file: string) => boolean,
): NodeJS.ProcessEnv => ({
  ...terraformEnvironment(own, exists),
  DEPLOYMENT: deployment,
  CI: '1',
});
