import * as z from 'zod/mini';
import { exportParameters } from '../export/parameters';
import { readParameters } from '../http/parameters';
import { askedOf } from '../pages/asked';

/** The parameters of `GET /account/export`. */
export const exportFormParameters = z.pick(exportParameters, {
  format: true,
  search: true,
  since: true,
  until: true,
});

/** Where the form for an export leads: the same without what was left empty. @throws Problem 400 */
export function exportAddress(url: URL): string {
  const asked = askedOf(url);
  readParameters(exportFormParameters, asked);
  return asked.size === 0 ? '/export' : `/export?${asked}`;
}
