// A query can carry a credential, as presigned URLs do. Go also prints URLs without scheme or host, and one URL can be
// part of another one's query: then its "?" is written as %3F. A backslash escapes the quote that would end the URL.
const QUERY = /(?:\?|%(?:25)*3f)(?:\\.|[^\s"\\])+/gi;
// No scheme is longer; without a limit, a long text without any URL takes time that grows with its square.
const USER = /([a-z][a-z0-9+.-]{0,40}:\/\/)[^\s"/?#@]+@/gi;
const DIRECTORIES = /(?<![^\s"'(=])\/(?:[^\s"'/]+\/)+(?=[^\s"'/])/g;

/** A text as it may leave the verifier: without queries and user names of URLs, and without the directories of files. */
export const toPublicDetail = (text: string): string =>
  text.replace(QUERY, '?…').replace(USER, '$1…@').replace(DIRECTORIES, '…/');
