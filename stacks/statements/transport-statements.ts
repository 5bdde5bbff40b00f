import type { Statement } from '../policy-document';

/** Refuses whatever does not come over TLS; the resource's own policy lists what else is allowed. */
export const denyWithoutTls = (actions: readonly string[], resources: readonly string[]): Statement => ({
  Sid: 'TlsOnly',
  Effect: 'Deny',
  Principal: '*',
  Action: actions,
  Resource: resources,
  Condition: { Bool: { 'aws:SecureTransport': 'false' } },
});
