import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { verifyWith } from '../../../../cli/commands/verify/verb';
import type { VerifyPorts } from '../../../../cli/commands/verify/verify-ports';
import { serializeTrustDocument } from '../../../../contracts/trust-document/trust-document';
import type { Container, Verdict } from '../../../../verification';
import {
  aContainer,
  anImage,
  aPolicy,
  aTask,
  aTrustDocument,
  aTrusted,
  digestOf,
  ECR,
  NOW,
} from '../../../support/domain/domain';
import { aService } from '../gate/a-service';

/** An image that a policy of the trust document covers. */
export const WEB = `${ECR}/shop/web:1`;

/** One running service; the verdict on each image follows from its container. */
export const somePorts = (verdictOn: (container: Container) => Verdict = () => aTrusted()): VerifyPorts => ({
  describeService: async () => aService(),
  readContainers: async () => [aContainer({ image: WEB, imageDigest: null })],
  readRunning: async () => [aTask({ containers: [aContainer({ image: WEB, imageDigest: digestOf('a') })] })],
  findVerifier: async () => async (container) => ({
    container,
    image: anImage(WEB, container.imageDigest ?? digestOf('b')),
    policy: aPolicy(),
    verdict: verdictOn(container),
    examined: [],
  }),
  now: () => NOW,
});

/** An empty folder for each test of a file; returns its path, or that of a file in it. */
export const inFolder = (): ((...names: readonly string[]) => string) => {
  let folder = '';
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'verify-'));
  });
  afterEach(() => {
    rmSync(folder, { recursive: true });
  });
  return (...names) => join(folder, ...names);
};

/** Runs `image-trust verify` with these ports and, unless the arguments name one, a trust document. */
export const verify = async (ports: VerifyPorts, ...args: readonly string[]): Promise<number> => {
  const folder = mkdtempSync(join(tmpdir(), 'verify-'));
  try {
    const trust = join(folder, 'trust.json');
    writeFileSync(trust, serializeTrustDocument(aTrustDocument()).content);
    const own = args.includes('--trust') ? [] : ['--trust', trust];
    return await verifyWith(() => ports, {})([...args, ...own]);
  } finally {
    rmSync(folder, { recursive: true });
  }
};
