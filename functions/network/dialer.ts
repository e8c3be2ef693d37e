import { lookup } from 'node:dns/promises';
import { isIP, type LookupFunction } from 'node:net';
import type { buildConnector } from 'undici';
import createConnector from 'undici/lib/core/connect';
import Agent from 'undici/lib/dispatcher/agent';
import { type AllowedNetworks, isAllowedAddress } from './addresses';
import { NotAllowedError } from './failure';

const CONNECT_TIMEOUT_MS = 10_000;
const LARGEST_HEADERS = 64 * 1024;

/**
 * What opens connections to sources. The address is checked after the name was looked up and before it is
 * dialled, and the checked address is the one dialled, so that no name can point elsewhere in between.
 */
export function createDialer(allowed: AllowedNetworks): Agent {
  const connect = createConnector({ timeout: CONNECT_TIMEOUT_MS });
  return new Agent({
    maxHeaderSize: LARGEST_HEADERS,
    connections: 16,
    pipelining: 1,
    connect: (options, callback) => {
      allowedAddresses(
        options.hostname,
        Number(options.port || (options.protocol === 'https:' ? 443 : 80)),
        allowed,
      ).then(
        // `lookup` is one of net.connect's options, which undici hands through but does not list.
        (addresses) =>
          connect({ ...options, lookup: answerWith(addresses) } as buildConnector.Options, callback),
        (error: Error) => callback(error, null),
      );
    },
  });
}

interface Address {
  address: string;
  family: number;
}

async function allowedAddresses(
  hostname: string,
  port: number,
  allowed: AllowedNetworks,
): Promise<Address[]> {
  const literal = hostname.replace(/^\[|\]$/g, '');
  const family = isIP(literal);
  const found = family === 0 ? await lookup(literal, { all: true }) : [{ address: literal, family }];
  const usable = found.filter(({ address }) => isAllowedAddress(address, port, allowed));
  if (usable.length === 0) throw new NotAllowedError(hostname);
  return usable;
}

const answerWith =
  (addresses: Address[]): LookupFunction =>
  (_hostname, options, callback) => {
    const [first] = addresses;
    if (options.all) callback(null, addresses);
    else if (first) callback(null, first.address, first.family);
  };
