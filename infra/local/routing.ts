import type { RouteResource } from './stack';

/** A route that fits a request, with its path variables decoded. */
export interface Match {
  route: RouteResource;
  pathParameters: Record<string, string>;
}

/** How closely a segment of a route names one of a path: the higher, the closer. */
const LITERAL = 2;
const VARIABLE = 1;
const GREEDY = 0;

/**
 * Picks a request's route as an HTTP API does: the one with its method (or `ANY`) that names the path most
 * closely, a literal segment before a variable before a greedy variable, else `$default`.
 * @param path decoded, such as `/articles/1`
 * @returns null where there is not even a `$default`
 * @see https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-develop-routes.html
 */
export function matchRoute(routes: readonly RouteResource[], method: string, path: string): Match | null {
  let best: { match: Match; closeness: number[] } | null = null;
  for (const route of routes) {
    const [routeMethod = '', pattern = ''] = route.key.split(' ');
    if (routeMethod !== method && routeMethod !== 'ANY') continue;
    const fit = fitPath(pattern, path);
    if (fit === null) continue;
    const closeness = [...fit.closeness, routeMethod === method ? 1 : 0];
    if (best === null || isCloser(closeness, best.closeness)) {
      best = { match: { route, pathParameters: fit.parameters }, closeness };
    }
  }
  if (best !== null) return best.match;
  const otherwise = routes.find(({ key }) => key === '$default');
  return otherwise === undefined ? null : { route: otherwise, pathParameters: {} };
}

function fitPath(
  pattern: string,
  path: string,
): { closeness: number[]; parameters: Record<string, string> } | null {
  const expected = pattern.split('/');
  const actual = path.split('/');
  const closeness: number[] = [];
  const parameters: Record<string, string> = {};
  for (const [index, segment] of expected.entries()) {
    const [, name, plus] = /^\{([^}+]+)(\+?)\}$/.exec(segment) ?? [];
    const value = actual[index];
    if (value === undefined) return null;
    if (name !== undefined && plus === '+') {
      parameters[name] = actual.slice(index).join('/');
      return parameters[name] === '' ? null : { closeness: [...closeness, GREEDY], parameters };
    }
    if (name === undefined && segment !== value) return null;
    if (name !== undefined) {
      if (value === '') return null;
      parameters[name] = value;
    }
    closeness.push(name === undefined ? LITERAL : VARIABLE);
  }
  return expected.length === actual.length ? { closeness, parameters } : null;
}

function isCloser(a: number[], b: number[]): boolean {
  const index = a.findIndex((value, at) => value !== b[at]);
  return index >= 0 && (a[index] ?? 0) > (b[index] ?? 0);
}
