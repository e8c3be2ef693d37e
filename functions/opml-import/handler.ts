import { requireAdmin } from '../access/require-admin';
import { isFromPage, isUpload } from '../admin/from-page';
import { adminProblemPage } from '../admin/problem-page';
import { decode } from '../feed/decode';
import { type ApiRequest, api, json } from '../http/api';
import { NO_PARAMETERS, readParameters } from '../http/parameters';
import { Problem } from '../http/problem';
import { importFeeds } from '../opml/import';
import { InvalidOpmlError, type OpmlFeed, readOpml } from '../opml/read';
import { seeOther } from '../pages/answer';
import { openTable } from '../table/client';
import { uploadedFile } from './upload';

/**
 * `POST /sources.opml`: many sources more, no server asked. The body is the file, whatever type it says, or a form with
 * the file.
 */
export const handler = api(async (request) => {
  await requireAdmin(request);
  readParameters(NO_PARAMETERS, request.query);
  const imported = await importFeeds(openTable(), read(await textOf(request)));
  if (!isFromPage(request)) return json(200, imported);
  const { added, skipped, failed } = imported;
  return seeOther(`/admin?imported=${added}.${skipped}.${failed}`);
}, adminProblemPage);

async function textOf(request: ApiRequest): Promise<string> {
  const { headers, body } = request;
  if (!isUpload(request)) return decode(body, headers['content-type']);
  const { bytes, type } = await uploadedFile(request);
  return decode(bytes, type);
}

function read(text: string): OpmlFeed[] {
  try {
    return readOpml(text);
  } catch (error) {
    if (error instanceof InvalidOpmlError) throw new Problem(400, 'Wrong body', error.message);
    throw error;
  }
}
