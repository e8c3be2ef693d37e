import type { IncomingHttpHeaders } from 'node:http';
import type * as z from 'zod/mini';
import { parseUrl } from '../functions/text/parse-url';
import { Failure, RequestFailure, UsageError } from './errors';
import { type HttpAnswer, type HttpRequest, requestHttp } from './http';
import { networkTrouble } from './network-error';
import { plain } from './plain';
import { refusalOf } from './refusal';
import { type Patience, withRetries } from './retry';
import type { Service } from './service';

/** A successful answer. */
export interface Answer {
  url: URL;
  headers: IncomingHttpHeaders;
  /** the body, decompressed, as it comes; @throws RequestFailure where it breaks off or stalls */
  chunks(): AsyncGenerator<Uint8Array, void>;
}

/** API Gateway gives up after 30 s. */
const PATIENCE_MS = 35_000;

/** Three of these outlast the throttle of exports, a part in four seconds, for some who export at the same time. */
const THROTTLED_MS = 6_000;

/** More of an answer that is no success is not read. */
const LONGEST_REFUSAL = 64 * 1024;

/** The API of one service, as its client sees it. What it throws has the token taken out of its message. */
export class Client {
  private hasAnswered = false;

  /**
   * @param stop ends every request
   * @param patience how long and how often it tries
   */
  constructor(
    readonly service: Service,
    readonly stop: AbortSignal,
    readonly patience: Patience = {
      answerMs: PATIENCE_MS,
      waitsMs: [300, 1_000, 3_000],
      throttledMs: THROTTLED_MS,
    },
  ) {}

  /** What a person calls it. */
  get name(): string {
    return this.service.base.href.replace(/\/$/, '');
  }

  /** @param path below the service's URL, without a slash before it */
  url(path: string, query = new URLSearchParams()): URL {
    const url = new URL(path, this.service.base);
    url.search = query.toString();
    return url;
  }

  /** GETs JSON, again where that may help. @throws RequestFailure, UsageError where a parameter is refused */
  get<T>(shape: z.ZodMiniType<T>, url: URL): Promise<T> {
    return withRetries(async () => this.parse(shape, await this.open(url)), this.patience, this.stop);
  }

  /** Sends what may change something, once. @throws RequestFailure, UsageError where a field is refused */
  async send<T>(shape: z.ZodMiniType<T>, url: URL, request: HttpRequest): Promise<T> {
    return this.parse(shape, await this.open(url, request));
  }

  /** Sends what is answered by success and nothing else, once. @throws RequestFailure */
  async sendOnly(url: URL, request: HttpRequest): Promise<void> {
    const said = await textOf(await this.open(url, request));
    if (said !== '') throw this.stranger('something else than its API does');
  }

  /** GETs text. @throws RequestFailure */
  getText(url: URL): Promise<{ text: string; type: string }> {
    return withRetries(
      async () => {
        const answer = await this.open(url);
        return { text: await textOf(answer), type: answer.headers['content-type'] ?? '' };
      },
      this.patience,
      this.stop,
    );
  }

  /**
   * One request, as far as the beginning of its answer.
   * @param stop ends it
   * @throws RequestFailure, UsageError
   */
  async open(url: URL, request: HttpRequest = {}, stop = this.stop): Promise<Answer> {
    const timer = new AnswerTimer(this.patience.answerMs, stop);
    try {
      const asked = { ...request, headers: this.headers(request) };
      const response = await requestHttp(url, asked, timer.signal);
      this.hasAnswered = true;
      const answer = { url, headers: response.headers, chunks: () => this.read(response, timer) };
      if (response.status < 200 || response.status > 299) throw await this.refused(response, answer);
      timer.pause();
      return answer;
    } catch (error) {
      timer.end();
      throw this.explained(error, timer);
    }
  }

  /** Whatever is there is no Newsreel. */
  stranger(found: string): RequestFailure {
    return new RequestFailure(`${this.name} is no Newsreel: it answers with ${found}. Check the URL.`, false);
  }

  private headers({ headers }: HttpRequest): Record<string, string> {
    const { token } = this.service;
    return {
      'user-agent': 'newsreel-cli',
      ...(token !== null && { authorization: `Bearer ${token}` }),
      ...headers,
    };
  }

