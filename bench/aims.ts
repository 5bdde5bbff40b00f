/** A figure that the project aims at, and what was measured. */
export interface Aim {
  readonly name: string;
  readonly measured: number;
  readonly unit: 'x' | 'ms' | 'MB' | 'requests';
  readonly aim: { readonly atMost: number } | { readonly atLeast: number } | { readonly exactly: number };
}

/** Whether the measured value meets the aim. */
export const isMet = ({ measured, aim }: Aim): boolean => {
  if ('atMost' in aim) return measured <= aim.atMost;
  return 'atLeast' in aim ? measured >= aim.atLeast : measured === aim.exactly;
};

const DECIMALS = { x: 2, ms: 0, MB: 2, requests: 0 } as const;

const withUnit = (value: number, { unit }: Aim): string => `${value.toFixed(DECIMALS[unit])} ${unit}`;

const describeAim = (each: Aim): string => {
  const { aim } = each;
  if ('atMost' in aim) return `at most ${withUnit(aim.atMost, each)}`;
  return 'atLeast' in aim ? `at least ${withUnit(aim.atLeast, each)}` : withUnit(aim.exactly, each);
};

/** The cells of the table of aims: name, measured value, aim, and whether it is met. */
export const toAimRow = (each: Aim): readonly string[] => [
  each.name,
  withUnit(each.measured, each),
  describeAim(each),
  isMet(each) ? 'met' : 'missed',
];
