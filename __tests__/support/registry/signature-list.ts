import type { Descriptor, ListedSignatures, RegistryAnswer } from '../../../verification';
import { clientUnderTest, REMAINING } from './client-under-test';
import { DIGEST, scopeOf } from './registry-content';
import type { Respond } from './registry-hosts';

/** The answer with these signatures. */
export const listed = (manifests: readonly Descriptor[], truncated = false): RegistryAnswer<ListedSignatures> => ({
  kind: 'found',
  value: { manifests, truncated },
});

/** A client that lists signatures from a host, for the tests of a file. */
export const listsFrom = (host: string) => {
  const setup = clientUnderTest();
  return {
    setup,
    /** Lists the signatures from a host that responds like this. */
    list: (respond: Respond): Promise<RegistryAnswer<ListedSignatures>> => {
      setup().hosts.serve(host, respond);
      return setup().client.listSignatures({ scope: scopeOf(host), digest: DIGEST, remaining: REMAINING });
    },
    /** The paths that were requested, in order. */
    requests: (): readonly string[] => setup().hosts.received.map(({ path }) => path),
  };
};
