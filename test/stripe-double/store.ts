import { type Form, textOf } from './form';
import { invalid, noSuch } from './refusal';

/** An object of Stripe's, as it is answered. */
export interface StripeObject {
  id: string;
  object: string;
  created: number;
  [field: string]: unknown;
}

/** All objects of an account, in the order in which they were made. */
export class Store {
  private readonly objects = new Map<string, StripeObject>();

  add(object: StripeObject): StripeObject {
    this.objects.set(object.id, object);
    return object;
  }

  find(kind: string, id: string | undefined): StripeObject | undefined {
    const found = id === undefined ? undefined : this.objects.get(id);
    return found?.object === kind ? found : undefined;
  }

  /** @throws Refusal where there is none */
  get(kind: string, id: string, param?: string): StripeObject {
    const found = this.find(kind, id);
    if (found === undefined)
      throw noSuch(kind.replaceAll(/[._]/g, ' '), id, param, param === undefined ? 404 : 400);
    return found;
  }

  /** Newest first, as Stripe lists everything. */
  all(kind: string): StripeObject[] {
    return [...this.objects.values()].filter(({ object }) => object === kind).reverse();
  }

  /** A page of a list. @see https://docs.stripe.com/api/pagination */
  page(url: string, all: StripeObject[], form: Form): unknown {
    const limit = Number(textOf(form, 'limit') ?? 10);
    if (!Number.isInteger(limit) || limit < 1 || limit > 100) throw invalid('limit', 'Invalid integer');
    const after = textOf(form, 'starting_after');
    const start = after === undefined ? 0 : all.findIndex(({ id }) => id === after) + 1;
    if (after !== undefined && start === 0) throw noSuch('object', after, 'starting_after');
    return {
      object: 'list',
      url,
      has_more: all.length > start + limit,
      data: all.slice(start, start + limit),
    };
  }

  /** A copy in which the named references are the objects that they refer to. @throws Refusal where one is none */
  expanded(answer: unknown, paths: string[]): unknown {
    const copy: unknown = structuredClone(answer);
    for (const path of paths) this.expand(copy, path.split('.'), path);
    return copy;
  }

  private expand(place: unknown, [name = '', ...rest]: string[], path: string): void {
    if (place === null || typeof place !== 'object') return;
    const holder = place as Record<string, unknown>;
    const value = holder[name];
    if (Array.isArray(value)) {
      for (const one of value) this.expand(one, rest, path);
      return;
    }
    if (typeof value === 'string') {
      const found = this.objects.get(value);
      if (found === undefined) throw invalid('expand', `This property cannot be expanded (${path}).`);
      holder[name] = structuredClone(found);
    } else if (value === undefined && name !== '') {
      throw invalid('expand', `This property cannot be expanded (${path}).`);
    }
    if (rest.length > 0) this.expand(holder[name], rest, path);
  }
}
