import type { Prose } from '../../shared/options/help';

/** What `image-trust policy --help` says besides its options. */
export const PROSE: Prose = {
  description: [
    'Says which rule of a deployment applies to an image. It reads files only: it contacts neither AWS nor a registry, and verifies nothing.',
    'explain prints for each image its repository in canonical form, every pattern that matches, the most specific first, the rule that decides and why, the signers and how many of them are required, what happens if no rule matches, whether the registry gets credentials, and the mode. An image name that does not parse is explained, too.',
    'test runs the cases of a file: {"version": 1, "cases": [{"image", "expect", "signers", "require", "cluster", "mode", "at"}]}. expect is {"policy": NAME}, {"exemption": NAME} or {"unmatched": "untrusted" or "ignore"}; all after it is optional. at is the instant at which the case is decided, since exemptions end. An image name that does not parse is {"unmatched": "untrusted"} in every deployment. deployments/example.policy-test.json is an example, and contracts/schema/generated/policy-test.schema.json is the JSON Schema.',
    'With --json, it prints for explain {"deployment", "trustDocument", "cluster", "mode", "clusters", "images"}, with {"image", "repository", "matches", "decision", "registryAccess"} for each image. For test it prints {"deployment", "trustDocument", "passed", "failed", "cases"}, with {"image", "passed", "expected", "found", "problem"} for each case.',
  ],
  examples: [
    ['See why a rule does not apply to an image', 'npx image-trust policy explain nginx:1.27'],
    ['Explain an image in one cluster', 'npx image-trust policy explain "$REPOSITORY:1.4" --cluster pay'],
    [
      "Run a team's cases in a pipeline",
      'npx image-trust policy test deployments/example.policy-test.json --deployment example',
    ],
  ],
  exitCodes: {
    0: 'explain: explained, whatever decides; test: all cases are as expected',
    1: 'test: some cases differ',
    2: 'usage error, or a file that cannot be read or is wrong: nothing was done',
  },
};
