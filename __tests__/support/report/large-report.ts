import type { Report } from '../../../contracts/report/report-schema';
import {
  ACCOUNT,
  clusterArn,
  daysBefore,
  hashOf,
  notTrusted,
  REGION,
  reportContainer,
  reportImage,
  reportOf,
  type ReportImage,
} from './report-parts';

const IMAGES = 200;
const CLUSTERS = 10;
const SERVICES_PER_CLUSTER = 20;
/** Every so many images are untrusted, not covered and exempt. */
const UNTRUSTED_EVERY = 40;
const INCONCLUSIVE_EVERY = 33;
const EXEMPT_EVERY = 20;

const imageOf = (index: number): ReportImage => {
  const image = (overrides: Partial<ReportImage> = {}): ReportImage =>
    reportImage(`team-${String(index % 17)}/service-${String(index)}`, `1.${String(index)}.0`, overrides);
  if (index % UNTRUSTED_EVERY === 7)
    return image(notTrusted({ verdict: 'untrusted', reason: index % 80 === 7 ? 'unsigned' : 'revoked', detail: '' }));
  if (index % INCONCLUSIVE_EVERY === 5)
    return image(notTrusted({ verdict: 'inconclusive', cause: 'service', reason: 'throttled', detail: '' }));
  if (index % EXEMPT_EVERY === 3) return image(notTrusted({ verdict: 'exempt', rule: 'vendor-agents', policy: null }));
  return image();
};

const clusterOf = (index: number): string => clusterArn(`cluster-${String(index % CLUSTERS)}`);
const serviceOf = (index: number): string => `service-${String(Math.floor(index / CLUSTERS) % SERVICES_PER_CLUSTER)}`;
const ownerOf = (index: number): string => `team-${String(index % 17)}`;

const taskOf = (index: number): Report['tasks'][number] => ({
  task: `arn:aws:ecs:${REGION}:${ACCOUNT}:task/cluster-${String(index % CLUSTERS)}/${hashOf(String(index)).slice(0, 32)}`,
  cluster: clusterOf(index),
  service: serviceOf(index),
  workload: 'service',
  owner: ownerOf(index),
  taskDefinition: `arn:aws:ecs:${REGION}:${ACCOUNT}:task-definition/${serviceOf(index)}:${String(index % 60)}`,
  startedAt: daysBefore(index % 90),
  containers: [
    reportContainer('app', index % IMAGES, index % 90),
    reportContainer('sidecar', (index * 7) % IMAGES, index % 90),
  ],
});

/** A report about that many tasks with two containers each, over 200 images, 200 services and 10 clusters. */
export const largeReport = (tasks: number): Report =>
  reportOf({
    clusters: Array.from({ length: CLUSTERS }, (_, index) => ({
      cluster: clusterOf(index),
      mode: 'enforce',
      gate: [],
      problem: null,
    })),
    services: Array.from({ length: CLUSTERS * SERVICES_PER_CLUSTER }, (_, index) => ({
      cluster: clusterOf(index),
      service: serviceOf(index),
      owner: ownerOf(index),
    })),
    images: Array.from({ length: IMAGES }, (_, index) => imageOf(index)),
    tasks: Array.from({ length: tasks }, (_, index) => taskOf(index)),
  });
