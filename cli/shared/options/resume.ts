import { formatCommand } from '../terraform/step';
import {
  isOption,
  type ActionValue,
  type Declaration,
  type Declared,
  type OptionTable,
  type Values,
} from './declaration';

// Each value has the type that ValueOf gives to its declaration.
const wordsOf = (declaration: Declaration, value: unknown): readonly string[] => {
  const { name } = declaration;
  switch (declaration.type) {
    case 'flag':
      return value === true ? [name] : [];
    case 'text':
    case 'file':
      return value === undefined ? [] : [name, value as string];
    case 'choice':
    case 'whole-number':
      return value === undefined || value === declaration.default ? [] : [name, `${value as string | number}`];
    case 'list':
    case 'files':
      return (value as readonly string[]).flatMap((each) => [name, each]);
    case 'pairs':
      return Object.entries(value as Readonly<Record<string, string>>).flatMap(([key, each]) => [
        name,
        `${key}=${each}`,
      ]);
    case 'word':
      return (value as string).split(' ');
    case 'action': {
      const { action, arguments: given } = value as ActionValue;
      return [action, ...given];
    }
    case 'operands':
      return value as readonly string[];
    case 'passed-on': {
      const passedOn = value as readonly string[];
      return passedOn.length === 0 ? [] : ['--', ...passedOn];
    }
  }
};

const isRepeated = (declaration: Declaration): boolean => !isOption(declaration) || declaration.resumed !== false;

/** The command that runs the same again, to paste: defaults are left out, and options that are not repeated. */
export const resumeCommand = <T extends OptionTable>({ name, options }: Declared<T>, values: Values<T>): string => {
  const words = Object.entries(options)
    .filter(([, declaration]) => isRepeated(declaration))
    .flatMap(([field, declaration]) => wordsOf(declaration, values[field]));
  return `npx ${formatCommand(['image-trust', name, ...words])}`;
};
