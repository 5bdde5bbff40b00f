import { readYaml } from './read-yaml';

/** One step of a composite action. */
export interface ActionStep {
  readonly id?: string;
  readonly name?: string;
  readonly if?: string;
  readonly uses?: string;
  readonly with?: Readonly<Record<string, unknown>>;
  readonly shell?: string;
  readonly run?: string;
  readonly env?: Readonly<Record<string, string>>;
}

/** The metadata of a composite action: https://docs.github.com/en/actions/reference/workflows-and-actions/metadata-syntax */
export interface Action {
  readonly name: string;
  readonly description: string;
  readonly inputs: Readonly<
    Record<string, { readonly description: string; readonly default?: string; readonly required?: boolean }>
  >;
  readonly outputs: Readonly<Record<string, { readonly description: string; readonly value: string }>>;
  readonly runs: { readonly using: string; readonly steps: readonly ActionStep[] };
}

/** The path of the action's metadata. */
export const ACTION = 'pipelines/verify/action.yml';

/** Reads the metadata of the action. */
export const readAction = (): Action => readYaml(ACTION) as Action;

/** The variables of a step for these inputs; the other inputs have their defaults. */
export const environmentOf = (
  { env = {} }: ActionStep,
  given: Readonly<Record<string, string>>,
  { inputs }: Action = readAction(),
): Readonly<Record<string, string>> => {
  const valueOf = (expression: string): string => {
    const [, name = ''] = /^\$\{\{ inputs\.([a-z-]+) \}\}$/.exec(expression) ?? [];
    return given[name] ?? inputs[name]?.default ?? '';
  };
  return Object.fromEntries(Object.entries(env).map(([name, expression]) => [name, valueOf(expression)]));
};
