import type { Report } from './report-schema';

/**
 * Whether a report knows break-glass grants, and when a verdict was first seen and whether it was announced: only a sweep reads them.
 */
export const knowsHistory = ({ source }: Pick<Report, 'source'>): boolean => source === 'sweep';

/** What is shown in the place of what a report does not know. */
export const NOT_KNOWN = 'Not known: only the reports of a sweep have this.';

/** What is shown beside a trust document that is not the deployed one. */
export const FROM_WORKING_TREE = 'from the deployment file in the working tree, which may not be deployed';
