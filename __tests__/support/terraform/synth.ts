import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Testing, type TerraformStack } from 'cdktf';
import type { Construct } from 'constructs';
import type { Deployment } from '../../../contracts/deployment/deployment';
import { emptyLock, type Lock } from '../../../contracts/lock/lock';
import type { DeploymentInputs } from '../../../stacks/deployment-stack';
import type { Statement } from '../../../stacks/policy-document';
import { aDeployment } from '../deployment/deployment';

/** The attributes of one resource. */
export type Attributes = Readonly<Record<string, unknown>>;

/** A synthesised stack, with every token resolved. */
export interface SynthesisedStack {
  readonly json: Readonly<Record<string, unknown>>;
  /** All resources of a type, by name. */
  readonly all: (type: string) => Readonly<Record<string, Attributes>>;
  /** One resource by its address, TYPE.NAME. */
  readonly at: (address: string) => Attributes;
  /** The statements of a resource's policy. */
  readonly statements: (address: string, attribute?: string) => readonly Statement[];
  readonly addresses: readonly string[];
  readonly outputs: Readonly<Record<string, unknown>>;
}

interface Written {
  readonly resource?: Readonly<Record<string, Readonly<Record<string, Attributes>>>>;
  readonly output?: Readonly<Record<string, { readonly value: unknown }>>;
}

const withoutMetadata = ({ '//': _, ...attributes }: Attributes): Attributes => attributes;

const read = (text: string): SynthesisedStack => {
  const json = JSON.parse(text) as Written & Attributes;
  const { resource = {}, output = {} } = json;
  const all: SynthesisedStack['all'] = (type) =>
    Object.fromEntries(Object.entries(resource[type] ?? {}).map(([name, each]) => [name, withoutMetadata(each)]));
  const at: SynthesisedStack['at'] = (address) => {
    const [type = '', name = ''] = address.split('.');
    const found = all(type)[name];
    if (found === undefined) throw new Error(`no ${address} among ${Object.keys(all(type)).join(', ')}`);
    return found;
  };
  return {
    json,
    all,
    at,
    statements: (address, attribute = 'policy') => {
      const { Statement: statements } = JSON.parse(String(at(address)[attribute])) as {
        Statement: readonly Statement[];
      };
      return statements;
    },
    addresses: Object.entries(resource).flatMap(([type, named]) => Object.keys(named).map((name) => `${type}.${name}`)),
    outputs: Object.fromEntries(Object.entries(output).map(([id, { value }]) => [id, value])),
  };
};

// An app creates its directory, in which nothing is written here. By default, each one leaves a new temporary one.
const OUTDIR = join(tmpdir(), 'image-trust-synthesis');

/** Synthesises one stack and runs its validations; `change` may modify the stack before. */
export const synthStack = <S extends TerraformStack>(
  make: (app: Construct) => S,
  change: (stack: S) => void = () => undefined,
): SynthesisedStack => {
  const stack = make(Testing.app({ outdir: OUTDIR }));
  change(stack);
  return read(Testing.synth(stack, true));
};

/** The class of one of the three stacks. */
export type DeploymentStackClass<S extends TerraformStack> = new (scope: Construct, inputs: DeploymentInputs) => S;

/** Synthesises one of the three stacks for a deployment. Default of `lock`: an empty one. */
export const synthFor = <S extends TerraformStack>(
  Stack: DeploymentStackClass<S>,
  deployment: Deployment = aDeployment(),
  lock: Lock = emptyLock(deployment.name),
): SynthesisedStack => synthStack((app) => new Stack(app, { deployment, lock }));
