type Name = `--${string}`;

interface Described {
  /** What it means, for help and completion. Conflicts, defaults and repetition are added from the other fields. */
  readonly help: string;
}

interface Option extends Described {
  /** As it is typed. */
  readonly name: Name;
  /** The options that cannot be given together with this one. */
  readonly conflicts?: readonly Name[];
  /** Whether the command that resumes an interrupted run repeats it. Default: true. */
  readonly resumed?: false;
}

interface ValuedOption extends Option {
  /** How help names the value. */
  readonly placeholder: string;
  /** What applies without the option, for help. Default: the declared default, if there is one. */
  readonly otherwise?: string;
}

/** Returns what is wrong with a value, as `expected …, found …`; undefined if nothing is. */
export type Check = (value: string) => string | undefined;

/** `--json` */
export interface FlagOption extends Option {
  readonly type: 'flag';
}

/** `--deployment NAME` */
export interface TextOption extends ValuedOption {
  readonly type: 'text';
  readonly check?: Check;
  /** What a shell suggests; the parser accepts any text. */
  readonly suggest?: 'deployments' | readonly string[];
}

/** `--outputs FILE`, a path relative to the folder that it was typed in. */
export interface FileOption extends ValuedOption {
  readonly type: 'file';
}

/** `--compose FILE`, as often as needed; paths are relative to the folder that they were typed in. */
export interface FilesOption extends ValuedOption {
  readonly type: 'files';
  /** Whether a value is a path. Default: each is. */
  readonly isFile?: (value: string) => boolean;
}

/** `--only PART`, one of a few words. */
export interface ChoiceOption extends ValuedOption {
  readonly type: 'choice';
  readonly values: readonly string[];
  readonly default?: string;
}

/** `--timeout SECONDS` */
export interface WholeNumberOption extends ValuedOption {
  readonly type: 'whole-number';
  /** What it counts, in the plural. */
  readonly unit: string;
  readonly min: number;
  readonly max: number;
  readonly default: number;
}

/** `--image NAME`, as often as needed. */
export interface ListOption extends ValuedOption {
  readonly type: 'list';
  readonly check?: Check;
  /** What a shell suggests; the parser accepts any text. */
  readonly suggest?: readonly string[];
}

/** `--build-arg NAME=VALUE`, as often as needed. */
export interface PairsOption extends ValuedOption {
  readonly type: 'pairs';
}

/** Exactly one of a few words or phrases, without an option before it. */
export interface WordOperand extends Described {
  readonly type: 'word';
  /** How usage and help name it. */
  readonly name: string;
  /** A phrase, such as `service signed`, is typed as several words. */
  readonly values: readonly string[];
}

/** Exactly one of a few actions, without an option before it, and what it is about, such as `revoke ID`. */
export interface ActionOperand extends Described {
  readonly type: 'action';
  /** How usage and help name it. */
  readonly name: string;
  /** The actions, each with the name of what follows it, with `...` at its end if several may; null: nothing does. */
  readonly actions: Readonly<Record<string, string | null>>;
}

/** One or more values without an option before them, such as images. */
export interface Operands extends Described {
  readonly type: 'operands';
  /** How usage and help name one of them. */
  readonly name: string;
  /** What one of them is, with its article, as in `expected at least …, found none`. */
  readonly atLeast: string;
  /** Whether there may be none: the command may take options in their place. */
  readonly optional?: true;
  readonly check?: Check;
}

/** Everything after `--`, passed on as it is. */
export interface PassedOn extends Described {
  readonly type: 'passed-on';
  /** How usage and help name it. */
  readonly name: string;
}

export type OptionDeclaration =
  FlagOption | TextOption | FileOption | FilesOption | ChoiceOption | WholeNumberOption | ListOption | PairsOption;

/** Anything that a command line can hold. */
export type Declaration = OptionDeclaration | WordOperand | ActionOperand | Operands | PassedOn;

/** All that a command takes, by the field of the parsed result that holds it. */
export type OptionTable = Readonly<Record<string, Declaration>>;

/** An action as it was typed, with what followed it. */
export interface ActionValue<Action extends string = string> {
  readonly action: Action;
  /** The first of the arguments. */
  readonly argument: string | undefined;
  readonly arguments: readonly string[];
}

type ChoiceValue<D extends ChoiceOption> = D['values'][number] | (D extends { default: string } ? never : undefined);

/** The type of one parsed value. */
export type ValueOf<D extends Declaration> = D extends FlagOption
  ? boolean
  : D extends WholeNumberOption
    ? number
    : D extends ListOption | FilesOption | Operands | PassedOn
      ? readonly string[]
      : D extends PairsOption
        ? Readonly<Record<string, string>>
        : D extends WordOperand
          ? D['values'][number]
          : D extends ActionOperand
            ? ActionValue<keyof D['actions'] & string>
            : D extends ChoiceOption
              ? ChoiceValue<D>
              : string | undefined;

/** What the parser returns for a table. */
export type Values<T extends OptionTable> = { readonly [Field in keyof T]: ValueOf<T[Field]> };

/** A command's name and everything that it takes. */
export interface Declared<T extends OptionTable = OptionTable> {
  readonly name: string;
  readonly options: T;
  /** Problems between values, beyond conflicts; values that are missing or wrong have their defaults. */
  readonly check?: (values: Partial<Values<T>>) => readonly string[];
}

/** Guards what begins with dashes. */
export const isOption = (declaration: Declaration): declaration is OptionDeclaration =>
  declaration.name.startsWith('--');

/** Guards options that take a value. */
export const isValued = (declaration: Declaration): declaration is Exclude<OptionDeclaration, FlagOption> =>
  isOption(declaration) && declaration.type !== 'flag';

/** Whether an option may be given several times, each time with one more value. */
export const isRepeatable = ({ type }: Declaration): boolean => ['list', 'files', 'pairs'].includes(type);
