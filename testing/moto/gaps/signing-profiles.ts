import * as z from 'zod';
import type { SignerLedger } from '../../signer/signer-ledger';
import type { Interceptor } from '../moto-call';

const PROFILE = /^\/signing-profiles\/(?<name>[A-Za-z0-9_]+)$/;
const createdShape = z.object({ profileVersionArn: z.string() });

/** Adds the signing profiles of moto, which can't sign, to the emulated AWS Signer, and cancels them there. */
export const signingProfiles = (ledger: SignerLedger, account: string): Interceptor => {
  const copy = (
    method: string,
    name: string,
    { region, created }: { readonly region: string; readonly created: Buffer },
  ): void => {
    if (method === 'PUT')
      ledger.addProfileVersion(createdShape.parse(JSON.parse(created.toString())).profileVersionArn);
    const profile = ledger.findProfile(region, account, name);
    if (method === 'DELETE' && profile) ledger.cancelProfile(profile);
  };
  return async (call, moto) => {
    const response = await moto(call);
    const { name } = PROFILE.exec(call.path)?.groups ?? {};
    if (call.service === 'signer' && name !== undefined && response.status < 300)
      copy(call.method, name, { region: call.region, created: response.body });
    return response;
  };
};
