import { Ajv2020, type ValidateFunction } from 'ajv/dist/2020';
import addFormats from 'ajv-formats';
import type { JsonSchema } from '../../../functions/openapi/components';
import { openApiDocument } from '../../../functions/openapi/document';

/** What these tests read of an OpenAPI document, as clients get it. */
interface Document {
  openapi: string;
  info: { version: string };
  tags: { name: string }[];
  paths: Record<string, Record<string, Operation>>;
  components: Record<string, Record<string, object>>;
}

type Referable<Value> = Value | { $ref: string };

export interface Operation {
  operationId: string;
  summary: string;
  tags: string[];
  security?: Record<string, string[]>[];
  parameters?: Referable<Parameter>[];
  requestBody?: { description: string; required: boolean; content: Record<string, MediaType> };
  responses: Record<string, Referable<Response>>;
}

export interface Parameter {
  name: string;
  in: string;
  description: string;
  required: boolean;
  schema: JsonSchema;
}

export interface MediaType {
  schema: JsonSchema;
  example?: unknown;
  examples?: Record<string, { value: unknown }>;
}

export interface Response {
  description: string;
  content?: Record<string, MediaType>;
  headers?: Record<string, Referable<{ description: string; schema: JsonSchema }>>;
}

export const api = JSON.parse(JSON.stringify(openApiDocument())) as Document;

/** All operations by their routes, such as `GET /articles/{id}`. */
export const operations = new Map<string, Operation>(
  Object.entries(api.paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, operation]) => [`${method.toUpperCase()} ${path}`, operation]),
  ),
);

/** @throws Error where the document has no such route */
export function operationOf(route: string): Operation {
  const operation = operations.get(route);
  if (operation === undefined) throw new Error(`The document has no ${route}`);
  return operation;
}

/** What a reference leads to, or the value itself. @throws Error where it leads nowhere */
export function resolved<Value extends object>(value: Referable<Value>): Value {
  if (!('$ref' in value)) return value;
  const [, , kind = '', name = ''] = value.$ref.split('/');
  const found = value.$ref.startsWith('#/components/') ? api.components[kind]?.[name] : undefined;
  if (found === undefined) throw new Error(`${value.$ref} leads nowhere`);
  return found as Value;
}

/** A header that an operation is sent with. @throws Error where the document has no such header */
export function headerOf(route: string, name: string): Parameter {
  const found = (operationOf(route).parameters ?? []).map(resolved).find((one) => one.name === name);
  if (found?.in !== 'header') throw new Error(`${route} has no header ${name}`);
  return found;
}

/** Every object inside of a value, and itself. */
export function* objectsIn(value: unknown): Generator<Record<string, unknown>> {
  if (typeof value !== 'object' || value === null) return;
  yield value as Record<string, unknown>;
  for (const member of Object.values(value)) yield* objectsIn(member);
}

/** Where schemas find the components that they refer to: there each is compiled once. */
const DOCUMENT = 'https://news.example/openapi.json';

/** The same schema, that lets no field through that it does not know. */
function closed(schema: unknown): unknown {
  if (typeof schema !== 'object' || schema === null) return schema;
  if (Array.isArray(schema)) return schema.map(closed);
  const all = Object.fromEntries(
    Object.entries(schema).map(([name, value]) => [
      name,
      name === '$ref' ? `${DOCUMENT}${value}` : closed(value),
    ]),
  );
  const isObject = all['type'] === 'object' && all['properties'] !== undefined;
  return isObject ? { additionalProperties: false, ...all } : all;
}

// Conditions name fields without saying anew that it is an object.
const ajv = addFormats(new Ajv2020({ strictTypes: false, strictRequired: false, allErrors: true }));
ajv.addVocabulary(['components', 'discriminator']);
ajv.addSchema({ $id: DOCUMENT, components: closed({ schemas: api.components['schemas'] }) });

const validators = new Map<JsonSchema, ValidateFunction>();

/** What a schema of the document has against a value; nothing where it is valid. A field that it does not know is a fault. */
export function faultsOf(schema: JsonSchema, value: unknown): string[] {
  const validate = validators.get(schema) ?? ajv.compile(closed(schema) as JsonSchema);
  validators.set(schema, validate);
  if (validate(value)) return [];
  return (validate.errors ?? []).map(({ instancePath, message, params }) =>
    `${instancePath} ${message} ${JSON.stringify(params)}`.trim(),
  );
}
