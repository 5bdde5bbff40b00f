/** A file or a library that an SBOM lists. */
export interface SbomComponent {
  readonly type: string;
  readonly name: string;
  readonly purl?: string;
  readonly hashes?: readonly { readonly content: string }[];
}

/** The components in the text of an SBOM. */
export const componentsOf = (text: string): readonly SbomComponent[] =>
  (JSON.parse(text) as { readonly components: readonly SbomComponent[] }).components;
