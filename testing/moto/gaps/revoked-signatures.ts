import type { SignerLedger } from '../../signer/signer-ledger';
import { createSignerService } from '../../signer/signer-service';
import type { Interceptor } from '../moto-call';

const REVOKE = /^PUT \/signing-jobs\/[^/]+\/revoke$/;

/** Revokes signatures in the emulated AWS Signer, which made them: moto has no RevokeSignature. */
export const revokedSignatures =
  (ledger: SignerLedger): Interceptor =>
  async (call, moto) =>
    call.service === 'signer' && REVOKE.test(call.operation)
      ? createSignerService(ledger, call.region)({ ...call, host: '' })
      : moto(call);
