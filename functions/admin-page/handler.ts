import { requireAdmin } from '../access/require-admin';
import { adminProblemPage } from '../admin/problem-page';
import { adminSignInPage } from '../admin/sign-in-page';
import { type ApiRequest, api } from '../http/api';
import { readParameters } from '../http/parameters';
import { Problem } from '../http/problem';
import { pageAnswer } from '../pages/answer';
import { openTable } from '../table/client';
import { readOverview } from './overview';
import { adminPage } from './page';
import { adminPageParameters } from './parameters';

/** `GET /admin`: the sources and how they are doing, and all that their keeper does with them. */
export const handler = api(async (request) => {
  if (!(await isAdmin(request))) return adminSignInPage();
  const done = readParameters(adminPageParameters, request.query);
  return pageAnswer(adminPage(await readOverview(openTable(), done.cycle, Date.now()), done));
}, adminProblemPage);

/** Who is a reader alone is asked for the token, as everybody else is. */
async function isAdmin(request: ApiRequest): Promise<boolean> {
  try {
    await requireAdmin(request);
    return true;
  } catch (error) {
    if (error instanceof Problem) return false;
    throw error;
  }
}
