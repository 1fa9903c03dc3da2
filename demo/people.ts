import type { Shape } from '#client';
import { Browser } from '#testing';

/** What the API tells a demo person who signs in as a browser does; undefined where only real people can. */
export async function signedIn(url: string, person: string): Promise<Shape<'MeView'> | undefined> {
  const browser = new Browser();
  const people = await browser.follow('GET', `${url}/v1/session/sign-in`);
  if (!new URL(people.url).pathname.startsWith('/people/')) return undefined;
  await browser.follow('POST', `${people.url}/${person}`);
  const me = await browser.send('GET', `${url}/v1/me`);
  return me.status === 200 ? (me.body as Shape<'MeView'>) : undefined;
}
