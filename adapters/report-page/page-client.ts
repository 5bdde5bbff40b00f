/** The page's own script and style, as they stand between the tags of the page. */
export interface PageClient {
  readonly script: string;
  readonly style: string;
}
