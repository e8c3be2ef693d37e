/** How the admin shows the token. @see https://spec.openapis.org/oas/v3.1.1.html#security-scheme-object */
export const SECURITY_SCHEMES = {
  bearer: { type: 'http', scheme: 'bearer', description: 'The admin token (RFC 6750)' },
  basic: {
    type: 'http',
    scheme: 'basic',
    description: 'The admin token as the user name, with no password (RFC 7617)',
  },
};

/** What an operation for the admin needs: either scheme. */
export const ADMIN = Object.keys(SECURITY_SCHEMES).map((name) => ({ [name]: [] }));
