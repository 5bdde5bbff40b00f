import { isDeepStrictEqual } from 'node:util';
import * as z from 'zod';
import type { DeployEnvironment } from './deploy-environment';

const planShape = z.object({
  resource_changes: z
    .array(
      z.object({
        address: z.string(),
        change: z.object({
          actions: z.array(z.string()),
          before: z.record(z.string(), z.unknown()).nullable(),
          after: z.record(z.string(), z.unknown()).nullable(),
        }),
      }),
    )
    .default([]),
});

/** One planned change: `update ADDRESS.ATTRIBUTE`, `create ADDRESS`, `delete ADDRESS`, or `delete+create ADDRESS`. */
export type PlannedChange = string;

const changesOf = ({
  address,
  change,
}: z.infer<typeof planShape>['resource_changes'][number]): readonly PlannedChange[] => {
  const { actions, before, after } = change;
  if (actions.every((action) => action === 'no-op' || action === 'read')) return [];
  if (actions.join() !== 'update') return [`${actions.join('+')} ${address}`];
  const names = Object.keys({ ...before, ...after }).filter(
    (name) => !isDeepStrictEqual(before?.[name], after?.[name]),
  );
  return names.map((name) => `update ${address}.${name}`);
};

/** The changes in a Terraform plan of the stack as it is currently synthesised. */
export const plannedChanges = async (
  { terraform }: DeployEnvironment,
  stack: string,
): Promise<readonly PlannedChange[]> => {
  const planned = await terraform(stack, 'plan', '-input=false', '-no-color', '-detailed-exitcode', '-out=planned');
  if (planned.status === 0) return [];
  if (planned.status !== 2) throw new Error(`terraform plan of ${stack}: ${planned.stderr}`);
  const { stdout } = await terraform(stack, 'show', '-json', 'planned');
  return planShape.parse(JSON.parse(stdout)).resource_changes.flatMap(changesOf);
};
