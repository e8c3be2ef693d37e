import { allowedNetworks } from '../network/addresses';
import { HostPace } from '../network/pace';
import type { IsFree } from './plan';

/** The hosts that may be asked at any pace: those of `--allow-network`, none on AWS. */
export function freeHosts(): IsFree {
  const pace = new HostPace(allowedNetworks());
  return (hostname) => pace.isFree(hostname);
}
