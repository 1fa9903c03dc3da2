import type { Shape } from '#client';
import { Pager } from '../kit/pager.js';
import { titleIn, Words } from '../kit/text.js';
import { Page } from '../page/page.js';
import type { Visit } from '../page/visit.js';

/** Events that are news to people. One line, with its message, makes another kind. */
export const kindsOfNews = [
  'practice.published', 'practice.updated', 'practice.withdrawn', 'practice.merged', 'practice.labelled', 'practice.label-lost',
  'practice.adopted', 'member.approved', 'member.ended',
] as const; // prettier-ignore
type Kind = (typeof kindsOfNews)[number];

interface News {
  readonly items: readonly Shape<'CloudEventView'>[];
  readonly next: string | null;
}

export function newsPage(visit: Visit, { items, next }: News): Page {
  const { t, words } = visit;
  const about = visit.query.get('about');
  const days = [...new Set(items.map(({ time }) => words.day(time)))];
  return new Page(
    t('news.title'),
    <div class="stack">
      <h1>{t('news.title')}</h1>
      <p class="lead">{t('news.lead')}</p>
      <ul class="chips" aria-label={t('news.filter')}>
        {(['', 'practice', 'member'] as const).map((kind) => (
          <li>
            <a
              class="chip"
              href={visit.to(`/news${kind && `?about=${kind}`}`)}
              aria-current={(about ?? '') === kind ? 'true' : undefined}
            >
              {t(kind === '' ? 'news.all' : `news.about.${kind}`)}
            </a>
          </li>
        ))}
      </ul>
      {items.length === 0 && (
        <div class="notice">
          <p>{t('news.none')}</p>
        </div>
      )}
      {days.map((day) => (
        <section class="panel stack">
          <h2>{day}</h2>
          <ul class="feed">
            {items
              .filter(({ time }) => words.day(time) === day)
              .map((event) => (
                <NewsItem visit={visit} event={event} />
              ))}
          </ul>
        </section>
      ))}
      <Pager visit={visit} next={next} />
    </div>,
    { description: t('news.lead') },
  );
}

function NewsItem({ visit, event: { type, data, subject } }: { visit: Visit; event: Shape<'CloudEventView'> }) {
  const kind = type.replace(/^eu\.lra-network\./, '').replace(/\.v\d+$/, '') as Kind;
  const {
    title,
    name,
    countries = [],
  } = data as {
    title?: Readonly<Record<string, string>>;
    name?: string;
    countries?: readonly string[];
  };
  const path = kind.startsWith('member.') ? `/members/${subject}` : `/practices/${subject}`;
  return (
    <li>
      <span class="tag">{visit.t(`news.kind.${kind}`)}</span>{' '}
      <a href={visit.to(path)}>
        {title ? <Words text={titleIn(title, visit)} visit={visit} /> : <bdi>{name ?? visit.t('news.untitled')}</bdi>}
      </a>{' '}
      <span class="quiet small">{visit.words.list(countries.map((code) => visit.words.code('countries', code)))}</span>
    </li>
  );
}
