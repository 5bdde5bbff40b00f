import type { CommandCompletion, ValueCompletion } from '../../verb';
import { isOption, isRepeatable, type Declaration, type OptionDeclaration, type OptionTable } from './declaration';

const suggested = (suggest: 'deployments' | readonly string[] | undefined): ValueCompletion => {
  if (suggest === undefined) return { kind: 'text' };
  return suggest === 'deployments' ? { kind: 'deployments' } : { kind: 'words', words: suggest };
};

const valueOf = (option: OptionDeclaration): ValueCompletion | undefined => {
  switch (option.type) {
    case 'flag':
      return undefined;
    case 'choice':
      return { kind: 'words', words: option.values };
    case 'file':
    case 'files':
      return { kind: 'files' };
    case 'text':
    case 'list':
      return suggested(option.suggest);
    case 'whole-number':
    case 'pairs':
      return { kind: 'text' };
  }
};

const operandsOf = (declaration: Declaration): readonly string[] => {
  if (declaration.type === 'action') return Object.keys(declaration.actions);
  return declaration.type === 'word' ? declaration.values.flatMap((words) => words.split(' ')) : [];
};

/** What a shell completes after a command that takes these options. */
export const completionOf = (table: OptionTable): CommandCompletion => {
  const declarations = Object.values(table);
  return {
    options: [
      ...declarations.filter(isOption).map((option) => ({
        name: option.name,
        help: option.help,
        value: valueOf(option),
        repeatable: isRepeatable(option),
      })),
      { name: '--help', help: 'print the help of this command', value: undefined, repeatable: false },
    ],
    operands: [...new Set(declarations.flatMap(operandsOf))],
  };
};
