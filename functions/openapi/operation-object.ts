import { IF_NONE_MATCH } from './caching';
import type { Operation } from './operation';
import { isTagged, responsesOf } from './responses';
import { SECURITY } from './security';

/** An operation as the document has it. @see https://spec.openapis.org/oas/v3.1.1.html#operation-object */
export function operationObject(operation: Operation) {
  const { operationId, tag, summary, description, who, parameters = [], body } = operation;
  const given = isTagged(operation) ? [...parameters, IF_NONE_MATCH] : parameters;
  const security = SECURITY[who];
  return {
    operationId,
    tags: [tag],
    summary,
    ...(description !== undefined && { description }),
    ...(security !== undefined && { security }),
    ...(given.length > 0 && { parameters: given }),
    ...(body !== undefined && { requestBody: { required: true, ...body } }),
    responses: responsesOf(operation),
  };
}
