import type { AddressedTrustDocument } from '../../../verification';
import { paintOn } from '../../shared/colour';
import { EXIT } from '../../shared/exit-codes';
import { exitStatusOf } from '../../shared/exit-status';
import { interruptible, type WorkTools } from '../../shared/interruption';
import { clusterArnIn } from '../../shared/cluster-name';
import { toVerb } from '../../shared/options/to-verb';
import { printJson, printResult } from '../../shared/print';
import { readTrust } from '../../shared/trust-source';
import { UsageError } from '../../shared/usage-error';
import type { RunVerb, Verb } from '../../verb';
import { checkService } from './check-service';
import { awsGatePorts, type GatePorts } from './gate-ports';
import { gateStatus } from './gate-status';
import { PROSE } from './help';
import { GATE, parseGateOptions, type GateOptions } from './options';
import { nextDeploymentOf, renderCheck, toJsonCheck, type NextDeployment } from './render-check';
import { renderStatus, toJsonStatus } from './render-status';
import { serviceIn } from './service-name';

const STATUS: Readonly<Record<NextDeployment, number>> = {
  continue: EXIT.ok,
  'not-gated': EXIT.failed,
  'roll-back': EXIT.failed,
  wait: EXIT.inconclusive,
  unknown: EXIT.inconclusive,
};

const check = async (options: GateOptions, trust: AddressedTrustDocument, ports: GatePorts): Promise<number> => {
  if (options.service === undefined) throw new UsageError('gate check: expected --service CLUSTER/SERVICE');
  const checked = await checkService(serviceIn(trust.document, options.service), trust, ports);
  if (options.json) printJson(toJsonCheck(checked));
  else {
    const { stdout, env } = process;
    const style = { width: stdout.isTTY ? stdout.columns : undefined, paint: paintOn(stdout, env) };
    printResult(renderCheck(checked, style));
  }
  return STATUS[nextDeploymentOf(checked)];
};

const status = async (options: GateOptions, trust: AddressedTrustDocument, ports: GatePorts): Promise<number> => {
  const place = { ...trust.document, name: trust.document.deployment };
  const cluster = options.cluster === undefined ? undefined : clusterArnIn(place, options.cluster, 'gate');
  const found = await gateStatus(cluster, trust, ports);
  if (options.json) printJson(toJsonStatus(found));
  else printResult(renderStatus(found, ports.now()));
  return EXIT.ok;
};

const ACTIONS = { check, status } as const;

/** Makes `image-trust gate` from what it works with. */
export const gateWith =
  (portsFor: (trust: AddressedTrustDocument, tools: WorkTools) => GatePorts, environment: NodeJS.ProcessEnv): RunVerb =>
  async (args, typedIn) => {
    const options = parseGateOptions(args, typedIn);
    const trust = readTrust(options, environment);
    const work = (tools: WorkTools): Promise<number> => ACTIONS[options.action](options, trust, portsFor(trust, tools));
    return exitStatusOf('gate', () => interruptible('gate', { work, soFar: () => 'nothing was changed' }));
  };

/** `image-trust gate`: what the deployment gate does with services. */
export const gateVerb: Verb = toVerb(GATE, {
  ...PROSE,
  group: 'Operate',
  summary: 'say whether a service is gated, and which deployments wait',
  standalone: '--trust',
  run: (args, typedIn) => gateWith(awsGatePorts, process.env)(args, typedIn),
});
