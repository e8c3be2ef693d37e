import { tagOf } from '../../../functions/mail/tag';
import { MalformedMailEventError, parseMailEvent } from '../../../functions/mail-events/event';
import { bounced, complained, delayed, delivered, MAIL, READER, rejected, sesEvent } from './ses-event';

const AT = '2026-11-23T10:00:05.000Z';
const posting = { reader: READER, mail: MAIL };

it.each([
  ['a delay', delayed(AT), { outcome: 'delayed', standing: null }],
  ['a delivery', delivered(AT), { outcome: 'delivered', standing: null }],
  ['a bounce for good', bounced(AT), { outcome: 'bounced', standing: 'bounced' }],
  [
    'a bounce by SES’s list',
    bounced(AT, 'Permanent', 'Suppressed'),
    { outcome: 'bounced', standing: 'bounced' },
  ],
  [
    'a bounce by the account’s list',
    bounced(AT, 'Permanent', 'OnAccountSuppressionList'),
    { outcome: 'bounced', standing: 'bounced' },
  ],
  ['a full mailbox', bounced(AT, 'Transient', 'MailboxFull'), { outcome: 'bounced', standing: null }],
  ['a bounce of no known kind', bounced(AT, 'Undetermined'), { outcome: 'bounced', standing: null }],
  ['a complaint', complained(AT), { outcome: 'complained', standing: 'complained' }],
  [
    'a complaint that gives no reason',
    complained(AT, null),
    { outcome: 'complained', standing: 'complained' },
  ],
])('reads %s', (_, event, said) => {
  expect(parseMailEvent(event)).toEqual({ posting, at: AT, ...said });
});

it('knows the mail by both its ids', () => {
  const event = sesEvent('Delivery', { delivery: { timestamp: AT } }, tagOf(posting));
  expect(parseMailEvent(event)?.posting).toEqual(posting);
});

it('takes the event’s own time where its kind has none', () => {
  const said = { posting, outcome: 'rejected', at: '2026-11-23T10:00:09.000Z', standing: null };
  expect(parseMailEvent(rejected())).toEqual(said);
});

it('writes moments in one way, so that they sort', () => {
  expect(parseMailEvent(delivered('2026-11-23T12:00:05+02:00'))?.at).toBe(AT);
  expect(parseMailEvent(delivered('2026-11-23T10:00:05Z'))?.at).toBe(AT);
});

it.each([
  ['sending', sesEvent('Send', { send: {} })],
  ['an opening', sesEvent('Open', { open: { timestamp: AT } })],
  ['a kind that is yet to come', sesEvent('Teleported', { teleported: 7 })],
  ['a mail that was taken out of the spam', complained(AT, 'not-spam')],
])('passes over %s', (_, event) => {
  expect(parseMailEvent(event)).toBeNull();
});

it.each([
  null,
  '',
  READER,
  `${READER}${MAIL}`,
  `${READER}_${MAIL}x`,
  `${READER}_${MAIL.slice(1)}`,
  `${READER}#${MAIL}`,
  `READER#${READER.slice(7)}_${MAIL}`,
  `${READER}_${MAIL}\n`,
])('finds no mail of ours by the tag %j', (tag) => {
  const event = sesEvent('Delivery', { delivery: { timestamp: AT } }, tag);
  expect(parseMailEvent(event)).toEqual({ posting: null, outcome: 'delivered', at: AT, standing: null });
});

it.each([
  ['nothing', undefined],
  ['no object', 'Delivery'],
  ['no detail', { time: AT }],
  ['no kind', { time: AT, detail: { mail: {} } }],
  ['no part of its kind', sesEvent('Bounce')],
  ['no type of bounce', sesEvent('Bounce', { bounce: { timestamp: AT } })],
  ['a time that is none', delivered('yesterday')],
  ['no mail', { time: AT, detail: { eventType: 'Delivery', delivery: { timestamp: AT } } }],
])('refuses an event with %s, so that it comes again and is noticed', (_, event) => {
  expect(() => parseMailEvent(event)).toThrow(MalformedMailEventError);
});

it('says nothing of anybody’s address in a refusal', () => {
  const refused = () => parseMailEvent(bounced('ada@example.org'));
  expect(refused).toThrow(/^(?!.*ada@)/);
  expect(refused).toThrow('timestamp');
});
