import { FAULT_CASES } from '../../testing/cases/all-cases';
import { describeCases } from './describe-cases';

jest.setTimeout(60_000);

describeCases(FAULT_CASES);
