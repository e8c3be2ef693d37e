import type { APIGatewayProxyEventV2 } from 'aws-lambda';
import type { Feed } from './feed';

/**
 * Where a feed is, as its reader asked for it, and where the API has its root. The query is encoded afresh: gateways
 * pass on what no URL may hold.
 */
export function linksOf({
  headers,
  rawPath,
  rawQueryString,
  requestContext,
}: APIGatewayProxyEventV2): Pick<Feed, 'url' | 'homepage'> {
  const scheme = headers['x-forwarded-proto'] === 'http' ? 'http' : 'https';
  // Of the two only the header has a port.
  const [host = ''] = [headers['host'], requestContext.domainName].filter(
    (name) => name !== undefined && HOST.test(name) && URL.canParse(`${scheme}://${name}`),
  );
  const url = new URL(rawPath, `${scheme}://${host}`);
  url.search = new URLSearchParams(rawQueryString).toString();
  return { url: url.href, homepage: new URL('/', url).href };
}

/** A name or an address, and a port: nothing that would make another URL of it. */
const HOST = /^(?:[\w.-]+|\[[\da-f:]+\])(?::\d+)?$/i;
