import { SearchBox } from './search-box.js';
import { openGraphLocale, pageLanguages, wordsIn } from '../words/words.js';
import { legalSettings } from './legal.settings.js';
import { asset } from './assets.js';
import type { Page } from './page.js';
import { legal, parts } from './parts.js';
import type { Visit } from './visit.js';
import { unturned } from '../words/unturned.js';

/** The frame of every page. Without scripts it is complete; with them, `site.js` improves a few elements. */
export function Layout({ page, visit }: { page: Page; visit: Visit }) {
  const { t, site } = visit;
  const { operator, notice = site.isTrial ? t('page.trial') : undefined } = site.settings.of(legalSettings);
  return (
    <html lang={visit.lang}>
      <Head page={page} visit={visit} />
      <body>
        <a class="skip" href="#content">
          {t('page.skip')}
        </a>
        <header class="site-header">
          <div class="wide">
            <a class="brand" href={visit.to()}>
              <svg class="mark" viewBox="0 0 32 32" width="32" height="32" aria-hidden="true">
                <use href={`${asset('mark.svg')}#mark`} />
              </svg>
              <span>{t('page.site.name')}</span>
            </a>
            {!page.more.hasSearch && <SearchBox visit={visit} id="site-q" />}
            <div class="visitor">
              <Languages page={page} visit={visit} />
              <Account visit={visit} />
            </div>
          </div>
          <nav aria-label={t('page.nav.label')}>
            <ul class="wide">
              {parts.map(([path, key]) => (
                <li>
                  <a href={visit.to(path)} aria-current={currentIn(visit.path, path)}>
                    {t(key)}
                  </a>
                </li>
              ))}
            </ul>
          </nav>
          {notice !== undefined && (
            <p class="trial no-print">
              <span class="wide" dir="auto">
                {notice}
              </span>
            </p>
          )}
        </header>
        <main id="content" class="wide" tabIndex={-1}>
          <Trail page={page} visit={visit} />
          {page.body}
        </main>
        <footer class="site-footer">
          <div class="wide">
            <div class="about">
              <p class="brand">{t('page.site.name')}</p>
              <p>{t('page.footer.about')}</p>
              {operator !== undefined && <p>{t('page.footer.operator', { operator })}</p>}
            </div>
            <ul>
              {legal.map(([path, key]) => (
                <li>
                  <a href={visit.to(path)}>{t(key)}</a>
                </li>
              ))}
              <li>
                <a href="/docs">{t('page.footer.api')}</a>
              </li>
            </ul>
          </div>
        </footer>
        <span id="end" hidden />
      </body>
    </html>
  );
}

function Head({ page, visit }: { page: Page; visit: Visit }) {
  const { data, canonicalQuery, isUnlisted, status = 200 } = page.more;
  const [title, description] = [unturned(page.title), unturned(page.more.description ?? '')];
  const canonical = visit.address(visit.lang, canonicalQuery);
  const name = visit.t('page.site.name');
  return (
    <head>
      <meta charSet="utf-8" />
      <meta name="viewport" content="width=device-width, initial-scale=1" />
      <meta name="color-scheme" content="light dark" />
      <title>{title === name ? name : `${title} – ${name}`}</title>
      {description && <meta name="description" content={description} />}
      {isUnlisted && <meta name="robots" content="noindex" />}
      {/* Shown when it is whole: half a frame would move when the rest of it arrives. */}
      <link rel="expect" href="#end" {...{ blocking: 'render' }} />
      <link rel="stylesheet" href={asset('site.css')} />
      <link rel="icon" href={asset('mark.svg')} type="image/svg+xml" />
      {status === 200 && (
        <>
          <link rel="canonical" href={canonical} />
          {pageLanguages.map((lang) => (
            <link rel="alternate" hreflang={lang} href={visit.address(lang, canonicalQuery)} />
          ))}
          <link rel="alternate" hreflang="x-default" href={visit.address('en', canonicalQuery)} />
          <link
            rel="alternate"
            type="application/atom+xml"
            title={visit.t('news.title')}
            href={`/v1/feeds/practices.atom?lang=${visit.lang}`}
          />
          <meta property="og:title" content={title} />
          <meta property="og:type" content={data ? 'article' : 'website'} />
          <meta property="og:url" content={canonical} />
          <meta property="og:site_name" content={name} />
          <meta property="og:locale" content={openGraphLocale(visit.lang)} />
          {description && <meta property="og:description" content={description} />}
        </>
      )}
      {data && <script type="application/ld+json" dangerouslySetInnerHTML={{ __html: embedded(data) }} />}
      <script type="module" src={asset('site.js')} />
    </head>
  );
}

/** JSON inside a page: nothing in it can end the element. */
const embedded = (data: object): string => JSON.stringify(data).replaceAll('<', '\\u003c');

const currentIn = (path: string, part: string): 'page' | 'true' | undefined =>
  path === part ? 'page' : path.startsWith(`${part}/`) ? 'true' : undefined;

/** The way back, from every page but the first: the page itself is named by its heading. */
function Trail({ page, visit }: { page: Page; visit: Visit }) {
  if (visit.path === '') return null;
  const above = parts.filter(([path]) => visit.path.startsWith(`${path}/`));
  const steps = [
    ['', visit.t('page.trail.home')] as const,
    ...above.map(([path, key]) => [path, visit.t(key)] as const),
    ...(page.more.trail ?? []),
  ];
  return (
    <nav class="trail no-print" aria-label={visit.t('page.trail.label')}>
      <ol>
        {steps.map(([path, name]) => (
          <li>
            <a href={visit.to(path)}>
              <bdi>{name}</bdi>
            </a>
          </li>
        ))}
      </ol>
    </nav>
  );
}

/** The same page in another language. */
function Languages({ visit, page }: { visit: Visit; page: Page }) {
  const query = page.more.status === undefined && visit.query.size > 0 ? `?${visit.query.toString()}` : '';
  return (
    <details class="menu">
      <summary>
        <span class="visually-hidden">{visit.t('page.language.label')} </span>
        {visit.words.language(visit.lang)}
      </summary>
      <ul>
        {pageLanguages.map((lang) => (
          <li>
            <a
              href={`/${lang}${visit.path}${query}`}
              lang={lang}
              hreflang={lang}
              aria-current={lang === visit.lang ? 'true' : undefined}
            >
              {wordsIn(lang).language(lang)}
            </a>
          </li>
        ))}
      </ul>
    </details>
  );
}

function Account({ visit }: { visit: Visit }) {
  const { me, t } = visit;
  if (!me) {
    const back = encodeURIComponent(visit.to(visit.path));
    return (
      <a href={`/v1/session/sign-in?returnTo=${back}`} rel="nofollow">
        {t('page.account.signIn')}
      </a>
    );
  }
  return (
    <form class="account" method="post" action={visit.to('/sign-out')}>
      <bdi>{me.name}</bdi>
      <a href={visit.to('/work')}>{t('work.title')}</a>
      <a href={visit.to('/searches')}>{t('saved.title')}</a>
      <button class="link" type="submit">
        {t('page.account.signOut')}
      </button>
    </form>
  );
}
