import { toPageData } from '../../../../adapters/report-page/data/to-page-data';
import { toRows, type Row } from '../../../../adapters/report-page/rows/row';
import { sampleReport } from '../../../support/report/sample-report';

/** The rows of the sample report. */
export const sampleRows = (): readonly Row[] => toRows(toPageData(sampleReport()));
