import type { Browser, BrowserContext, BrowserContextOptions, Page, Request } from 'playwright-core';

/** Where a visitor may get to. */
export interface Allowed {
  /** ours, without a slash at the end */
  origin: string;
  /** of the news' own servers: pictures come from there, and nothing else */
  pictures?: string;
  /** pages that links and forms lead to */
  elsewhere?: readonly string[];
}

/** Of policies that were broken a page hears, also where the console has nothing of them. */
const REPORT_VIOLATIONS = `addEventListener('securitypolicyviolation', ({ violatedDirective, blockedURI }) =>
  console.error('Content-Security-Policy: ' + violatedDirective + ' ' + blockedURI));`;

/** Somebody with a browser of their own, and all that goes wrong in it. */
export class Visitor {
  /** what no page of ours should do, in words */
  readonly faults: string[] = [];
  private readonly expected: RegExp[] = [];
  private readonly accepted: RegExp[] = [];

  private constructor(
    readonly context: BrowserContext,
    readonly page: Page,
    private readonly allowed: Allowed,
  ) {}

  static async enter(
    browser: Browser,
    allowed: Allowed,
    options: BrowserContextOptions = {},
  ): Promise<Visitor> {
    const context = await browser.newContext({ baseURL: allowed.origin, locale: 'en-GB', ...options });
    context.setDefaultTimeout(8_000);
    await context.addInitScript(REPORT_VIOLATIONS);
    const visitor = new Visitor(context, await context.newPage(), allowed);
    visitor.watch();
    return visitor;
  }

  /** Says that something of this kind belongs to the test, such as the 404 that it asks for. */
  expect(fault: RegExp): void {
    this.expected.push(fault);
  }

  /** Says yes to questions of this kind. No page asks anything else, least of all by an `alert` of somebody else's. */
  accept(question: RegExp): void {
    this.accepted.push(question);
  }

  leave(): Promise<void> {
    return this.context.close();
  }

  private watch(): void {
    const { context } = this;
    context.on('console', (message) => {
      if (['error', 'warning'].includes(message.type())) {
        this.report(`console: ${message.text()} (${message.location().url})`);
      }
    });
    context.on('weberror', (error) => this.report(`uncaught: ${error.error().message}`));
    context.on('dialog', (dialog) => {
      const isAccepted = this.accepted.some((question) => question.test(dialog.message()));
      if (!isAccepted) this.report(`dialog: ${dialog.message()}`);
      void (isAccepted ? dialog.accept() : dialog.dismiss());
    });
    context.on('request', (request) => {
      if (!this.mayAsk(request)) this.report(`asked ${request.resourceType()} ${request.url()}`);
    });
    context.on('requestfailed', (request) => {
      const { errorText = '' } = request.failure() ?? {};
      // What nobody needs any more, such as the answer to a search that was typed on.
      if (errorText !== 'net::ERR_ABORTED') this.report(`failed ${request.url()}: ${errorText}`);
    });
  }

  private mayAsk(request: Request): boolean {
    const { protocol, origin } = new URL(request.url());
    const { pictures, elsewhere = [] } = this.allowed;
    if (protocol === 'data:' || protocol === 'blob:' || origin === this.allowed.origin) return true;
    if (origin === pictures && request.resourceType() === 'image') return true;
    return elsewhere.includes(origin) && request.isNavigationRequest();
  }

  private report(fault: string): void {
    if (!this.expected.some((one) => one.test(fault))) this.faults.push(fault);
  }
}
