import type { Article } from '../../../functions/article/article';
import { faultsOf } from '../accessibility';
import type { Stage } from '../stage';
import { signInAsAdmin } from './admin';

/** Every page of news is for everybody: nothing for axe-core to find, and nothing to scroll sideways for. */
export function accessibilitySuite(stage: Stage): void {
  it('the pages are accessible, in the light and the dark, on any screen', async () => {
    const { articles } = await stage.service.ask<{ articles: Article[] }>('GET', '/articles?source=courier');
    const visitor = await stage.visit();
    const { page } = visitor;
    visitor.expect(/status of 40[14]/);
    const look = async (path: string) => {
      await page.goto(path);
      expect({ path, faults: await faultsOf(page) }).toEqual({ path, faults: [] });
    };
    await look('/');
    await look('/?search=zanzibarbarian');
    await look('/?source=courier&category=Harbour');
    await look(`/read/${articles[0]?.id}`);
    await look('/from');
    await look('/from/gone');
    await look('/read/01ARZ3NDEKTSV4RRFFQ69G5FAV');
    await look('/nowhere');
    await look('/admin');
    await signInAsAdmin(page, stage);
    await look('/admin');
  }, 60_000);
}
