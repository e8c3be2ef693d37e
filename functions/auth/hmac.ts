import { createHmac } from 'node:crypto';
import * as z from 'zod/mini';
import { secretReference } from '../secrets/reference';
import { scheme } from './scheme';
import { identifier } from './visible-ascii';

/**
 * Each request is signed by itself, when it is sent: hex HMAC-SHA256 over the timestamp in seconds, the method
 * and the path with its query as they are on the wire, a line each.
 */
export const hmac = scheme({
  settings: z.strictObject({ type: z.literal('hmac'), keyId: identifier, key: secretReference }),
  async headers({ keyId, key }, { method, url }, { secret, now }) {
    const word = await secret(key.secret);
    const timestamp = String(Math.floor(now() / 1000));
    const signed = `${timestamp}\n${method}\n${url.pathname}${url.search}`;
    return {
      'X-Newsreel-Key': keyId,
      'X-Newsreel-Timestamp': timestamp,
      'X-Newsreel-Signature': createHmac('sha256', word).update(signed).digest('hex'),
    };
  },
});
