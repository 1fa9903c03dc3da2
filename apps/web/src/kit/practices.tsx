import type { ComponentChildren } from 'preact';
import type { Shape } from '#client';
import type { Visit } from '../page/visit.js';
import { shortened, Words, type Text } from './text.js';

export type Practice = Shape<'PracticeView'>;
export type Sheet = Shape<'LocalisedFactSheetView'>;

/** The fact sheet as a list asked for it: in one language. */
export const sheetOf = ({ factSheet }: Practice): Sheet => factSheet as Sheet;

/** The one list of practices there is: what matters of each, in the order given. */
export const Practices = ({
  items,
  visit,
  inColumns,
}: {
  items: readonly Practice[];
  visit: Visit;
  inColumns?: boolean;
}) => (
  <ol class={inColumns ? 'cards columns' : 'cards'}>
    {items.map((practice) => (
      <PracticeCard practice={practice} visit={visit} />
    ))}
  </ol>
);

function PracticeCard({ practice, visit }: { practice: Practice; visit: Visit }) {
  const { t, words } = visit;
  const { title, objectives, countries = [], organiser, targetGroups = [], period } = sheetOf(practice);
  const about = [
    words.list(countries.map((code) => words.code('countries', code))),
    organiser?.name,
    yearsOf(period, visit),
  ].filter(Boolean);
  return (
    <li class="card">
      <h3>
        <a href={visit.to(`/practices/${practice.id}`)}>
          <Words text={title} visit={visit} />
        </a>
      </h3>
      <p class="small quiet" dir="auto">
        {about.join(' · ')}
      </p>
      {objectives && <p class="excerpt">{<Words text={short(objectives)} visit={visit} />}</p>}
      <ul class="tags" aria-label={t('kit.practice.for')}>
        {practice.label.awarded && <Tag strong>{words.code('labels', 'good-practice')}</Tag>}
        {practice.adoptions.count > 0 && <Tag>{t('kit.practice.adoptions', { count: practice.adoptions.count })}</Tag>}
        {targetGroups.slice(0, 3).map((group) => (
          <Tag>{words.code('targetGroups', group)}</Tag>
        ))}
      </ul>
    </li>
  );
}

const short = (text: Text): Text => ({ ...text, text: shortened(text.text, 260) });

export const Tag = ({ children, strong }: { children: ComponentChildren; strong?: boolean }) => (
  <li class={strong ? 'tag strong' : 'tag'}>{children}</li>
);

/** From when to when. */
export function yearsOf(period: Sheet['period'], visit: Visit): string | undefined {
  if (!period) return undefined;
  const { start, end, ongoing } = period;
  const year = (date: string) => date.slice(0, 4);
  if (ongoing) return start ? visit.t('kit.practice.since', { start: year(start) }) : visit.t('kit.practice.ongoing');
  const years = [...new Set([start, end].flatMap((date) => (date ? [year(date)] : [])))];
  return years.length > 0 ? years.join('–') : undefined;
}
