import type { APIGatewayProxyEventV2 } from 'aws-lambda';

/** A name or an address, and a port: nothing that would make another URL of it. */
const HOST = /^(?:[\w.-]+|\[[\da-f:]+\])(?::\d+)?$/i;

/** The URL that was asked for. The query is encoded afresh: gateways pass on what no URL may hold. */
export function urlOf({ headers, rawPath, rawQueryString, requestContext }: APIGatewayProxyEventV2): URL {
  const scheme = headers['x-forwarded-proto'] === 'http' ? 'http' : 'https';
  // Of the two only the header has a port.
  const [host = 'localhost'] = [headers['host'], requestContext.domainName].filter(
    (name) => name !== undefined && HOST.test(name) && URL.canParse(`${scheme}://${name}`),
  );
  const url = new URL(`${scheme}://${host}`);
  url.pathname = rawPath;
  url.search = new URLSearchParams(rawQueryString).toString();
  return url;
}
