import type { APIGatewayProxyStructuredResultV2 } from 'aws-lambda';
import { signAdminSession } from '../../../functions/admin/session';
import type { ApiHandler } from '../../../functions/http/api';
import { request } from '../../request';

/** What a browser is shown. */
export interface Shown {
  status: number;
  headers: Record<string, string>;
  text: string;
}

export interface FormSent {
  fields?: Record<string, string>;
  /** files by the names of their fields */
  files?: [name: string, file: Blob][];
  id?: string;
  cookies?: string[];
  headers?: Record<string, string>;
}

/** The cookie of the admin of a `Service`. */
export const adminCookie = async (): Promise<string> =>
  `__Host-newsreel-admin=${await signAdminSession('the-admin-token', Date.now())}`;

/** Opens a page as the admin. @param target with its query */
export const open = async (target: string, cookies?: string[]): Promise<Shown> =>
  shown(
    await handlerOf('admin-page')(
      request(`GET ${target}`, {
        headers: { accept: 'text/html,*/*;q=0.8' },
        cookies: cookies ?? [await adminCookie()],
      }),
    ),
  );

/** Sends a form as the admin. @param name of the function's folder @param target with its query */
export async function submit(
  name: string,
  target: string,
  { fields = {}, files, id = '', cookies, headers }: FormSent = {},
): Promise<Shown> {
  const form = new FormData();
  for (const [name, file] of files ?? []) form.append(name, file, 'feeds.opml');
  const encoded = new Response(files === undefined ? new URLSearchParams(fields) : form);
  return shown(
    await handlerOf(name)(
      request(`POST ${target}`, {
        headers: {
          'content-type': encoded.headers.get('content-type') ?? '',
          origin: 'https://news.example',
          'sec-fetch-site': 'same-origin',
          ...headers,
        },
        cookies: cookies ?? [await adminCookie()],
        pathParameters: { id },
        body: Buffer.from(await encoded.arrayBuffer()).toString('base64'),
        isBase64Encoded: true,
      }),
    ),
  );
}

const handlerOf =
  (name: string): ApiHandler =>
  async (event) => {
    const { handler } = (await import(`../../../functions/${name}/handler`)) as { handler: ApiHandler };
    return handler(event);
  };

const shown = ({ statusCode = 0, headers = {}, body = '' }: APIGatewayProxyStructuredResultV2): Shown => ({
  status: statusCode,
  headers: headers as Record<string, string>,
  text: body,
});
