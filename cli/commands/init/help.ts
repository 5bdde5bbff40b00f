import type { Prose } from '../../shared/options/help';

/** What `image-trust init --help` says besides its options. */
export const PROSE: Prose = {
  description: [
    'Writes deployments/NAME.json, which can be deployed as it is: a signing profile, repositories for your images and for the verifier, and a policy that trusts this profile for these repositories. On a terminal, init asks for what is not given.',
    'With --json, it prints {"deployment", "file", "next"}: the name, the file that was written, and the next command.',
  ],
  examples: [
    ['Answer questions on the terminal', 'npx image-trust init'],
    [
      'Give every answer on the command line',
      'npx image-trust init --name dev --account 111122223333 --region eu-west-1 --repository shop/web',
    ],
    [
      'Add a sample that starts tasks in a private subnet',
      'npx image-trust init --name dev --subnet subnet-0a1b2c3d4e5f60718',
    ],
    [
      'Add a sample in a public subnet, such as one of the default VPC',
      'npx image-trust init --name dev --subnet subnet-0a1b2c3d4e5f60718 --public-subnets',
    ],
  ],
  exitCodes: {
    0: 'the file was written',
    2: 'usage error, with every problem: nothing was written',
    3: 'this user may not write the file, or the disk is full',
  },
};
