declare module 'js-yaml' {
  interface Schema {
    readonly extend: (types: { readonly implicit: readonly unknown[] }) => Schema;
  }
  /** A mistake in YAML, with its place where it has one; line and column begin at 0. */
  export class YAMLException extends Error {
    readonly reason: string;
    readonly mark?: { readonly line: number; readonly column: number };
  }
  export const CORE_SCHEMA: Schema;
  export const types: { readonly merge: unknown };
  export const load: (text: string, options: { readonly schema: Schema }) => unknown;
}
