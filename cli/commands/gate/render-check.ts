import type { GateContainer } from '../../../verification';
import { visibleText } from '../../shared/visible-text';
import { renderTable, toJsonVerdict, type JsonVerdict, type VerdictTableStyle } from '../verify/render';
import type { CheckedService } from './check-service';
import { ACTION, type StageHook } from './coverage';
import type { Forecast } from './forecast';

/** What the next deployment of a service would get. */
export type NextDeployment = 'continue' | 'roll-back' | 'wait' | 'not-gated' | 'unknown';

/** The answer that the next deployment would get: a service without a gate gets none, whatever its images are. */
export const nextDeploymentOf = ({ coverage, verified }: CheckedService): NextDeployment => {
  if (!coverage.gated) return 'not-gated';
  return verified.kind === 'verified' ? verified.forecast.answer : 'unknown';
};

const WORDS: Readonly<Record<NextDeployment, string>> = {
  continue: 'would be continued',
  'roll-back': 'would be rolled back',
  wait: 'would wait',
  'not-gated': 'would not be held: the service is not gated',
  unknown: 'cannot be said',
};

const becauseOf = ({ coverage, verified }: CheckedService): string | null => {
  if (!coverage.gated) return null;
  return verified.kind === 'verified' ? verified.forecast.because : verified.reason;
};

/** A verdict with the container that it is about, for programs. */
export const toJsonContainer = (
  verified: GateContainer,
): JsonVerdict & { container: string; provisional: boolean } => ({
  container: verified.container.name,
  provisional: verified.provisional,
  ...toJsonVerdict(verified),
});

/** The ids of the grants that a forecast follows from, for programs; null where grants were not considered. */
export const toJsonGrants = ({ grants }: Forecast): readonly string[] | null =>
  grants === 'unread' ? null : grants.map(({ id }) => id);

/** A checked service for programs. */
export const toJsonCheck = (checked: CheckedService): object => {
  const { service, mode, coverage, verified } = checked;
  return {
    service: service.serviceArn,
    cluster: service.clusterArn,
    gated: coverage.gated,
    mode,
    stages: coverage.stages,
    hooks: coverage.hooks,
    taskDefinition: service.taskDefinitionArn,
    containers: verified.kind === 'verified' ? verified.containers.map(toJsonContainer) : null,
    next: nextDeploymentOf(checked),
    because: becauseOf(checked),
    grants: verified.kind === 'verified' ? toJsonGrants(verified.forecast) : null,
    remarks: coverage.remarks,
  };
};

const describeHook = ({ stage, kind, answered, timeoutMinutes, timeoutAction }: StageHook): string => {
  if (kind === 'lambda') return `${visibleText(stage)}: a Lambda function answers`;
  const who = answered ? 'the gate answers' : 'not answered by the gate';
  return `${visibleText(stage)}: ${who}; after ${timeoutMinutes} minutes without an answer ECS ${ACTION[timeoutAction]}`;
};

/** Several lines under one heading. */
const labelled = (label: string, lines: readonly string[]): readonly string[] =>
  lines.map((line, index) => `${(index === 0 ? label : '').padEnd(16)}${line}`);

const provisionalNote = (containers: readonly GateContainer[]): readonly string[] =>
  containers.some(({ provisional }) => provisional)
    ? ['A tag was resolved now, so its verdict is provisional: it may name another image at the next deployment.']
    : [];

const renderVerdicts = ({ verified }: CheckedService, style: VerdictTableStyle): readonly string[] =>
  verified.kind === 'not-verified' || verified.containers.length === 0
    ? []
    : [
        '',
        renderTable(verified.containers.map(toJsonVerdict), style).trimEnd(),
        ...provisionalNote(verified.containers),
      ];

/** A checked service for people. */
export const renderCheck = (checked: CheckedService, style: VerdictTableStyle = {}): string => {
  const { service, mode, coverage } = checked;
  const because = becauseOf(checked);
  const hooks = coverage.hooks.length === 0 ? ['none'] : coverage.hooks.map(describeHook);
  const lines = [
    ...labelled('service', [visibleText(service.serviceArn)]),
    ...labelled('mode', [mode]),
    ...labelled('hooks', hooks),
    ...labelled('task definition', [visibleText(service.taskDefinitionArn ?? '-')]),
    ...renderVerdicts(checked, style),
    '',
    `The next deployment ${WORDS[nextDeploymentOf(checked)]}${because === null ? '' : `: ${visibleText(because)}`}.`,
    ...coverage.remarks.map((remark) => `Note: ${visibleText(remark)}.`),
  ];
  return `${lines.join('\n')}\n`;
};
