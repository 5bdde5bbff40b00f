import type { TerraformStack } from 'cdktf';
import type { SynthesisedStack } from './stack-rules';

type Attributes = Readonly<Record<string, unknown>>;

interface Written {
  readonly resource?: Readonly<Record<string, Readonly<Record<string, Attributes>>>>;
  readonly provider?: { readonly aws?: readonly Attributes[] };
}

/** Reads a stack as Terraform will read it, with every token resolved. */
export const readStack = (stack: TerraformStack): SynthesisedStack => {
  const { resource = {}, provider } = stack.toTerraform() as Written;
  return {
    providers: provider?.aws ?? [],
    resources: Object.entries(resource).flatMap(([type, named]) =>
      Object.entries(named).map(([name, attributes]) => ({ address: `${type}.${name}`, type, attributes })),
    ),
  };
};
