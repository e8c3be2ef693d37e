import { publicApi } from '../http/api';
import { conditional } from '../http/conditional';
import { NO_PARAMETERS, readParameters } from '../http/parameters';
import { openApiDocument } from './document';

const AN_HOUR = { 'cache-control': 'public, max-age=3600' };

/** Made once, as the process starts: it is the same for everyone. */
const DOCUMENT = JSON.stringify(openApiDocument());

/** `GET /openapi.json`: what the whole API takes and answers. */
export const handler = publicApi(async (request) => {
  readParameters(NO_PARAMETERS, request.query);
  return conditional(request, AN_HOUR, async () => ({
    status: 200,
    headers: { 'content-type': 'application/json; charset=utf-8' },
    body: DOCUMENT,
  }));
});
