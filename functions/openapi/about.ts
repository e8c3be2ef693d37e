import type { Operation } from './operation';

export const ABOUT_OPERATIONS: Operation[] = [
  {
    method: 'get',
    path: '/openapi.json',
    operationId: 'getOpenApi',
    tag: 'About',
    summary: 'Get this document',
    who: 'anyone',
    answer: {
      status: 200,
      description: 'OpenAPI 3.1',
      content: {
        'application/json': {
          schema: {
            type: 'object',
            description: 'https://spec.openapis.org/oas/v3.1.1.html#openapi-object',
            properties: {
              openapi: { type: 'string', pattern: '^3\\.1\\.\\d+$' },
            },
            required: ['openapi'],
            // All that OpenAPI has: its own schema says what.
            additionalProperties: true,
          },
        },
      },
    },
  },
];
