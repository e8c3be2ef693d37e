import { moveOf } from '../../../functions/sources/moved';
import { makeSource } from '../../source';

const AT = Date.parse('2026-11-22T12:00:00Z');
const DAY = 86_400_000;
const iso = (time: number): string => new Date(time).toISOString();
const NEW = 'https://new.example/feed';

describe('a permanent redirect', () => {
  it('is remembered first', () => {
    expect(moveOf(makeSource(), NEW, AT)).toEqual({ movedTo: NEW, movedSince: iso(AT) });
  });

  it('is believed after a week of the same, and not before', () => {
    const since = (days: number) => makeSource({ movedTo: NEW, movedSince: iso(AT - days * DAY) });
    expect(moveOf(since(6.9), NEW, AT)).toEqual({});
    expect(moveOf(since(7), NEW, AT)).toEqual({ url: NEW, movedTo: null, movedSince: null });
  });

  it('to yet another place begins the week anew', () => {
    const source = makeSource({ movedTo: NEW, movedSince: iso(AT - 8 * DAY) });
    const other = 'https://other.example/feed';
    expect(moveOf(source, other, AT)).toEqual({ movedTo: other, movedSince: iso(AT) });
  });

  it('that is no more is forgotten', () => {
    const source = makeSource({ movedTo: NEW, movedSince: iso(AT - 6 * DAY) });
    expect(moveOf(source, null, AT)).toEqual({ movedTo: null, movedSince: null });
    expect(moveOf(makeSource(), null, AT)).toEqual({});
  });

  it('to the same page over https is believed at once', () => {
    const source = makeSource({ url: 'http://a.example/feed?x=1' });
    const secure = 'https://a.example/feed?x=1';
    expect(moveOf(source, secure, AT)).toEqual({ url: secure, movedTo: null, movedSince: null });
    expect(moveOf(source, 'https://a.example/other', AT)).toMatchObject({ movedSince: iso(AT) });
    expect(moveOf(source, 'https://b.example/feed?x=1', AT)).toMatchObject({ movedSince: iso(AT) });
  });

  it('never takes credentials to another server', () => {
    const auth = { type: 'bearer', token: { secret: 'name' } } as const;
    const movedTo = { movedTo: NEW, movedSince: iso(AT - 30 * DAY) };
    const stays = { movedTo: null, movedSince: null };
    expect(moveOf(makeSource({ auth, ...movedTo }), NEW, AT)).toEqual(stays);
    expect(moveOf(makeSource({ headers: { 'x-team': 'a' } }), NEW, AT)).toEqual({});
    const within = 'https://a.example/moved';
    expect(moveOf(makeSource({ auth }), within, AT)).toEqual({ movedTo: within, movedSince: iso(AT) });
  });
});
