import type { Invocation } from '../testing/lambda/function-host';
import type { Delivery } from './deliver-message';
import type { SweepRun } from './run-sweep';

/** What happened in a scene, in order. */
export interface Course {
  readonly deliveries: readonly Delivery[];
  readonly sweeps: readonly SweepRun[];
  /** The invocations of the notify function. */
  readonly notices: readonly Invocation[];
  /** The JSON that `image-trust preview` printed. */
  readonly previews: readonly unknown[];
}

/** Nothing happened. */
export const NOTHING: Course = { deliveries: [], sweeps: [], notices: [], previews: [] };

/** Some courses as one. */
export const joinCourses = (courses: readonly Course[]): Course => ({
  deliveries: courses.flatMap(({ deliveries }) => deliveries),
  sweeps: courses.flatMap(({ sweeps }) => sweeps),
  notices: courses.flatMap(({ notices }) => notices),
  previews: courses.flatMap(({ previews }) => previews),
});
