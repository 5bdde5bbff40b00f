import { runProcess } from '../../adapters/process';
import type { EmulatedEnvironment } from '../environment/emulated-environment';
import { CaseEnvironment } from './case-environment';
import type { CaseRequest, VerificationCase } from './verification-case';
import { verifyEmulated, type EmulatedVerdict, type EmulatedVerification } from './verify-image';

const toVerification = (request: CaseRequest, { profile }: CaseEnvironment): EmulatedVerification => {
  const { damage, signers = [profile.arn], ecrPassword, ...rest } = request;
  const damaging: EmulatedVerification['run'] = async (run) => {
    await damage?.(run.environment['NOTATION_CONFIG'] ?? '');
    return runProcess(run);
  };
  const named = ecrPassword === 'none' ? { repositories: [] } : ecrPassword === undefined ? {} : { ecrPassword };
  return { ...rest, signers, ...named, run: damaging };
};

/** Sets a case up and verifies its image as the product does. */
export const runCase = async (emulated: EmulatedEnvironment, each: VerificationCase): Promise<EmulatedVerdict> => {
  emulated.gateway.clearFaults();
  emulated.registry.setReferrersApi('present');
  const environment = new CaseEnvironment(emulated, each.name, each.validity);
  return verifyEmulated(emulated, toVerification(await each.setUp(environment), environment));
};
