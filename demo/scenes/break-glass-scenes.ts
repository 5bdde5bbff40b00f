import { setTimeout as sleep } from 'node:timers/promises';
import { GATED_CLUSTERS } from '../demo-deployment';
import { differing } from '../differing';
import { untrusted } from '../one-container';
import type { Scene } from '../scene';
import { pauseAt } from '../scene-service';

const GATED = { cluster: GATED_CLUSTERS.enforce, hooks: [pauseAt('PRE_SCALE_UP')] };

/** How long the scene's grant is in force: long enough for the first deployment. */
const GRANTED_SECONDS = 8;

/** Break-glass grants. */
export const BREAK_GLASS_SCENES: readonly Scene[] = [
  {
    name: 'break-glass',
    explanation:
      'A break-glass grant is in force: the gate continues the deployment of an unsigned image. After its end, the next deployment is rolled back.',
    setUp: async (builder) => {
      const { service } = builder;
      service.run({ image: await builder.pushSigned('running before'), cluster: GATED.cluster });
      const image = await builder.push();
      builder.grant(image, { cluster: GATED.cluster, seconds: GRANTED_SECONDS });
      const during = service.deploy({ ...GATED, image });
      return [
        { kind: 'hook', deployment: during },
        { kind: 'happening', happen: () => sleep(GRANTED_SECONDS * 1_000) },
        { kind: 'hook', deployment: () => service.deploy({ ...GATED, image }) },
      ];
    },
    expected: {
      containers: [
        { ...untrusted('unsigned'), response: 'continued' },
        { ...untrusted('unsigned'), response: 'rolled-back', earlier: ['rollback-pending'] },
      ],
      deployments: [
        { status: 'SUCCESSFUL', requests: ['continue'], hasTasks: true },
        { status: 'ROLLBACK_SUCCESSFUL', requests: ['roll-back'], hasTasks: false },
      ],
    },
    alsoExpected: ({ gate }) => differing('uses of the grant', '1', String(gate.grantUses)),
    slow: true,
  },
];
