import type { Dispatcher } from 'undici';
import { type AllowedNetworks, allowedNetworks } from './addresses';
import { createDialer } from './dialer';
import { HostPace, type Lines } from './pace';

/** What asking sources takes: connections with the address check, and the pace of hosts. */
export interface Network {
  dispatcher: Dispatcher;
  pace: HostPace;
}

/** Whoever asks a host in this process stands in the same line. */
const lines: Lines = new Map();

let opened: Network | undefined;

/** The network that this process asks sources by. */
export function processNetwork(): Network {
  opened ??= openNetwork(allowedNetworks());
  return opened;
}

/** @param allowed private addresses that may be asked all the same; empty on AWS */
export function openNetwork(allowed: AllowedNetworks): Network {
  return { dispatcher: createDialer(allowed), pace: new HostPace(allowed, undefined, lines) };
}
