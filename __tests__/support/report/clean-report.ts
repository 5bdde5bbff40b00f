import type { Report } from '../../../contracts/report/report-schema';
import {
  ACCOUNT,
  clusterArn,
  daysBefore,
  hashOf,
  REGION,
  reportContainer,
  reportImage,
  reportOf,
} from './report-parts';

/** A report about three tasks whose images are all trusted. */
export const cleanReport = (overrides: Partial<Report> = {}): Report =>
  reportOf({
    clusters: [{ cluster: clusterArn('shop'), mode: 'enforce', gate: [], problem: null }],
    services: [{ cluster: clusterArn('shop'), service: 'checkout', owner: 'team-checkout' }],
    images: [reportImage('shop/checkout', '4.18.2')],
    tasks: ['one', 'two', 'three'].map((name) => ({
      task: `arn:aws:ecs:${REGION}:${ACCOUNT}:task/shop/${hashOf(name).slice(0, 32)}`,
      cluster: clusterArn('shop'),
      service: 'checkout',
      workload: 'service' as const,
      owner: 'team-checkout',
      taskDefinition: `arn:aws:ecs:${REGION}:${ACCOUNT}:task-definition/checkout:41`,
      startedAt: daysBefore(2),
      containers: [reportContainer('app', 0, 2)],
    })),
    ...overrides,
  });

/** The same as `image-trust report` makes it: without grants, and without what the sweep remembers. */
export const commandReport = (overrides: Partial<Report> = {}): Report =>
  cleanReport({ source: 'command', trustDocumentFrom: 'deployment', ...overrides });
