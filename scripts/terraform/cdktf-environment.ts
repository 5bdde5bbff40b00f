/** The environment of cdktf: the person's own, with the deployment that is meant, and quiet enough for a log. */
export const cdktfEnvironment = (
  own: NodeJS.ProcessEnv,
  deployment: string,
  exists: (file: string) => boolean,
): NodeJS.ProcessEnv => {
  const { TF_CLI_CONFIG_FILE: configuration, ...rest } = own;
  return {
    ...rest,
    // Terraform warns on every run of a file that is not there, and cdktf takes the warning for an error.
    ...(configuration !== undefined && exists(configuration) ? { TF_CLI_CONFIG_FILE: configuration } : {}),
    DEPLOYMENT: deployment,
    CI: '1',
    CHECKPOINT_DISABLE: '1',
  };
};
