import type { Service } from '../../../adapters/ecs/describe-service';
import { gateStagesFor, type GateStage, type HookAction, type TrustDocument } from '../../../verification';

/** One hook of a service at one stage. */
export interface StageHook {
  readonly stage: string;
  readonly kind: 'pause' | 'lambda';
  /** The gate answers it. */
  readonly answered: boolean;
  readonly timeoutMinutes: number;
  readonly timeoutAction: HookAction;
}

/** Which of a service's hooks the gate answers. */
export interface Coverage {
  /** The gate answers a pause hook of the service. */
  readonly gated: boolean;
  /** The stages at which the gate answers the pause hooks of the cluster. */
  readonly stages: readonly GateStage[];
  readonly hooks: readonly StageHook[];
  /** What the owner of the service should know, a sentence each. */
  readonly remarks: readonly string[];
}

/** What ECS does, in words. */
export const ACTION: Readonly<Record<HookAction, string>> = {
  continue: 'continues the deployment',
  'roll-back': 'rolls the deployment back',
};

const stageHooksOf = ({ hooks }: Service, stages: readonly GateStage[]): readonly StageHook[] =>
  hooks.flatMap(({ stages: own, ...hook }) =>
    own.map((stage) => ({
      ...hook,
      stage,
      answered: hook.kind === 'pause' && stages.some((each) => each === stage),
    })),
  );

const remarksOnAnswered = (hook: StageHook, { responses }: TrustDocument): readonly string[] => {
  const { stage, timeoutMinutes, timeoutAction } = hook;
  const confirmAfter = responses.confirmUnsignedAfterSeconds;
  return [
    ...(timeoutAction === 'continue'
      ? [
          `${stage}: in an outage of more than ${timeoutMinutes} minutes ECS continues the deployment unverified: set the time-out's action to ROLLBACK`,
        ]
      : []),
    ...(timeoutMinutes * 60 <= confirmAfter
      ? [
          `${stage}: the time-out of ${timeoutMinutes} minutes ends before an untrusted image is verified a second time (after ${confirmAfter} s): use a longer one`,
        ]
      : []),
  ];
};

const remarkOnOther = ({ kind, stage, timeoutMinutes, timeoutAction }: StageHook): readonly string[] =>
  kind === 'lambda'
    ? []
    : [
        `${stage}: the gate does not answer the pause hook at this stage; after ${timeoutMinutes} minutes without an answer ECS ${ACTION[timeoutAction]}`,
      ];

const remarksOnStages = (answered: readonly StageHook[]): readonly string[] => {
  const stages = answered.map(({ stage }) => stage);
  const twice = [...new Set(stages)].filter((stage) => stages.indexOf(stage) !== stages.lastIndexOf(stage));
  return [
    ...twice.map(
      (stage) =>
        `${stage}: the service has several pause hooks here, and the gate answers all of them: a manual approval must use another stage`,
    ),
    ...(stages.length > 0 && stages.every((stage) => stage === 'RECONCILE_SERVICE')
      ? [
          'RECONCILE_SERVICE: ECS has this stage only while several revisions are active, so most deployments are not held: add a hook at PRE_SCALE_UP',
        ]
      : []),
    ...(stages.length > 0 && stages.every((stage) => stage.startsWith('POST_'))
      ? [
          `${stages.join(', ')}: new tasks have started by then: add a hook at PRE_SCALE_UP to hold the deployment before`,
        ]
      : []),
  ];
};

const remarksOnService = ({ controller, hooks }: Service, stages: readonly GateStage[]): readonly string[] => [
  ...(controller === 'ECS' ? [] : [`its deployments are controlled by ${controller}: only ECS's own have pause hooks`]),
  ...(stages.length === 0 ? ['the deployment file configures no gate for its cluster'] : []),
  ...(stages.length > 0 && !hooks.some(({ kind }) => kind === 'pause')
    ? [`it has no pause hook: add one at ${stages.join(' or ')}, as in docs/gate.md`]
    : []),
];

/** Compares the hooks of a service with the gate of its cluster. */
export const coverageOf = (service: Service, document: TrustDocument): Coverage => {
  const stages = gateStagesFor(document, service.clusterArn);
  const hooks = stageHooksOf(service, stages);
  const answered = hooks.filter((hook) => hook.answered);
  const others = hooks.filter((hook) => !hook.answered);
  return {
    gated: answered.length > 0,
    stages,
    hooks,
    remarks: [
      ...remarksOnService(service, stages),
      ...remarksOnStages(answered),
      ...answered.flatMap((hook) => remarksOnAnswered(hook, document)),
      ...others.flatMap(remarkOnOther),
    ],
  };
};
