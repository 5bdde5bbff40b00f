import * as z from 'zod';
import type { SignerLedger } from '../../signer/signer-ledger';
import type { Interceptor } from '../moto-call';

const PROFILE = /^\/signing-profiles\/(?<name>[A-Za-z0-9_]+)$/;
const madeShape = z.object({ profileVersionArn: z.string() });

/** Tells the emulated AWS Signer, which signs, of the profiles that are made and cancelled in moto, which cannot sign. */
export const signingProfiles = (ledger: SignerLedger, account: string): Interceptor => {
  const tell = (
    method: string,
    name: string,
    { region, made }: { readonly region: string; readonly made: Buffer },
  ): void => {
    if (method === 'PUT') ledger.addProfileVersion(madeShape.parse(JSON.parse(made.toString())).profileVersionArn);
    const profile = ledger.findProfile(region, account, name);
    if (method === 'DELETE' && profile) ledger.cancelProfile(profile);
  };
  return async (exchange, moto) => {
    const answer = await moto(exchange);
    const { name } = PROFILE.exec(exchange.path)?.groups ?? {};
    if (exchange.service === 'signer' && name !== undefined && answer.status < 300)
      tell(exchange.method, name, { region: exchange.region, made: answer.body });
    return answer;
  };
};
