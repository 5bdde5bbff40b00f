import type { Outcome } from './announcement';

/** What enforce does about a verdict: it stops the task, or rolls back the service deployment that started it. */
export type Intervention = 'stop' | 'roll-back';

/** Why an intervention that is due has not taken place. */
export type Obstacle =
  /** The image must be verified once more before. */
  | 'confirmation'
  /** ECS does not describe the digest that the verdict is about. */
  | 'digest-unknown'
  | 'budget-spent'
  | 'failure';

/** The outcomes of an intervention. */
interface InterventionOutcomes {
  readonly done: Outcome;
  readonly notDone: Readonly<Record<Obstacle, Outcome>>;
  /** It has not taken place at the last attempt either. */
  readonly abandoned: Outcome;
}

/** How each intervention is announced. */
export const INTERVENTION_OUTCOMES: Readonly<Record<Intervention, InterventionOutcomes>> = {
  stop: {
    done: 'stopped',
    notDone: {
      confirmation: 'stop-pending',
      'digest-unknown': 'not-confirmed',
      'budget-spent': 'stop-budget-spent',
      failure: 'stop-failed',
    },
    abandoned: 'stop-abandoned',
  },
  'roll-back': {
    done: 'rolled-back',
    notDone: {
      confirmation: 'rollback-pending',
      'digest-unknown': 'rollback-failed',
      'budget-spent': 'rollback-budget-spent',
      failure: 'rollback-failed',
    },
    abandoned: 'rollback-abandoned',
  },
};
