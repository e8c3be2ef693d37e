import { existsSync, readFileSync } from 'node:fs';
import type { IncomingMessage } from 'node:http';
import path from 'node:path';
import { Sessions } from '../../cli/sessions';
import { temporaryFolders } from '../infra/local/temporary-folder';
import { news } from './news';
import { answerJson, type Outside, outsides, type Respond } from './outside';

const outside = outsides();
const temporaryFolder = temporaryFolders();

export const EMAIL = 'me@example.com';
export const SESSION = 'e30.a-secret-session.c2ln';
export const ACCOUNT = {
  email: EMAIL,
  plan: 'subscription',
  status: 'active',
  accessUntil: '2026-12-22T23:30:00.000Z',
  reason: 'Your subscription is paid until 22 December 2026 and renews itself.',
  actionUrl: null,
  digest: null,
  mail: 'ok',
};

/** What members need of a service, where all goes well; some of it may go otherwise. */
const serving =
  (otherwise: Record<string, Respond> = {}): Respond =>
  (request, response, url) => {
    const routes: Record<string, Respond> = {
      'POST /sign-in': () => answerJson(response, { sent: true }, 202),
      'POST /sign-in/confirm': () => answerJson(response, { token: SESSION }),
      'POST /sign-out': () => response.writeHead(204).end(),
      'GET /me': () => answerJson(response, ACCOUNT),
      ...otherwise,
    };
    routes[`${request.method} ${url.pathname}`]?.(request, response, url);
  };

export const problem =
  (status: number, detail: string, headers: Record<string, string> = {}): Respond =>
  (_, response) => {
    for (const [name, value] of Object.entries(headers)) response.setHeader(name, value);
    answerJson(response, { title: 'No', status, detail }, status);
  };

/** One person at one service. */
export async function person(otherwise?: Record<string, Respond>) {
  const service = await outside(serving(otherwise));
  const folder = temporaryFolder();
  const file = path.join(folder, 'newsreel', 'sessions.json');
  return {
    service,
    folder,
    sessions: new Sessions(file),
    kept: () => (existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')) : null),
    /** How a command ends, with the service's own address as URL. */
    run: async (args: string[], env: Record<string, string> = {}, input?: string, staysOpen = false) => {
      const { code, stdout, stderr } = await news(args, {
        env: { NEWS_URL: service.url, XDG_CONFIG_HOME: folder, TZ: 'Europe/Berlin', ...env },
        ...(input !== undefined && { input, staysOpen }),
      });
      const shown = (text: string) => text.replaceAll(service.url, 'URL').replaceAll(folder, 'FOLDER');
      return { code, stdout: shown(stdout), stderr: shown(stderr) };
    },
  };
}

export const asked = ({ requests }: Outside) => requests.map(({ method, url }) => `${method} ${url}`);
export const authorizationOf = ({ headers }: IncomingMessage) => headers.authorization;

export const WORKING_LINK = 'https://news.example/sign-in?token=a.link-token';
export const linkOf = ({ url }: Outside) => `${url}/sign-in?token=a.link-token`;
export const IS_ON_ITS_WAY = `A mail to ${EMAIL} is on its way. Its link works once, within 15 minutes.\n`;
