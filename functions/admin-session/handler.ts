import { ADMIN_COOKIE } from '../admin/cookie';
import { adminProblemPage } from '../admin/problem-page';
import { signAdminSession } from '../admin/session';
import { adminSignInPage } from '../admin/sign-in-page';
import { type Answer, type ApiRequest, api } from '../http/api';
import { NO_PARAMETERS, readParameters } from '../http/parameters';
import { Problem } from '../http/problem';
import { requireSameOrigin } from '../http/same-origin';
import { seeOther } from '../pages/answer';
import { readFields } from '../pages/form';
import { isForm } from '../pages/is-form';
import { adminToken, isAdminToken } from '../secrets/admin-token';
import { adminSignInFields } from './fields';

/** `POST /admin/sign-in`, `POST /admin/sign-out`: the admin's session in a browser, which programs need none of. */
export const handler = api(async (request) => {
  readParameters(NO_PARAMETERS, request.query);
  requireSameOrigin(request);
  return request.url.pathname === '/admin/sign-out' ? signOut(request) : signIn(request);
}, adminProblemPage);

async function signIn(request: ApiRequest): Promise<Answer> {
  if (!isForm(request)) throw new Problem(415, 'Unsupported media type', FOR_FORMS);
  const { token } = readFields(adminSignInFields, request);
  // What was copied from a terminal may bring its line's end along.
  if (!(await isAdminToken(token.trim()))) return adminSignInPage('This is not the admin token.');
  const session = await signAdminSession(await adminToken(), Date.now());
  return seeOther('/admin', [ADMIN_COOKIE.set(request.url, session)]);
}

const signOut = async ({ url }: ApiRequest): Promise<Answer> => seeOther('/', [ADMIN_COOKIE.clear(url)]);

const FOR_FORMS = 'This is for the form of a page. A program shows the admin token itself, as Bearer';
