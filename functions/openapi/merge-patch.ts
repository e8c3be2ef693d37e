import { type JsonSchema, reference, referredBy, schemaObject } from './components';

type Schemas = Record<string, JsonSchema>;

/**
 * Schemas of what may change an object: a JSON Merge Patch of it. Any field may be left out, and null takes away one
 * that need not be there. What fields say of each other holds for the outcome, not for the patch.
 * @param schemas components by name
 * @param root the name of the component that may be changed
 * @param fixed names of its fields that stay as they are
 * @returns `<name>Changes` for it and for each component that it leads to
 * @see https://www.rfc-editor.org/rfc/rfc7396
 */
export function mergePatchSchemas(schemas: Schemas, root: string, fixed: readonly string[]): Schemas {
  const patches: Schemas = {};
  const waiting = [root];
  const toChanges = (ref: string): JsonSchema => {
    const name = referredBy(ref);
    waiting.push(name);
    return reference(changesOf(name));
  };
  for (let name = waiting.pop(); name !== undefined; name = waiting.pop()) {
    if (changesOf(name) in patches) continue;
    patches[changesOf(name)] = {
      ...patchOf(schemas[name] ?? {}, toChanges, name === root ? fixed : []),
      description: `Changes of ${name}, as a JSON Merge Patch (RFC 7396): null takes a field away.`,
    };
  }
  return patches;
}

/** The name of the component with the changes of another. */
export const changesOf = (name: string): string => `${name}Changes`;

type ToChanges = (ref: string) => JsonSchema;

function patchOf(schema: JsonSchema, toChanges: ToChanges, fixed: readonly string[] = []): JsonSchema {
  const { $ref, default: _, ...rest } = schema;
  if ($ref !== undefined) return { ...rest, ...toChanges($ref) };
  if (rest.type === 'object') return patchOfObject(rest, toChanges, fixed);
  // A part of one of them may be a part of another as well, and need not say of which.
  const { oneOf, anyOf = oneOf, discriminator: __, ...annotations } = rest;
  if (anyOf === undefined) return rest;
  return { ...annotations, anyOf: anyOf.map((option) => patchOf(option, toChanges)) };
}

function patchOfObject(schema: JsonSchema, toChanges: ToChanges, fixed: readonly string[]): JsonSchema {
  const { type, description, properties, required = [], propertyNames, additionalProperties } = schema;
  const fieldPatch = ([name, field]: [string, JsonSchema | boolean]) => {
    const patch = patchOf(schemaObject(field), toChanges);
    return [name, required.includes(name) ? patch : orNull(patch)] as const;
  };
  return withoutUndefined({
    type,
    description,
    properties:
      properties &&
      Object.fromEntries(
        Object.entries(properties)
          .filter(([name]) => !fixed.includes(name))
          .map(fieldPatch),
      ),
    propertyNames,
    additionalProperties:
      typeof additionalProperties === 'object'
        ? orNull(patchOf(additionalProperties, toChanges))
        : additionalProperties,
  });
}

function orNull({ description, ...schema }: JsonSchema): JsonSchema {
  return withoutUndefined({ description, anyOf: [schema, { type: 'null' }] });
}

const withoutUndefined = (schema: { [Keyword in keyof JsonSchema]: JsonSchema[Keyword] | undefined }) =>
  Object.fromEntries(Object.entries(schema).filter(([, value]) => value !== undefined)) as JsonSchema;
