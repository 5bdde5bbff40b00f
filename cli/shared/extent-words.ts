import type { Extent } from '../../verification';
import { countOf } from './count-of';

/** `3 tasks in 2 services of 1 cluster` */
export const extentWords = ({ tasks, services, clusters }: Extent): string =>
  `${countOf(tasks, 'task')} in ${countOf(services, 'service')} of ${countOf(clusters, 'cluster')}`;
