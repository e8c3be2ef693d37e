import type { ApiRequest } from '../http/api';
import { isForm } from '../pages/is-form';

type Sent = Pick<ApiRequest, 'headers' | 'body'>;

const UPLOAD_TYPE = /^multipart\/form-data\s*(?:;|$)/i;

/** Whether a form with a file sent this. */
export const isUpload = ({ headers }: Sent): boolean =>
  UPLOAD_TYPE.test(headers['content-type']?.trim() ?? '');

/**
 * Whether the admin's page sent this, which is answered with a page. Who shows a token in the header is a program,
 * whatever type it gives to what it sends: `curl -d ''` calls even nothing a form.
 */
export const isFromPage = (request: Sent): boolean =>
  request.headers['authorization'] === undefined && (isForm(request) || isUpload(request));
