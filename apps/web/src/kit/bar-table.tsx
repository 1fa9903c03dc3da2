import type { Visit } from '../page/visit.js';

export interface Bar {
  readonly name: string;
  /** Where what was counted is listed. */
  readonly href: string | undefined;
  readonly count: number;
  readonly percent: number;
}

/** A bar chart that is a table: the same numbers for the eye, the screen reader, the printer and the spreadsheet. */
export function BarTable({ visit, title, bars }: { visit: Visit; title: string; bars: readonly Bar[] }) {
  const { t, words } = visit;
  const most = Math.max(1, ...bars.map(({ percent }) => percent));
  return (
    <table>
      <caption class="visually-hidden">{title}</caption>
      <thead>
        <tr>
          <th scope="col">{title}</th>
          <th scope="col" class="number">
            {t('kit.chart.count')}
          </th>
          <th scope="col" class="number">
            {t('kit.chart.percent')}
          </th>
          <td class="bar" />
        </tr>
      </thead>
      <tbody>
        {bars.map(({ name, href, count, percent }) => (
          <tr>
            <th scope="row">{name}</th>
            <td class="number">{href ? <a href={href}>{words.number(count)}</a> : words.number(count)}</td>
            <td class="number quiet">{words.percent(percent)}</td>
            <td class="bar" aria-hidden="true">
              <svg width="100%" height="12" preserveAspectRatio="none">
                <rect height="12" width={`${Math.round((1000 * percent) / most) / 10}%`} />
              </svg>
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
