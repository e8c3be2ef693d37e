import type { CDPSession } from 'playwright-core';
import type { Stage } from '../stage';

/** What a page asks for, pictures aside: addresses, and bytes as they came over the wire. */
async function weigh(
  session: CDPSession,
  load: () => Promise<unknown>,
): Promise<{ asked: string[]; bytes: number }> {
  const asked = new Map<string, string>();
  let bytes = 0;
  session.on('Network.requestWillBeSent', ({ requestId, request, type }) => {
    if (type !== 'Image' && !request.url.startsWith('data:')) asked.set(requestId, request.url);
  });
  session.on('Network.loadingFinished', ({ requestId, encodedDataLength }) => {
    if (asked.has(requestId)) bytes += encodedDataLength;
  });
  await session.send('Network.enable');
  await load();
  return { asked: [...asked.values()], bytes };
}

export function weightSuite(stage: Stage): void {
  it('brings the first page with at most three requests and less than 50 KB, pictures aside', async () => {
    const { page, context } = await stage.visit();
    const session = await context.newCDPSession(page);
    const { asked, bytes } = await weigh(session, () => page.goto('/', { waitUntil: 'networkidle' }));
    expect(await page.locator('.entry').count()).toBe(50);
    expect(asked.length).toBeLessThanOrEqual(3);
    expect(bytes).toBeGreaterThan(1_000);
    expect(bytes).toBeLessThan(50_000);
  });
}
