import type * as z from 'zod/mini';
import type { Headers } from '../network/headers';
import type { AccessTokens } from './access-tokens';

/** What logins need of the world. */
export interface LoginWorld {
  /** a secret's value. @throws FetchError naming the secret where there is none */
  secret: (name: string) => Promise<string>;
  tokens: AccessTokens;
  /** ms since 1970 */
  now: () => number;
}

/** What is about to be asked. */
export interface AskedRequest {
  method: 'GET';
  url: URL;
}

/** One way of logging into a source: the settings that it takes, and the headers that it makes of them. */
export interface Scheme<Schema extends z.ZodMiniType> {
  settings: Schema;
  /** The headers that log one request in. @throws FetchError where they cannot be made */
  headers(settings: z.infer<Schema>, asked: AskedRequest, world: LoginWorld): Promise<Headers>;
  /** Told that the server refused those headers: whether there are other ones now. @throws FetchError */
  renew?(settings: z.infer<Schema>, rejected: Headers, world: LoginWorld): Promise<boolean>;
}

/** A scheme, as it is; what its functions take follows from its schema. */
export const scheme = <Schema extends z.ZodMiniType>(parts: Scheme<Schema>): Scheme<Schema> => parts;
