import { STOLEN } from '../hostile-news';
import type { Stage } from '../stage';

/** That nothing was found wrong means little where nothing would be found. */
export function watchSuite(stage: Stage): void {
  it('notices scripts that run, policies that are broken, and what is asked of others', async () => {
    const visitor = await stage.visit();
    const page = `<!doctype html><title>Bad</title><link rel="icon" href="data:,">
<script>alert('never')</script><script nonce="n">fetch('${STOLEN}/news'); alert('hello'); throw new Error('thrown')</script>`;
    stage.feeds.set('/bad', (_, response) =>
      response
        .writeHead(200, {
          'content-type': 'text/html',
          'content-security-policy':
            "default-src 'none'; script-src 'nonce-n'; connect-src 'self'; img-src data:",
        })
        .end(page),
    );
    await visitor.page.goto(stage.feeds.url('/bad'), { waitUntil: 'networkidle' });
    const faults = visitor.faults.splice(0).join('\n');
    for (const fault of [
      /^console: Content-Security-Policy: script-src-elem inline/m,
      /^asked fetch .*\/stolen\/news$/m,
      /^dialog: hello$/m,
      /^uncaught: thrown$/m,
      /^console: .*status of 404/m,
    ]) {
      expect(faults).toMatch(fault);
    }
    expect(faults).not.toContain('never');
  });
}
