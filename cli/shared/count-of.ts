/** A number of things, such as `1 task` and `3 tasks`. */
export const countOf = (count: number, unit: string): string => `${count} ${unit}${count === 1 ? '' : 's'}`;
