import type { Statement } from '../policy-document';

/** Denies requests without TLS. */
export const denyWithoutTls = (actions: readonly string[], resources: readonly string[]): Statement => ({
  Sid: 'DenyInsecureTransport',
  Effect: 'Deny',
  Principal: '*',
  Action: actions,
  Resource: resources,
  Condition: { Bool: { 'aws:SecureTransport': 'false' } },
});
