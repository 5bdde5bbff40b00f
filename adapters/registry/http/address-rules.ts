import { BlockList, isIP } from 'node:net';

/** Which addresses a request may reach. */
export type Reach =
  /** A host that an image reference names: also private addresses, such as those of VPC endpoints. */
  | 'named'
  /** A host that a registry names, in a redirect or as its token service: public addresses only. */
  | 'public'
  /** A registry on this machine. */
  | 'loopback';

/** How far away an address is; `special` ones belong to this machine, its link, or the cloud's metadata service. */
export type AddressClass = 'public' | 'private' | 'special' | 'loopback';

type Subnet = readonly [network: string, prefix: number];

// https://www.iana.org/assignments/iana-ipv4-special-registry and its IPv6 counterpart.
const LOOPBACK: readonly Subnet[] = [['127.0.0.0', 8]];
const SPECIAL: readonly Subnet[] = [
  ['0.0.0.0', 8],
  // Link-local, with the metadata services of EC2 and ECS.
  ['169.254.0.0', 16],
  ['224.0.0.0', 4],
  ['240.0.0.0', 4],
];
const PRIVATE: readonly Subnet[] = [
  ['10.0.0.0', 8],
  ['100.64.0.0', 10],
  ['172.16.0.0', 12],
  ['192.0.0.0', 24],
  ['192.0.2.0', 24],
  ['192.168.0.0', 16],
  ['198.18.0.0', 15],
  ['198.51.100.0', 24],
  ['203.0.113.0', 24],
];
const LOOPBACK_6: readonly Subnet[] = [['::1', 128]];
const SPECIAL_6: readonly Subnet[] = [
  ['::', 96],
  ['fe80::', 10],
  ['ff00::', 8],
  // EC2's metadata service and resolver.
  ['fd00:ec2::', 32],
];
const PRIVATE_6: readonly Subnet[] = [
  ['64:ff9b:1::', 48],
  ['100::', 64],
  ['2001::', 23],
  ['2001:db8::', 32],
  ['2002::', 16],
  ['fc00::', 7],
  ['fec0::', 10],
];
// Addresses that contain an IPv4 address: mapped ones, and those of NAT64.
const EMBEDDING = ['::ffff:', '64:ff9b::'];

const blockList = (subnets: readonly Subnet[], subnets6: readonly Subnet[]): BlockList => {
  const list = new BlockList();
  for (const [network, prefix] of subnets) {
    list.addSubnet(network, prefix, 'ipv4');
    for (const before of EMBEDDING) list.addSubnet(`${before}${network}`, 96 + prefix, 'ipv6');
  }
  for (const [network, prefix] of subnets6) list.addSubnet(network, prefix, 'ipv6');
  return list;
};

const LISTS: readonly (readonly [AddressClass, BlockList])[] = [
  ['loopback', blockList(LOOPBACK, LOOPBACK_6)],
  ['special', blockList(SPECIAL, SPECIAL_6)],
  ['private', blockList(PRIVATE, PRIVATE_6)],
];

/** The class of an IP address; a text that is none is `special`. */
export const classifyAddress = (address: string): AddressClass => {
  const bare = address.replace(/%.*$/s, '');
  const version = isIP(bare);
  if (version === 0) return 'special';
  return LISTS.find(([, list]) => list.check(bare, version === 4 ? 'ipv4' : 'ipv6'))?.[0] ?? 'public';
};

/** Whether a request of this reach may connect to an address. */
export const mayConnect = (address: string, reach: Reach): boolean => {
  const found = classifyAddress(address);
  switch (reach) {
    case 'named':
      return found === 'public' || found === 'private';
    case 'public':
      return found === 'public';
    case 'loopback':
      return found === 'loopback';
  }
};

// Names that resolve inside a network only. Behind a proxy nothing else of a name can be checked.
const LOOPBACK_NAME = /(?:^|\.)(?:localhost|localhost\.localdomain|localhost6|ip6-localhost|ip6-loopback)\.?$/;
const INTERNAL_NAME = /^[^.]*\.?$|\.(?:internal|local|localdomain|lan|home\.arpa)\.?$/;

/** Whether a URL's host may be contacted at all, before its name is resolved. */
export const mayContact = ({ hostname }: URL, reach: Reach): boolean => {
  const bare = hostname.replace(/^\[(.*)\]$/s, '$1');
  if (isIP(bare) !== 0) return mayConnect(bare, reach);
  switch (reach) {
    case 'named':
      return !LOOPBACK_NAME.test(bare);
    case 'public':
      return !LOOPBACK_NAME.test(bare) && !INTERNAL_NAME.test(bare);
    case 'loopback':
      return bare === 'localhost';
  }
};
