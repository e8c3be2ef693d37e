import { ownUrl } from '../http/own-url';
import { Pace } from '../mail/pace';
import { sendingRate } from '../mail/quota';
import { eachMessage, onMessages } from '../queue/receive';
import { SourceNames } from '../sources/names';
import { openTable } from '../table/client';
import { KeptNews } from './kept-news';
import { parseDigestMessage } from './message';
import type { DigestParts } from './parts';
import { workOff } from './work-off';

/** Sign-in and payment mails go at once, and need a part of what the account may send. */
const SHARE_OF_RATE = 0.8;

const pace = new Pace();
let kept: Pick<DigestParts, 'names' | 'news'> | undefined;

/** Makes and sends the digests of each message. */
export const handler = onMessages(async (event) => {
  const table = openTable();
  const url = ownUrl();
  if (url === null) throw new Error('NEWSREEL_URL is not set: no digest could be ended by a link');
  kept ??= { names: new SourceNames(table), news: new KeptNews() };
  const turn = async () => pace.turn(((await sendingRate()) * SHARE_OF_RATE) / workers());
  const parts: DigestParts = { table, url, turn, ...kept };
  return eachMessage(event, ({ body }) => workOff(parts, parseDigestMessage(body)));
});

/** How many processes like this one send at the same time, at most. */
const workers = (): number => Number(process.env['NEWSREEL_DIGEST_WORKERS']) || 1;
