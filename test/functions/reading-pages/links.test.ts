import { isWayLost, newerPage, olderPage, withoutFilter } from '../../../functions/reading-pages/links';

const here = (query: string, path = '/') => ({ path, given: new URLSearchParams(query) });
const hereAt = (link: string) => here(link.split('?')[1] ?? '', link.split('?')[0]);

describe('links between pages', () => {
  it('lead to older pages and all the way back', () => {
    const links = ['/?search=a+b&source=x&source=y'];
    for (const next of ['C2', 'C3', 'C4']) links.push(olderPage(hereAt(links.at(-1) ?? ''), next));
    expect(links.at(-1)).toBe('/?search=a+b&source=x&source=y&cursor=C4&newer=C2&newer=C3');
    const back = [links.at(-1) ?? ''];
    for (;;) {
      const newer = newerPage(hereAt(back.at(-1) ?? ''));
      if (newer === null) break;
      back.push(newer);
    }
    expect(back.reverse()).toEqual(links);
  });

  it('never grow longer than a request line may be, and then say that they lead to the newest', () => {
    const cursorOf = (page: number) => `01M84716JR4CMK17N8X6C5F1${String(page).padStart(2, '0')}.`;
    let link = '/from/x';
    for (let page = 2; page < 60; page++) link = olderPage(hereAt(link), cursorOf(page));
    expect(link.length).toBeLessThan(1_500);
    const way: (string | null)[] = [];
    while (!isWayLost(hereAt(link))) {
      link = newerPage(hereAt(link)) ?? '';
      way.push(hereAt(link).given.get('cursor'));
    }
    expect(way).toEqual(Array.from({ length: 29 }, (_, steps) => cursorOf(58 - steps)));
    expect(newerPage(hereAt(link))).toBe('/from/x');
    // From there it goes on as from any other page.
    const again = olderPage(hereAt(link), cursorOf(31));
    expect(hereAt(newerPage(hereAt(again)) ?? '').given.get('cursor')).toBe(cursorOf(30));
  });

  it('know the whole way of a few pages', () => {
    expect(isWayLost(here('cursor=C2'))).toBe(false);
    expect(isWayLost(here('cursor=C3&newer=C2'))).toBe(false);
    expect(isWayLost(here(''))).toBe(false);
  });

  it.each([
    ['search', 'a', '/?source=x&source=y&category=k'],
    ['source', 'y', '/?search=a&source=x&category=k'],
    ['category', 'k', '/?search=a&source=x&source=y'],
  ])('leave out the %s %s, and begin anew', (name, value, expected) => {
    const asked = here('search=a&source=x&source=y&category=k&cursor=C3&newer=C2');
    expect(withoutFilter(asked, name, value)).toBe(expected);
  });
});
