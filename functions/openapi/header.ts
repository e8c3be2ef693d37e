import type { JsonSchema } from './components';

/** @see https://spec.openapis.org/oas/v3.1.1.html#header-object */
export interface Header {
  description: string;
  schema: JsonSchema;
}
