import ipaddr from 'ipaddr.js';

/** Which private addresses may be asked all the same; empty on AWS, `--allow-network` in the local run. */
export type AllowedNetworks = readonly AllowedNetwork[];

interface AllowedNetwork {
  network: [ipaddr.IPv4 | ipaddr.IPv6, number];
  /** null for every port */
  port: number | null;
}

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

/**
 * Whether a source may live at an address: public unicast, or in a network that was allowed. IPv4 inside
 * IPv6 is judged as what it is; addresses that lead elsewhere (NAT64, 6to4, Teredo) are not public.
 * @see https://www.iana.org/assignments/iana-ipv6-special-registry
 */
export function isAllowedAddress(address: string, port: number, allowed: AllowedNetworks): boolean {
  if (!ipaddr.isValid(address)) return false;
  const ip = ipaddr.process(address);
  if (ip.range() === 'unicast') return true;
  return allowed.some(
    ({ network: [base, bits], port: only }) =>
      base.kind() === ip.kind() && ip.match(base, bits) && (only === null || only === port),
  );
}
