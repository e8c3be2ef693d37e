/** A wrong parameter, and what is wrong with it. */
export interface Fault {
  name: string;
  detail: string;
}

/**
 * An answer that says what is wrong: problem details.
 * @see https://www.rfc-editor.org/rfc/rfc9457
 */
export class Problem extends Error {
  override name = 'Problem';

  constructor(
    readonly status: number,
    readonly title: string,
    readonly detail: string,
    readonly faults: Fault[] = [],
    readonly headers: Record<string, string> = {},
    /** further members of the body: what the caller can do, such as `actionUrl` (RFC 9457, section 3.2) */
    readonly extensions: Record<string, unknown> = {},
  ) {
    super(detail);
  }
}

export const notFound = (detail: string): Problem => new Problem(404, 'Not found', detail);

/**
 * Who asks for what not everybody may has shown no token or a bad one.
 * @param error only where one was shown
 * @see https://www.rfc-editor.org/rfc/rfc6750#section-3
 */
export function unauthorized(detail: string, error?: 'invalid_token'): Problem {
  const challenge = `Bearer realm="Newsreel"${error === undefined ? '' : `, error="${error}"`}`;
  return new Problem(401, 'Unauthorized', detail, [], { 'www-authenticate': challenge });
}

/** Parameters that are wrong, each fault told once. */
export function badParameters(given: Fault[]): Problem {
  const faults = [...new Map(given.map((fault) => [`${fault.name} ${fault.detail}`, fault]))];
  const detail = faults.map(([words]) => words).join('; ');
  return new Problem(
    400,
    'Wrong parameters',
    detail,
    faults.map(([, fault]) => fault),
  );
}

/** The problem's body. `about:blank` says that the status tells its kind. */
export function problemBody({ status, title, detail, faults, extensions }: Problem): Record<string, unknown> {
  const body = { ...extensions, type: 'about:blank', title, status, detail };
  return faults.length > 0 ? { ...body, errors: faults } : body;
}
