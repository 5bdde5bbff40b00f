import type { OptionTable, Values } from '../../shared/options/declaration';
import { parserOf } from '../../shared/options/parse';
import { JSON_OUTPUT } from '../../shared/options/shared-options';

/** The options of `image-trust init`; the answers among them are checked together, after the questions. */
export const OPTIONS = {
  name: { type: 'text', name: '--name', placeholder: 'NAME', help: 'the deployment, such as dev' },
  account: { type: 'text', name: '--account', placeholder: 'ACCOUNT', help: 'the AWS account, 12 digits' },
  region: { type: 'text', name: '--region', placeholder: 'REGION', help: 'the AWS region, such as eu-west-1' },
  mode: {
    type: 'text',
    name: '--mode',
    placeholder: 'MODE',
    suggest: ['audit', 'enforce'],
    otherwise: 'audit',
    help: 'audit reports untrusted images; enforce also stops or rolls back what runs them',
  },
  repositories: {
    type: 'list',
    name: '--repository',
    placeholder: 'NAME',
    help: 'an ECR repository that the signing stack creates for your images, such as shop/web',
  },
  subnets: {
    type: 'list',
    name: '--subnet',
    placeholder: 'ID',
    otherwise: 'no sample',
    help: 'a subnet for the sample tasks',
  },
  publicSubnets: {
    type: 'flag',
    name: '--public-subnets',
    help: 'give the sample tasks a public IP address, which they need in subnets without NAT gateway and VPC endpoints; without it they get none',
  },
  force: { type: 'flag', name: '--force', help: 'overwrite the deployment file if it exists' },
  json: JSON_OUTPUT,
} as const satisfies OptionTable;

export const INIT = { name: 'init', options: OPTIONS };

/** A parsed command line of `image-trust init`. */
export type InitOptions = Values<typeof OPTIONS>;

/**
 * Parses the arguments of `image-trust init`.
 * @throws UsageError that lists every problem.
 */
export const parseInitOptions = parserOf(INIT);
