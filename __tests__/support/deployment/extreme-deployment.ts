import { GATE_STAGES } from '../../../verification/trust-document';
import { parseDeployment, type Deployment } from '../../../contracts/deployment/deployment';

/** How extreme the names are: where the deployment is, and how long its repositories' names are. */
export interface Extreme {
  readonly region: string;
  readonly partition: 'aws' | 'aws-us-gov';
  /** The length of the name of each repository. */
  readonly repositoryLength: number;
}

const ACCOUNT = '111122223333';
const fill = (prefix: string, length: number): string => prefix.padEnd(length, 'x');
const indexed = (index: number): string => String(index).padStart(2, '0');

// The longest name that leaves room for the bucket's name in this region.
const nameIn = (region: string): string => fill('n', Math.min(31, 63 - `-image-trust-${ACCOUNT}-${region}`.length));

/** The content of a deployment file in which everything is as long and as much as it may be. */
export const extremeFile = ({ region, partition, repositoryLength }: Extreme) => {
  const name = nameIn(region);
  const host = `${ACCOUNT}.dkr.ecr.${region}.amazonaws.com`;
  const profile = fill('p', 64);
  const workloads = Array.from({ length: 40 }, (_, index) => fill(`team-${indexed(index)}/`, repositoryLength));
  const key = (letter: string): string => `arn:${partition}:kms:${region}:${ACCOUNT}:key/mrk-${letter.repeat(32)}`;
  return {
    version: 1,
    name,
    account: ACCOUNT,
    region,
    tags: Object.fromEntries(
      Array.from({ length: 49 }, (_, index) => [fill(`key-${indexed(index)}`, 128), fill('v', 256)]),
    ),
    mode: 'enforce',
    clusters: Object.fromEntries(
      Array.from({ length: 10 }, (_, index) => [
        fill(`cluster-${indexed(index)}`, 255),
        { mode: 'audit', gate: 'off' },
      ]),
    ),
    signing: {
      profile,
      repositories: { workloads, verifier: fill('verifier', repositoryLength) },
      crossAccountSigners: Array.from({ length: 10 }, (_, index) => `4444555566${indexed(index)}`),
    },
    launch: {
      maximumConcurrency: 1000,
      vpc: {
        subnets: Array.from({ length: 16 }, (_, index) => `subnet-0a1b2c3d4e5f607${indexed(index)}`),
        securityGroups: Array.from({ length: 5 }, (_, index) => `sg-0a1b2c3d4e5f607${indexed(index)}`),
      },
    },
    permissionsBoundary: `arn:${partition}:iam::${ACCOUNT}:policy/${fill('b', 128)}`,
    iamPath: `/${'i'.repeat(100)}/`,
    keys: { queue: key('a'), bucket: key('b'), table: key('c'), logs: key('d') },
    policies: {
      all: {
        repositories: [...workloads.map((each) => `${host}/${each}`), `${host}/${name}-sample/*`],
        signers: [`arn:${partition}:signer:${region}:${ACCOUNT}:/signing-profiles/${profile}`],
      },
    },
    gate: { stages: [...GATE_STAGES], alarmAfterMinutes: 20_160 },
    breakGlass: {
      assumedBy: Array.from(
        { length: 10 },
        (_, index) => `arn:${partition}:iam::4444555566${indexed(index)}:role/${fill('r', 64)}`,
      ),
    },
    responses: { services: 'rollback', confirmUnsignedAfterSeconds: 3600 },
    sample: { subnets: ['subnet-0a1b2c3d4e5f60718'] },
  };
};

/** The deployment in that file. */
export const extremeDeployment = (extreme: Extreme): Deployment => {
  const file = extremeFile(extreme);
  return parseDeployment(JSON.stringify(file), `deployments/${file.name}.json`);
};
