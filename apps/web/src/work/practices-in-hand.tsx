import { isOwn, sheetOf, Tag, type Practice } from '../kit/practices.js';
import { Words } from '../kit/text.js';
import type { Visit } from '../page/visit.js';
import type { Key } from '../words/keys.js';

/** Whose turn it is with a version that does not wait for the visitor. */
export function turnOf({ status }: Practice): Key | undefined {
  if (status === 'submitted') return 'work.move.secretariat';
  return status === 'draft' || status === 'changes-requested' ? 'work.move.owner' : undefined;
}

/** Where one goes on with it: what an editor may write leads to its form, what the secretariat decides to its review. */
function pathOf(practice: Practice, visit: Visit, isMine: boolean): string {
  const { id, status } = practice;
  if (isMine && status === 'published') return `/work/practices/${id}/assessment`;
  const isWritten = status === 'draft' || status === 'changes-requested';
  if (isWritten && isOwn(visit, practice)) return `/work/practices/${id}/edit`;
  if (status === 'submitted' && visit.me?.roles.includes('steering')) return `/work/practices/${id}/review`;
  return `/practices/${id}${status === 'published' ? '' : '?version=draft'}`;
}

/** Practices, each with whose turn it is, and leading to where one goes on with it. */
export const PracticesInHand = ({
  items,
  visit,
  turn,
  to = pathOf,
}: {
  items: readonly Practice[];
  visit: Visit;
  turn: (practice: Practice) => Key | undefined;
  /** Where each leads. */
  to?: (practice: Practice, visit: Visit, isMine: boolean) => string;
}) => (
  <ol class="cards">
    {items.map((practice) => {
      const { status, ownerName, updatedAt, submittedAt } = practice;
      const whose = turn(practice);
      return (
        <li class="card">
          <h3>
            <a href={visit.to(to(practice, visit, whose === 'work.move.me'))}>
              <Words text={sheetOf(practice).title} visit={visit} />
            </a>
          </h3>
          <p class="small quiet" dir="auto">
            {[ownerName, visit.words.day(submittedAt ?? updatedAt)].filter(Boolean).join(' · ')}
          </p>
          <ul class="tags" aria-label={visit.t('sheet.state')}>
            {whose && <Tag strong={whose === 'work.move.me'}>{visit.t(whose)}</Tag>}
            <Tag>{visit.t(`sheet.status.${status}`)}</Tag>
          </ul>
        </li>
      );
    })}
  </ol>
);
