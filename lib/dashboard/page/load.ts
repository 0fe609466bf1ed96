// Fetches the data of the dashboard.
import type { Overview } from '../view/build.ts';
import { siteOf } from '../view/columns.ts';
import type { Data } from '../view/data.ts';

/** The data. Undefined when the session is over: then the page is loaded again, which asks to sign in. */
export async function load(): Promise<Overview | undefined> {
  const response = await fetch('dashboard/data', { credentials: 'same-origin', cache: 'no-store' });
  if (response.status === 401 || response.status === 403) {
    location.reload();
    return undefined;
  }
  if (!response.ok) throw new Error(`The server answered ${response.status}.`);
  // The page and its data come from one build of one function.
  const data: Data = await response.json();
  return { ...data, sites: data.sites.rows.map(siteOf(data.sites.columns)) };
}
