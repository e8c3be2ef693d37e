import type { Answer, ApiRequest } from '../http/api';
import { conditional } from '../http/conditional';
import { NO_PARAMETERS, readParameters } from '../http/parameters';
import { notFound } from '../http/problem';
import { SCRIPTS, scriptOf } from '../pages/script';

const TYPE = { 'content-type': 'text/javascript; charset=utf-8' };

/** A name says which state of a file it is: nobody needs to ask about it again. */
const FOR_EVER = 'public, max-age=31536000, immutable';

/** `GET /assets/{file}`: a script of our pages. */
export async function asset(request: ApiRequest): Promise<Answer> {
  const { path, query } = request;
  readParameters(NO_PARAMETERS, query);
  const [name, state] = path['file']?.split('.') ?? [];
  const known = SCRIPTS.find((one) => one === name);
  if (known === undefined || !/^[\da-f]{8}$/.test(state ?? '')) throw notFound('There is no such file');
  const { text, file } = scriptOf(known);
  // A page of an earlier version asks for a script that is no more: the one that there is must not pass for it long.
  const kept = file === path['file'] ? FOR_EVER : 'no-cache';
  return conditional(request, { 'cache-control': kept }, async () => ({
    status: 200,
    headers: TYPE,
    body: text,
  }));
}

/** `GET /sw.js`: what lets a browser show, without a connection, the pages that it has had. */
export async function offlineWorker(request: ApiRequest): Promise<Answer> {
  readParameters(NO_PARAMETERS, request.query);
  return conditional(request, { 'cache-control': 'no-cache' }, async () => ({
    status: 200,
    headers: TYPE,
    body: scriptOf('offline').text,
  }));
}
