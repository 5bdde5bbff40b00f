import { complaintsAbout } from '../../support/deployment/deployment';

const KEY =
  'a tag key of 1 to 128 letters of a to z, digits and + - = . _ : / that does not begin with aws:, since AWS Signer refuses any other';

const tags = (count: number): Record<string, string> =>
  Object.fromEntries(Array.from({ length: count }, (_, index) => [`tag-${index}`, 'x']));

describe('the tags of a deployment', () => {
  it.each<[string, Record<string, string>, string]>([
    ['a key with a blank', { 'cost center': '1' }, `tags["cost center"]: expected ${KEY}, found "cost center"`],
    ['a key with @', { 'owner@team': '1' }, `tags["owner@team"]: expected ${KEY}, found "owner@team"`],
    ['a key with an umlaut', { Größe: '1' }, `tags["Größe"]: expected ${KEY}, found "Größe"`],
    ["a key of AWS's in capitals", { 'AWS:x': '1' }, `tags["AWS:x"]: expected ${KEY}, found "AWS:x"`],
    ['an empty key', { '': '1' }, `tags[""]: expected ${KEY}, found ""`],
    [
      'a key that differs from another in letter case only',
      { team: 'a', Team: 'b' },
      'tags.Team: expected each key once (team differs in letter case only, which IAM ignores), found "Team"',
    ],
    [
      'the key that every resource gets anyway',
      { 'Ecs-Image-Trust:deployment': 'prod' },
      'tags["Ecs-Image-Trust:deployment"]: expected another key than ecs-image-trust:deployment, which every resource gets anyway, found "Ecs-Image-Trust:deployment"',
    ],
    [
      'a value with a comma',
      { team: 'a,b' },
      'tags.team: expected a tag value of at most 256 letters, digits, blanks and _ . : / = + - @, found "a,b"',
    ],
    ['more than AWS allows together with ours', tags(50), 'tags: expected at most 49 tags, found 50'],
  ])('are refused: %s', (_what, given, line) => {
    expect(complaintsAbout({ tags: given })).toEqual(['deployments/dev.json: 1 problem', `  ${line}`]);
  });

  it.each<[string, Record<string, string>]>([
    ['the longest key and value', { ['k'.repeat(128)]: 'v'.repeat(256) }],
    ['every character of a key', { 'aZ0+-=._:/': 'x' }],
    ['an address and blanks in a value', { owner: 'Zoë of web@example.com' }],
    ['as many as AWS allows', tags(49)],
  ])('may be %s', (_what, given) => {
    expect(complaintsAbout({ tags: given })).toEqual([]);
  });
});
