/** What Stripe's API refuses, with what it says of it. @see https://docs.stripe.com/api/errors */
export class Refusal extends Error {
  constructor(
    readonly status: number,
    readonly code: string,
    message: string,
    readonly param?: string,
    readonly type = 'invalid_request_error',
  ) {
    super(message);
  }

  get body(): string {
    const { code, message, param, type } = this;
    return JSON.stringify({ error: { code, message, param, type } });
  }
}

export const noSuch = (kind: string, id: string, param?: string, status = 400): Refusal =>
  new Refusal(status, 'resource_missing', `No such ${kind}: '${id}'`, param);

export const missing = (param: string): Refusal =>
  new Refusal(400, 'parameter_missing', `Missing required param: ${param}.`, param);

export const invalid = (param: string, message: string): Refusal =>
  new Refusal(400, 'parameter_invalid', message, param);
