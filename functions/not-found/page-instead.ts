/** What forms send to, which somebody asks for by the address bar, and the pages that the forms are on. */
const FORMS = new Map([
  ['/account/digest', '/account#digest'],
  ['/admin/sign-in', '/admin'],
  ['/admin/sign-out', '/admin'],
  ['/checkout', '/plans'],
  ['/fetch', '/admin'],
  ['/portal', '/account#payments'],
  ['/sign-in/confirm', '/sign-in'],
  ['/sign-out', '/account'],
]);

/** The page that somebody means who asks for what is none; null where there is none to guess. */
export function pageInstead({ pathname, search }: URL): string | null {
  const path = pathname.replace(/\/+$/, '');
  // Two slashes at the beginning would name another host.
  const isWithout = path !== pathname && /^\/[^/]/.test(path);
  return FORMS.get(path) ?? (isWithout ? `${path}${search}` : null);
}
