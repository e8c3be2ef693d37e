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
  ) {
    super(detail);
  }
}

export const notFound = (detail: string): Problem => new Problem(404, 'Not found', detail);

export const badParameters = (faults: Fault[]): Problem =>
  new Problem(
    400,
    'Wrong parameters',
    faults.map(({ name, detail }) => `${name} ${detail}`).join('; '),
    faults,
  );

/** The problem's body. `about:blank` says that the status tells its kind. */
export function problemBody({ status, title, detail, faults }: Problem): Record<string, unknown> {
  const body = { type: 'about:blank', title, status, detail };
  return faults.length > 0 ? { ...body, errors: faults } : body;
}
