import { DEPLOYMENT_TAG } from '../naming/resource-names';
import { textField } from '../schema/fields';
import { namedRecord } from '../schema/named-record';

// Every resource gets every tag, so a key must suit all services. AWS Signer allows the fewest characters.
// https://docs.aws.amazon.com/signer/latest/api/API_TagResource.html
const key = textField(
  'a tag key of 1 to 128 letters of a to z, digits and + - = . _ : / that does not begin with aws:, since AWS Signer refuses any other',
  /^(?![aA][wW][sS]:)[A-Za-z0-9+\-=._:/]{1,128}$/,
);

// https://docs.aws.amazon.com/tag-editor/latest/userguide/best-practices-and-strats.html
const value = textField(
  'a tag value of at most 256 letters, digits, blanks and _ . : / = + - @',
  /^[\p{L}\p{Z}\p{N}_.:/=+\-@]{0,256}$/u,
);

/** AWS allows 50 tags on a resource, and one of them is ours. */
const MAX_TAGS = 49;

const keyProblem = (tagKey: string, keys: readonly string[]): string | undefined => {
  const lower = tagKey.toLowerCase();
  if (lower === DEPLOYMENT_TAG) return `another key than ${DEPLOYMENT_TAG}, which every resource gets anyway`;
  const first = keys.find((each) => each.toLowerCase() === lower);
  return first === tagKey ? undefined : `each key once (${first} differs in letter case only, which IAM ignores)`;
};

/** The tags of every resource. */
export const tagsField = namedRecord(key, value)
  .superRefine((tags, context) => {
    const keys = Object.keys(tags);
    if (keys.length > MAX_TAGS)
      context.addIssue({ code: 'custom', message: `at most ${MAX_TAGS} tags`, params: { found: keys.length } });
    for (const each of keys) {
      const message = keyProblem(each, keys);
      if (message !== undefined) context.addIssue({ code: 'custom', path: [each], message, params: { found: each } });
    }
  })
  .meta({ maxProperties: MAX_TAGS });
