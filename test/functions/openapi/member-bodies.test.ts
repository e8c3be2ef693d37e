import fc from 'fast-check';
import type * as z from 'zod/mini';
import { checkoutFields } from '../../../functions/checkout/fields';
import { idempotencyKey } from '../../../functions/checkout/idempotency-key';
import { confirmFields } from '../../../functions/confirm-sign-in/fields';
import { forgetParameters } from '../../../functions/forget-me/parameters';
import { NO_PARAMETERS } from '../../../functions/http/parameters';
import { Problem } from '../../../functions/http/problem';
import { readFields } from '../../../functions/pages/form';
import { signInFields } from '../../../functions/sign-in/fields';
import { character } from '../../character';
import { faultsOf, headerOf, operationOf } from './described-api';

const JSON_TYPE = 'application/json';
const FORM = 'application/x-www-form-urlencoded';

/** What reads the body of each route. */
const FIELDS: Record<string, z.ZodMiniType> = {
  'POST /sign-in': signInFields,
  'POST /sign-in/confirm': confirmFields,
  'POST /checkout': checkoutFields,
  'POST /passes': signInFields,
  'POST /portal': NO_PARAMETERS,
  'POST /account/delete': forgetParameters,
};

function isTaken(read: () => unknown): boolean {
  try {
    read();
    return true;
  } catch (error) {
    if (error instanceof Problem && error.status === 400) return false;
    throw error;
  }
}

/** Whether a route takes fields as a body of a type. */
const takes = (route: string, type: string, fields: unknown): boolean =>
  isTaken(() => {
    const text =
      type === FORM
        ? new URLSearchParams(fields as Record<string, string>).toString()
        : JSON.stringify(fields);
    return readFields(FIELDS[route] as z.ZodMiniType, {
      headers: { 'content-type': type },
      body: Buffer.from(text),
    });
  });

const describes = (route: string, type: string, fields: unknown): boolean =>
  faultsOf(operationOf(route).requestBody?.content[type]?.schema ?? {}, fields).length === 0;

const GOOD: [route: string, fields: Record<string, string>][] = [
  ['POST /sign-in', { email: 'ada@example.org' }],
  ['POST /sign-in', { email: ' Ada.Lovelace+news@Example.ORG\n' }],
  ['POST /sign-in', { email: 'jorg@bücher.example' }],
  ['POST /sign-in/confirm', { token: 'x' }],
  ['POST /checkout', {}],
  ['POST /checkout', { email: 'ada@example.org' }],
  ['POST /checkout', { plan: 'pass' }],
  ['POST /checkout', { email: 'ada@example.org', plan: 'subscription' }],
  ['POST /passes', { email: 'ada@example.org' }],
  ['POST /portal', {}],
  ['POST /account/delete', {}],
  ['POST /account/delete', { cancel: 'true' }],
];

const BAD: [route: string, fields: unknown][] = [
  ['POST /sign-in', {}],
  ['POST /sign-in', null],
  ['POST /sign-in', []],
  ['POST /sign-in', { email: null }],
  ['POST /sign-in', { email: 7 }],
  ['POST /sign-in', { email: '' }],
  ['POST /sign-in', { email: 'ada' }],
  ['POST /sign-in', { email: 'ada@' }],
  ['POST /sign-in', { email: 'ada@example.org\r\nBcc: eve@example.org' }],
  ['POST /sign-in', { email: 'ada@example.org', admin: true }],
  ['POST /sign-in/confirm', {}],
  ['POST /sign-in/confirm', { token: 7 }],
  ['POST /sign-in/confirm', { token: 'x', email: 'ada@example.org' }],
  ['POST /checkout', { email: 'ada' }],
  ['POST /checkout', { email: null }],
  ['POST /checkout', { plan: 'lifetime' }],
  ['POST /checkout', { amount: '1' }],
  ['POST /passes', {}],
  ['POST /passes', { email: 'ada@example.org', amount: 1 }],
  ['POST /portal', { customer: 'cus_1' }],
  ['POST /account/delete', { cancel: true }],
  ['POST /account/delete', { cancel: 'on' }],
];

const isForForms = (route: string): boolean => operationOf(route).requestBody?.content[FORM] !== undefined;

it.each(GOOD)('%s takes %j, and is described to', (route, fields) => {
  for (const type of isForForms(route) ? [JSON_TYPE, FORM] : [JSON_TYPE]) {
    expect([type, takes(route, type, fields), describes(route, type, fields)]).toEqual([type, true, true]);
  }
});

it.each(BAD)('%s refuses %j, and is described to', (route, fields) => {
  expect([takes(route, JSON_TYPE, fields), describes(route, JSON_TYPE, fields)]).toEqual([false, false]);
});

it('has an example of each kind of body', () => {
  expect(new Set(GOOD.map(([route]) => route))).toEqual(new Set(Object.keys(FIELDS)));
});

/** Addresses, almost addresses, and anything. */
const email = fc.oneof(
  fc.emailAddress(),
  fc.stringMatching(/^\s?[a-zé.+]{1,4}@([a-zü]{1,3}[.。]){1,2}[a-z]{1,3}\s?$/),
  fc.string({ unit: character, maxLength: 12 }),
);

it.each(['POST /sign-in', 'POST /checkout', 'POST /passes'])('whatever %s takes is described', (route) => {
  const fields = fc.record(
    { email, plan: fc.constantFrom('pass', 'subscription', 'other') },
    { requiredKeys: [] },
  );
  fc.assert(
    fc.property(fields, (given) => {
      if (takes(route, JSON_TYPE, given)) expect(describes(route, JSON_TYPE, given)).toBe(true);
    }),
    { numRuns: 500 },
  );
});

describe('the Idempotency-Key', () => {
  const isKey = (key: string) => isTaken(() => idempotencyKey({ headers: { 'idempotency-key': key } }));

  it('must be there for a pass, and may be for a Checkout', () => {
    const required = ['POST /passes', 'POST /checkout'].map(
      (route) => headerOf(route, 'Idempotency-Key').required,
    );
    expect(required).toEqual([true, false]);
  });

  it('is described as it is', () => {
    const { schema } = headerOf('POST /passes', 'Idempotency-Key');
    const key = fc.oneof(
      fc.string(),
      fc.string({ unit: character }),
      fc.integer({ min: 250, max: 260 }).map((length) => 'k'.repeat(length)),
    );
    fc.assert(
      fc.property(key, (text) => {
        // As servers hand over a header's value.
        const value = text.trim();
        expect(faultsOf(schema, value).length === 0).toBe(isKey(value));
      }),
      { examples: [[''], ['a'], ['a b'], ['a\tb'], ['k'.repeat(255)], ['k'.repeat(256)]] },
    );
  });
});
