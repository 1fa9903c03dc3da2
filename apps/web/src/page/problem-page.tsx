import type { Key } from '../words/keys.js';
import { Page } from './page.js';
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
    <div class="prose stack">
      <h1>{title}</h1>
      <p class="lead">{t(`page.problem.${kind}.text` as Key)}</p>
      {problem.reason && <blockquote dir="auto">{problem.reason}</blockquote>}
      {kind === 'other' && problem.detail && <p lang="en">{problem.detail}</p>}
      <p class="actions">
        {retry !== null && (
          <a class="button" href={visit.to(visit.path)}>
            {t('page.problem.again')}
          </a>
        )}
        <a href={visit.to('/practices')}>{t('page.problem.search')}</a>
        <a href={visit.to()}>{t('page.problem.home')}</a>
      </p>
      {problem.traceId && <p class="small quiet">{t('page.problem.trace', { traceId: problem.traceId })}</p>}
    </div>,
    {
      status: problem.status,
      isUnlisted: true,
      ...(retry === null ? {} : { headers: { 'retry-after': retry } }),
    },
  );
}