  private async *read(response: HttpAnswer, timer: AnswerTimer): AsyncGenerator<Uint8Array, void> {
    try {
      timer.restart();
      for await (const chunk of response.body) {
        timer.pause();
        yield chunk;
        timer.restart();
      }
    } catch (error) {
      throw this.explained(error, timer);
    } finally {
      timer.end();
    }
  }

  private async parse<T>(shape: z.ZodMiniType<T>, answer: Answer): Promise<T> {
    const text = await textOf(answer);
    const type = answer.headers['content-type'] ?? '';
    if (/html/i.test(type) || /^\s*</.test(text)) throw this.stranger('a web page');
    const parsed = shape.safeParse(parseJson(text));
    if (!parsed.success) throw this.stranger('something else than its API does');
    return parsed.data;
  }

  private async refused(response: HttpAnswer, answer: Answer): Promise<Error> {
    const { status, headers } = response;
    const { location } = headers;
    if (status < 400)
      return this.stranger(location === undefined ? `HTTP ${status}` : redirectTo(answer.url, location));
    const body = await textOf(answer, LONGEST_REFUSAL);
    const said = refusalOf(status, headers['content-type'] ?? '', body, this.service);
    if (said === null) return this.stranger(`HTTP ${status} ${plain(response.statusText)}`.trim());
    const message = this.withoutToken(status === 400 ? said : `${this.name}: ${said}`);
    if (status === 400) return new UsageError(message);
    return new RequestFailure(message, status === 429 || status >= 500, retryAfter(headers), status);
  }

  private explained(error: unknown, timer: AnswerTimer): unknown {
    if (error instanceof Failure || error instanceof UsageError || this.stop.aborted) return error;
    if (timer.isOver)
      return new RequestFailure(`${this.name} did not answer in time. Try again later.`, this.hasAnswered);
    const { message, mayPass } = networkTrouble(error);
    const start = this.service.isLocalRun && !this.hasAnswered ? ' Start it with `npm start`.' : '';
    return new RequestFailure(
      this.withoutToken(`${this.name} ${sentence(message)}${start}`),
      mayPass || this.hasAnswered,
    );
  }

  /** A server may repeat what it was sent. */
  private withoutToken(message: string): string {
    const { token } = this.service;
    return token === null ? message : message.replaceAll(token, '…');
  }
}

/** Ends a request whose server stays silent for too long, or that nobody waits for any more. */
class AnswerTimer {
  isOver = false;
  private readonly controller = new AbortController();
  private timer: NodeJS.Timeout;

  constructor(
    private readonly ms: number,
    private readonly stop: AbortSignal,
  ) {
    this.timer = setTimeout(this.onTime, ms);
    stop.addEventListener('abort', this.onStop);
    if (stop.aborted) this.onStop();
  }

  get signal(): AbortSignal {
    return this.controller.signal;
  }

  /** While the server waits for us. */
  pause(): void {
    clearTimeout(this.timer);
  }

  restart(): void {
    this.pause();
    this.timer = setTimeout(this.onTime, this.ms);
  }

  end(): void {
    this.pause();
    this.stop.removeEventListener('abort', this.onStop);
  }

  private readonly onTime = (): void => {
    this.isOver = true;
    this.controller.abort();
  };

  private readonly onStop = (): void => this.controller.abort();
}

async function textOf(answer: Answer, most = Number.POSITIVE_INFINITY): Promise<string> {
  const chunks: Uint8Array[] = [];
  let bytes = 0;
  for await (const chunk of answer.chunks()) {
    chunks.push(chunk);
    bytes += chunk.length;
    if (bytes >= most) break;
  }
  return Buffer.concat(chunks).toString('utf8');
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function redirectTo(from: URL, location: string): string {
  const target = parseUrl(location, from.href);
  return target === null ? 'a redirect' : `a redirect to ${plain(target.origin)}`;
}

/** In ms; seconds or a date. @see https://www.rfc-editor.org/rfc/rfc9110#section-10.2.3 */
function retryAfter({ 'retry-after': value = '' }: IncomingHttpHeaders): number | null {
  const ms = /^\d+$/.test(value) ? Number(value) * 1_000 : Date.parse(value) - Date.now();
  return Number.isNaN(ms) ? null : Math.max(0, ms);
}

const sentence = (text: string): string => (/[.?!]$/.test(text) ? text : `${text}.`);
