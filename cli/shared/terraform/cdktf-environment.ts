/** The environment of Terraform: the person's own, without what would only make it complain. */
export const terraformEnvironment = (own: NodeJS.ProcessEnv, exists: (file: string) => boolean): NodeJS.ProcessEnv => {
  const { TF_CLI_CONFIG_FILE: configuration, ...rest } = own;
  return {
    ...rest,
    // Terraform warns on every run of a file that is not there, and cdktf takes the warning for an error.
    ...(configuration !== undefined && exists(configuration) ? { TF_CLI_CONFIG_FILE: configuration } : {}),
    CHECKPOINT_DISABLE: '1',
  };
};

/** The environment of cdktf: Terraform's, with the deployment that is meant, and quiet enough for a log. */
export const cdktfEnvironment = (
  own: NodeJS.ProcessEnv,
  deployment: string,
  exists: (file: string) => boolean,
): NodeJS.ProcessEnv => ({
  ...terraformEnvironment(own, exists),
  DEPLOYMENT: deployment,
  CI: '1',
});
