import type { ApiRequest } from '../http/api';
import { badParameters, Problem } from '../http/problem';

/** The one field of the form. */
const FILE_FIELD = 'opml';

/**
 * The file of a form, as a page sends it.
 * @returns its bytes, and the type that the browser takes it for
 * @throws Problem 400 where the form is broken, holds another field or no file
 * @see https://www.rfc-editor.org/rfc/rfc7578
 */
export async function uploadedFile({
  headers,
  body,
}: Pick<ApiRequest, 'headers' | 'body'>): Promise<{ bytes: Uint8Array; type: string }> {
  const form = await formOf(body, headers['content-type'] ?? '');
  const unknown = [...form.keys()].filter((name) => name !== FILE_FIELD);
  if (unknown.length > 0) {
    throw badParameters(
      unknown.map((name) => ({
        name,
        detail: `is not a field of this form: the file is to be in "${FILE_FIELD}"`,
      })),
    );
  }
  const [file, another] = form.getAll(FILE_FIELD);
  if (another !== undefined) throw badParameters([{ name: FILE_FIELD, detail: 'must be one file' }]);
  if (!(file instanceof File) || file.size === 0) {
    throw new Problem(400, 'No file', 'Choose an OPML file first: another reader exports one');
  }
  return { bytes: new Uint8Array(await file.arrayBuffer()), type: file.type };
}

async function formOf(body: Uint8Array, contentType: string): Promise<FormData> {
  try {
    return await new Response(body, { headers: { 'content-type': contentType } }).formData();
  } catch {
    throw new Problem(400, 'Wrong body', 'The form with the file came broken: send it once more');
  }
}
