import * as z from 'zod/mini';

export type JsonSchema = z.core.JSONSchema.JSONSchema;

/** What the document says of a schema: in words, and by keywords for what zod checks by functions. */
export interface Documentation {
  description: string;
  [keyword: string]: unknown;
}

/** The documentation of schemas. One with an `id` is a component, and referred to wherever it stands. */
const documentation = z.registry<{ id?: string; [keyword: string]: unknown }>();

const COMPONENTS = '#/components/schemas/';

/** The schema, with what the document says of it. */
export function described<Schema extends z.ZodMiniType>(
  schema: Schema,
  description: string,
  keywords: JsonSchema = {},
): Schema {
  documentation.add(schema, { ...keywords, description });
  return schema;
}

/** The schema, as a component of this name. */
export function component<Schema extends z.ZodMiniType>(
  id: string,
  schema: Schema,
  documented: Documentation,
): Schema {
  documentation.add(schema, { ...documented, id });
  return schema;
}

/** Says of each field of an object what it is. A field that nobody describes does not compile. */
export function describeFields<Shape extends Record<string, z.ZodMiniType>>(
  { def }: z.ZodMiniObject<Shape>,
  fields: { [Name in keyof Shape]-?: Documentation },
): void {
  for (const [name, schema] of Object.entries(def.shape)) documentation.add(schema, fields[name] ?? {});
}

/** A schema as an object: true, which lets everything through, is one without keywords. */
export const schemaObject = (schema: JsonSchema | boolean): JsonSchema =>
  typeof schema === 'object' ? schema : {};

/** A reference to a component. */
export const reference = (id: string): JsonSchema => ({ $ref: `${COMPONENTS}${id}` });

/** The name of the component that a reference leads to. */
export const referredBy = (ref: string): string => ref.slice(COMPONENTS.length);

/** A reference to a schema's component. @throws Error where it is none */
export function referenceTo(schema: z.ZodMiniType): JsonSchema {
  const id = documentation.get(schema)?.id;
  if (id === undefined) throw new Error('This schema is no component: it has no name');
  return reference(id);
}

/**
 * All components as JSON Schema, by name. What is sent is described as it comes, before anything is trimmed.
 * @see https://json-schema.org/draft/2020-12
 */
export function componentSchemas(): Record<string, JsonSchema> {
  const { schemas } = z.toJSONSchema(documentation, {
    metadata: documentation,
    uri: (id) => COMPONENTS + id,
    io: 'input',
  });
  return Object.fromEntries(
    // Names of their own would change what references inside of them mean.
    Object.entries(schemas).map(([id, { $schema: _, $id: __, ...schema }]) => [id, schema]),
  );
}
