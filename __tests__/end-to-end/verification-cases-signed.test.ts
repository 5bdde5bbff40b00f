import { SIGNED_CASES } from '../../testing/cases/all-cases';
import { describeCases } from './describe-cases';

jest.setTimeout(60_000);

describeCases(SIGNED_CASES);
