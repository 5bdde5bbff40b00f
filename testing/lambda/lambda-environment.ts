import { basename, dirname, extname } from 'node:path';

/** What a function's environment is built from. */
export interface EnvironmentSettings {
  readonly bundle: string;
  readonly handler: string;
  readonly memoryMb: number;
  /** The function's own settings, credentials and region. */
  readonly environment: Readonly<Record<string, string>>;
}

/** The variables that describe a function's configuration. Lambda sets them for bundles and images alike. */
export const configurationVariables = ({ name, memoryMb }: { readonly name: string; readonly memoryMb: number }) => ({
  TZ: ':UTC',
  AWS_LAMBDA_FUNCTION_NAME: name,
  AWS_LAMBDA_FUNCTION_VERSION: '$LATEST',
  AWS_LAMBDA_FUNCTION_MEMORY_SIZE: String(memoryMb),
  AWS_LAMBDA_INITIALIZATION_TYPE: 'on-demand',
  AWS_LAMBDA_LOG_GROUP_NAME: `/aws/lambda/${name}`,
  AWS_LAMBDA_LOG_STREAM_NAME: 'emulated',
});

/**
 * The whole environment of a function: Lambda's variables, then its own settings. As in Lambda, HOME isn't set.
 * https://docs.aws.amazon.com/lambda/latest/dg/configuration-envvars.html
 */
export const lambdaEnvironment = (settings: EnvironmentSettings): Readonly<Record<string, string>> => {
  const { bundle, handler, memoryMb, environment } = settings;
  const name = basename(bundle, extname(bundle));
  return {
    PATH: process.env['PATH'] ?? '',
    LANG: 'en_US.UTF-8',
    _HANDLER: `${name}.${handler}`,
    LAMBDA_TASK_ROOT: dirname(bundle),
    AWS_EXECUTION_ENV: `AWS_Lambda_nodejs${process.versions.node.split('.')[0] ?? ''}.x`,
    ...configurationVariables({ name, memoryMb }),
    ...environment,
  };
};
