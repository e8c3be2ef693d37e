import * as z from 'zod/mini';
import { type Documentation, type JsonSchema, schemaObject } from './components';

/** @see https://spec.openapis.org/oas/v3.1.1.html#parameter-object */
export interface Parameter {
  name: string;
  in: 'query' | 'path' | 'header';
  description: string;
  required: boolean;
  schema: JsonSchema;
  /** given once for each value of a list */
  explode?: true;
}

/**
 * The parameters of a query, from the schema that checks them.
 * @param documented what each is, with keywords for what the schema checks by functions. One that nobody documents
 * does not compile.
 */
export function queryParameters<Shape extends Record<string, z.ZodMiniType>>(
  schema: z.ZodMiniObject<Shape>,
  documented: { [Name in keyof Shape]-?: Documentation },
): Parameter[] {
  const { properties = {}, required = [] } = z.toJSONSchema(schema, { io: 'input' });
  return Object.entries(properties).map(([name, property]) => {
    const { description = '', ...keywords }: Partial<Documentation> = documented[name] ?? {};
    const checked = { ...schemaObject(property), ...keywords };
    return {
      name,
      in: 'query',
      description,
      required: required.includes(name),
      schema: checked,
      ...(checked.type === 'array' && { explode: true }),
    };
  });
}

/** The `{id}` of a path. @param example an id of its kind */
export const pathId = (description: string, pattern: string, example: string): Parameter => ({
  name: 'id',
  in: 'path',
  description,
  required: true,
  schema: { type: 'string', pattern, examples: [example] },
});
