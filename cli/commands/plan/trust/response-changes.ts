import { canonicalJson } from '../../../../contracts/schema/canonical-json';
import type { ResponseSettings, StopBudget } from '../../../../verification/trust-document';
import type { FromTo } from '../report/difference';
import type { Mark } from '../report/mark';

type Setting = keyof ResponseSettings;

/** A change of one response setting. */
export type ResponseChange = {
  readonly kind: 'response';
  readonly mark: Mark;
  readonly setting: Setting;
} & FromTo;

interface Comparison<Value> {
  /** The setting in words. */
  readonly words: string;
  readonly format: (value: Value) => string;
  readonly mark: (was: Value, is: Value) => Mark;
}

// The same rate over a longer time allows more stops at once.
const allowsMore = (is: StopBudget, was: StopBudget): boolean =>
  is.stops > was.stops || is.stops / is.minutes > was.stops / was.minutes;

/** How each setting is compared. */
const COMPARISONS: { readonly [Field in Setting]: Comparison<ResponseSettings[Field]> } = {
  whenUnprovable: {
    words: 'what enforce does about an image that is no longer in its repository',
    format: String,
    mark: (_was, is) => (is === 'stop' ? 'can-stop-tasks' : 'weakens-enforcement'),
  },
  services: {
    words: 'what enforce does about a service whose task runs an untrusted image',
    format: String,
    mark: (_was, is) => (is === 'rollback' ? 'can-stop-tasks' : 'weakens-enforcement'),
  },
  confirmUnsignedAfterSeconds: {
    words: 'seconds until an untrusted image is verified a second time, before its task is stopped',
    format: String,
    mark: (was, is) => (is < was ? 'can-stop-tasks' : 'none'),
  },
  stopBudget: {
    words: 'stops allowed in each cluster',
    format: ({ stops, minutes }) => `${stops} in ${minutes} minutes`,
    mark: (was, is) => (allowsMore(is, was) ? 'can-stop-tasks' : 'none'),
  },
};

const SETTINGS = Object.keys(COMPARISONS) as readonly Setting[];

/** A response setting in words. */
export const responseWords = (setting: Setting): string => COMPARISONS[setting].words;

const changeOf = <Field extends Setting>(
  setting: Field,
  was: ResponseSettings[Field],
  is: ResponseSettings[Field],
): readonly ResponseChange[] => {
  const { format, mark } = COMPARISONS[setting];
  return canonicalJson(was) === canonicalJson(is)
    ? []
    : [{ kind: 'response', setting, mark: mark(was, is), from: format(was), to: format(is) }];
};

/** Every response setting that differs. */
export const responseChanges = (was: ResponseSettings, is: ResponseSettings): readonly ResponseChange[] =>
  SETTINGS.flatMap((setting) => changeOf(setting, was[setting], is[setting]));
