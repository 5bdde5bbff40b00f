import { execFile } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { promisify } from 'node:util';
import { runProcess, type RunProcess } from '../../adapters/process';
import { verifyEmulated } from '../../testing/cases/verify-image';
import { craftEnvelope } from '../../testing/signer/craft-envelope';
import { ECR_HOST } from '../support/notation/signing-scenario';
import { useLiveEnvironment } from './live-environment';

const MIRROR = 'mirror.example.com';

jest.setTimeout(60_000);

/** One process, as other users of the machine and a crash report would see it. */
interface SeenProcess {
  readonly environment: string;
  /** Its line in the output of `ps`. */
  readonly line: string;
}

const readOrNothing = (path: string): string => {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return '';
  }
};

const lineOf = async (pid: string): Promise<string> => {
  const { stdout } = await promisify(execFile)('ps', ['-ww', '-o', 'args=', '-p', pid]).catch(() => ({ stdout: '' }));
  return stdout.trim();
};

/** Collects the processes whose environment contains a text, until it is stopped. */
const watchProcesses = (text: string) => {
  const seen = new Map<string, SeenProcess>();
  let stopped = false;
  const look = async (): Promise<void> => {
    while (!stopped) {
      for (const pid of readdirSync('/proc').filter((name) => /^\d+$/.test(name) && !seen.has(name))) {
        const environment = readOrNothing(`/proc/${pid}/environ`);
        const line = environment.includes(text) ? await lineOf(pid) : '';
        // A process that has just been forked still has the command line of its parent.
        if (line.includes('notation')) seen.set(pid, { environment, line });
      }
      await new Promise((resolve) => setTimeout(resolve, 5));
    }
  };
  const looking = look();
  return async (): Promise<readonly SeenProcess[]> => {
    stopped = true;
    await looking;
    return [...seen.values()];
  };
};

describe('the credentials of a registry', () => {
  const live = useLiveEnvironment({ publicRegistries: [MIRROR] });

  it('are in no environment and no command line of notation and its plugin', async () => {
    const image = await live.scenario.pushSigned();
    // Long enough to see both processes.
    live.environment.gateway.addFault({ host: /signer/, effect: { kind: 'delay', milliseconds: 700 } });
    let processes: readonly SeenProcess[] = [];
    const run: RunProcess = async (request) => {
      const stop = watchProcesses(request.environment['NOTATION_CONFIG'] ?? '');
      const result = await runProcess(request);
      processes = await stop();
      return result;
    };
    const { verdict } = await verifyEmulated(live.environment, {
      reference: image.reference,
      signers: [live.scenario.profile.arn],
      run,
    });
    expect(verdict).toMatchObject({ kind: 'trusted' });
    const lines = processes.map(({ line }) => line);
    expect(lines).toContainEqual(expect.stringMatching(/notation verify --verbose -- localhost:\d+\/[0-9a-f]{32}\/i@/));
    expect(lines).toContainEqual(expect.stringContaining('notation-com.amazonaws.signer.notation.plugin'));
    const { ecrPassword } = live.environment;
    const basic = Buffer.from(`AWS:${ecrPassword}`).toString('base64');
    const leaking = processes.filter(({ environment, line }) =>
      [ecrPassword, basic, 'NOTATION_PASSWORD', 'NOTATION_USERNAME'].some((secret) =>
        `${environment}${line}`.includes(secret),
      ),
    );
    expect(leaking).toEqual([]);
  });

  it('rule 6: go to the registry and to no other host', async () => {
    const image = await live.scenario.pushSigned();
    live.environment.gateway.forgetRequests();
    await verifyEmulated(live.environment, { reference: image.reference, signers: [live.scenario.profile.arn] });
    const sent = live.environment.gateway.requests.map(({ host, authorization }) => `${host} ${authorization}`);
    expect([...new Set(sent)].sort()).toEqual([
      `${ECR_HOST} basic`,
      expect.stringMatching(/^(?:verification|data-signer)\.signer\.us-east-1\.amazonaws\.com sigv4$/),
    ]);
  });

  it('rule 6: go nowhere when no policy names the account of the registry', async () => {
    const image = await live.scenario.pushSigned();
    live.environment.gateway.forgetRequests();
    const { verdict, runs } = await verifyEmulated(live.environment, {
      reference: image.reference,
      signers: [live.scenario.profile.arn],
      repositories: ['999999999999.dkr.ecr.us-east-1.amazonaws.com/*'],
    });
    expect(verdict).toMatchObject({ kind: 'inconclusive', cause: 'service', reason: 'registry-denied' });
    expect(new Set(live.environment.gateway.requests.map(({ authorization }) => authorization))).toEqual(
      new Set(['none']),
    );
    expect(runs).toEqual([]);
  });

  it('rule 6: are not sent on to the target of a redirect', async () => {
    const { scenario, environment } = live;
    const image = await scenario.pushImage(`${ECR_HOST}/redirected`);
    const envelope = craftEnvelope({
      target: image.descriptor,
      profile: scenario.profile,
      chain: environment.signer.chain,
    });
    const content = { kind: 'envelope', envelope } as const;
    await environment.registry.attachSignature(image, content);
    const copy = await environment.registry.attachSignature(await scenario.pushImage(`${MIRROR}/redirected`), content);
    const path = `/v2/redirected/blobs/${copy.layers[0]?.digest ?? ''}`;
    environment.gateway.forgetRequests();
    const headers = { location: `https://${MIRROR}${path}` };
    live.environment.gateway.addFault({
      host: ECR_HOST,
      path: /\/blobs\//,
      effect: { kind: 'status', status: 307, headers },
    });
    const { verdict } = await verifyEmulated(live.environment, {
      reference: image.reference,
      signers: [live.scenario.profile.arn],
    });
    expect(verdict).toMatchObject({ kind: 'trusted' });
    const redirected = live.environment.gateway.requestsTo(MIRROR);
    expect(redirected.map((request) => [request.path, request.authorization])).toEqual([[path, 'none']]);
  });
});
