import type { Key } from '../words/keys.js';
import { PageHead } from './page-head.js';
import { SearchBox } from './search-box.js';
import { Page } from './page.js';
import { contact, parts } from './parts.js';
import type { ToldProblem } from './show-problem.js';
import type { Visit } from './visit.js';

/** Failures that have words of their own. */
const known: readonly number[] = [403, 404, 410, 429, 503];

/** Tells what happened, and what one can do now. */
export function problemPage(problem: ToldProblem, visit: Visit, retryAfter: string | null): Page {
  const { t } = visit;
  const kind = known.includes(problem.status) ? problem.status : 'other';
  const title = t(`page.problem.${kind}.title` as Key);
  const retry = retryAfter ?? (problem.status === 503 ? '5' : null);
  return new Page(
    title,
    <div class="stack">
      <PageHead title={title} lead={t(`page.problem.${kind}.text` as Key)} />
      {problem.reason && <blockquote dir="auto">{problem.reason}</blockquote>}
      {kind === 'other' && problem.detail && <p lang="en">{problem.detail}</p>}
      {retry !== null && (
        <p>
          <a class="button" href={visit.to(visit.path)}>
            {t('page.problem.again')}
          </a>
        </p>
      )}
      <SearchBox visit={visit} id="q" />
      <p>{t('page.problem.or')}</p>
      <ul class="links">
        <li>
          <a href={visit.to()}>{t('page.problem.home')}</a>
        </li>
        {[...parts, contact].map(([path, key]) => (
          <li>
            <a href={visit.to(path)}>{t(key)}</a>
          </li>
        ))}
      </ul>
      {problem.traceId && <p class="small quiet">{t('page.problem.trace', { traceId: problem.traceId })}</p>}
    </div>,
    {
      status: problem.status,
      isUnlisted: true,
      hasSearch: true,
      ...(retry === null ? {} : { headers: { 'retry-after': retry } }),
    },
  );
}
