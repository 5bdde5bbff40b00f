import type { LookupAddress } from 'node:dns';
import type { LookupFunction } from 'node:net';
import { mayConnect, type Reach } from './address-rules';

/** Resolves a host name to all of its addresses; `dns.lookup` is one. */
export type Lookup = (
  hostname: string,
  options: { readonly all: true },
  callback: (error: Error | null, addresses: LookupAddress[] | undefined) => void,
) => void;

/** Thrown by a connection whose host resolves to an address that the request may not reach. */
export class AddressError extends Error {
  override readonly name = 'AddressError';
}

/**
 * A lookup for `net.connect` that fails if any address of the host is out of reach. The connection is made to the
 * addresses that were checked, so that a second answer of the DNS can't replace them.
 */
export const checkedLookup =
  (lookup: Lookup, reach: Reach): LookupFunction =>
  (hostname, options, callback) => {
    lookup(hostname, { ...options, all: true }, (error, found) => {
      const addresses = found ?? [];
      const [first] = addresses;
      if (error) callback(error, []);
      else if (first === undefined || !addresses.every(({ address }) => mayConnect(address, reach)))
        callback(new AddressError(`${hostname} resolves to an address that must not be contacted`), []);
      else if (options.all) callback(null, addresses);
      else callback(null, first.address, first.family);
    });
  };
