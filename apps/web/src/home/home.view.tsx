import { themes } from '#contracts';
import { Practices } from '../kit/practices.js';
import { SearchBox } from '../page/search-box.js';
import { EuropeMap } from '../map/europe-map.js';
import { Page } from '../page/page.js';
import type { Visit } from '../page/visit.js';
import { Due, type Told } from '../work/work.view.js';
import type { Found } from '../search/search.view.js';

/** @param told what waits for a visitor who has signed in */
export function homePage(visit: Visit, practices: Found, members: number, told?: Told): Page {
  const { t, words } = visit;
  const countries = (practices.facets?.['country'] ?? [])
    .filter(({ code }) => code !== 'not-stated')
    .map((one) => ({ ...one, name: words.code('countries', one.code) }))
    .toSorted(words.frequentFirst);
  const counts = new Map(countries.map(({ code, count }) => [code, count]));
  const labelled = practices.facets?.['label']?.find(({ code }) => code === 'good-practice')?.count ?? 0;
  const total = practices.total ?? 0;
  const all = [
    ['/practices', total, 'home.figures.practices'],
    ['/figures?by=country', counts.size, 'home.figures.countries'],
    ['/members', members, 'home.figures.members'],
    ['/practices?label=good-practice', labelled, 'home.figures.labelled'],
  ] as const;
  const figures = all.filter(([, count]) => count > 0);
  return new Page(
    t('page.site.name'),
    <div class="stack-large">
      {told && (
        <section class="stack" aria-labelledby="work">
          <h2 id="work">{t('work.title')}</h2>
          <Due told={told} visit={visit} />
        </section>
      )}
      <div class="band">
        <div class="wide stack">
          <div class="beside">
            <div class="stack">
              <h1>{t('home.title')}</h1>
              <p class="lead">{t('home.lead')}</p>
              <SearchBox visit={visit} id="q" example={t('home.search.example')} />
            </div>
            <div class="stack">
              <h2>{t('home.themes')}</h2>
              <ul class="chips">
                {themes.map((theme) => (
                  <li>
                    <a class="chip" href={visit.to(`/practices?theme=${theme}`)}>
                      {visit.words.code('themes', theme)}
                    </a>
                  </li>
                ))}
              </ul>
            </div>
          </div>
          <ul class="figures">
            {figures.map(([path, count, key]) => (
              <li>
                <a href={visit.to(path)}>
                  <strong>{visit.words.number(count)}</strong> <span>{t(key, { count })}</span>
                </a>
              </li>
            ))}
          </ul>
        </div>
      </div>
      <section class="stack" aria-labelledby="newest">
        <div class="section-head">
          <h2 id="newest">{t('home.newest')}</h2>
          {total > 0 && <a href={visit.to('/practices')}>{t('home.newest.all', { count: total })}</a>}
        </div>
        {practices.items.length === 0 ? (
          <div class="notice">
            <p>{t('home.newest.none')}</p>
          </div>
        ) : (
          <>
            <p class="quiet">{t('home.newest.about')}</p>
            <Practices items={practices.items} visit={visit} inColumns />
          </>
        )}
      </section>
      <div class="beside side-map">
        <section class="stack" aria-labelledby="where">
          <h2 id="where">{t('home.where')}</h2>
          <p class="quiet">{t('home.where.hint')}</p>
          <ul class="chips">
            {countries.map(({ code, count, name }) => (
              <li>
                <a class="chip" href={visit.to(`/practices?country=${code}`)}>
                  {name} <span class="quiet">{visit.words.number(count)}</span>
                </a>
              </li>
            ))}
          </ul>
          <p>
            <a href={visit.to('/figures')}>{t('home.where.figures')}</a>
          </p>
        </section>
        <EuropeMap visit={visit} counts={counts} to={(country) => visit.to(`/practices?country=${country}`)} />
        <section class="panel stack" aria-labelledby="join">
          <h2 id="join">{t('home.join')}</h2>
          <p>{t('home.join.text')}</p>
          <p class="actions">
            <a class="button" href={visit.to('/join')}>
              {t('page.nav.join')}
            </a>
            <a href={visit.to('/judging')}>{t('judging.title')}</a>
          </p>
        </section>
      </div>
    </div>,
    { description: t('home.lead'), hasSearch: true },
  );
}
