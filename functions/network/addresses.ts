import ipaddr from 'ipaddr.js';

/** Which private addresses may be asked all the same; empty on AWS, `--allow-network` in the local run. */
export type AllowedNetworks = readonly AllowedNetwork[];

interface AllowedNetwork {
  network: [ipaddr.IPv4 | ipaddr.IPv6, number];
  /** null for every port */
  port: number | null;
}

/** The networks of this process: those of `--allow-network`, none on AWS. */
export const allowedNetworks = (): AllowedNetworks =>
  parseNetworks(process.env['NEWSREEL_ALLOW_NETWORK'] ?? '');

/**
 * Networks from a comma-separated list of CIDRs, each with a port behind it or none (`127.0.0.1/32:8080`).
 * @throws RangeError naming the item that is none
 */
export function parseNetworks(list: string): AllowedNetworks {
  const items = list.split(',').map((item) => item.trim());
  return items.filter((item) => item !== '').map(parseNetwork);
}

function parseNetwork(item: string): AllowedNetwork {
  const [, cidr = '', port] = /^(.*?\/\d+)(?::(\d+))?$/.exec(item) ?? [];
  try {
    return { network: ipaddr.parseCIDR(cidr), port: port === undefined ? null : Number(port) };
  } catch {
    throw new RangeError(`${item} is not a network such as 10.0.0.0/8`);
  }
}

/** Where all of the public IPv6 internet lies; ranges that were given up or kept back lie elsewhere. */
const GLOBAL_UNICAST = ipaddr.IPv6.parseCIDR('2000::/3');

/**
 * Whether a source may live at an address: public unicast, or in a network that was allowed. IPv4 inside
 * IPv6 is judged as what it is; addresses that lead elsewhere (NAT64, 6to4, Teredo) are not public.
 * @see https://www.iana.org/assignments/iana-ipv6-special-registry
 */
export function isAllowedAddress(address: string, port: number, allowed: AllowedNetworks): boolean {
  if (!ipaddr.isValid(address)) return false;
  const ip = ipaddr.process(address);
  return isPublic(ip) || allowed.some((one) => (one.port === null || one.port === port) && holds(one, ip));
}

/** Whether an address lies in one of the networks, at whatever port. */
export function isInNetworks(address: string, networks: AllowedNetworks): boolean {
  if (!ipaddr.isValid(address)) return false;
  const ip = ipaddr.process(address);
  return networks.some((one) => holds(one, ip));
}

const isPublic = (ip: ipaddr.IPv4 | ipaddr.IPv6): boolean =>
  ip.range() === 'unicast' && (ip.kind() === 'ipv4' || ip.match(GLOBAL_UNICAST));

const holds = ({ network: [base, bits] }: AllowedNetwork, ip: ipaddr.IPv4 | ipaddr.IPv6): boolean =>
  base.kind() === ip.kind() && ip.match(base, bits);
