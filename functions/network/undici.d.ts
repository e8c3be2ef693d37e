// What undici's own files hold, which it publishes without types.

declare module 'undici/lib/api/api-request' {
  import type { Dispatcher } from 'undici';

  function request(
    this: Dispatcher,
    options: Dispatcher.RequestOptions & { origin: string },
  ): Promise<Dispatcher.ResponseData>;
  export = request;
}

declare module 'undici/lib/core/connect' {
  import { buildConnector } from 'undici';

  export = buildConnector;
}

declare module 'undici/lib/dispatcher/agent' {
  import { Agent } from 'undici';

  export = Agent;
}
