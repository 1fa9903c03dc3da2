import type { ComponentChildren } from 'preact';
import type { Shape } from '#client';
import type { Fault, Values } from '../form/form.js';
import { Input, Summary } from '../form/form.view.js';
import { labelOf } from '../kit/fields.js';
import { Tag } from '../kit/practices.js';
import { SignedOut } from '../kit/signed-out.js';
import { titleIn, Words } from '../kit/text.js';
import type { Page } from '../page/page.js';
import type { Visit } from '../page/visit.js';
import { byField, FieldChanged, isTexts, wholeOf, type Both, type Change } from '../sheet/versions.view.js';
import type { Named } from '../work/people-named.js';
import { workplacePage } from '../work/workplace.js';
import { commentsIn, partsOf, wholeField, type CommentField, type Part } from './comments.js';
import { careOf, kindOf } from './queue.view.js';

type Practice = Shape<'PracticeView'>;
type Sheet = Readonly<Record<string, unknown>> & { readonly originalLanguage: string };

/** What one should know of a practice to decide on it. */
export interface Reviewed {
  readonly practice: Practice;
  readonly tag: string;
  /** The published version, if there is one before it, and the version to decide on. */
  readonly sides: Both;
  readonly changes: readonly Change[];
  readonly similar: readonly Shape<'SimilarPracticeView'>[];
  readonly caretaker: Shape<'AssignmentView'> | undefined;
  /** The newest first. */
  readonly history: readonly Shape<'StepView'>[];
  /** What was merged into it. */
  readonly mergers: readonly Shape<'MergedPracticeView'>[];
  /** Who looks after it. */
  readonly named: Named;
}

/** What happened to what was sent, and what was typed. */
export interface Told {
  readonly typed: Values;
  readonly faults: readonly Fault[];
  readonly notice?: 'no-comments' | 'comments' | 'changed' | 'incomplete';
  /** The tag of what the visitor had seen, if it has changed since. */
  readonly seen?: string;
}

interface Shown extends Told {
  readonly visit: Visit;
  readonly reviewed: Reviewed;
  readonly sheet: Sheet;
  readonly parts: readonly Part[];
  /** Names of the fields that were changed after the visitor had seen them. */
  readonly meanwhile: ReadonlySet<string>;
}

const statusOf = ({ faults, notice }: Told): number =>
  notice === 'changed' ? 409 : notice || faults.length > 0 ? 422 : 200;

/** A submitted version beside what is published, with a place for comments at each field, and the decision. */
export function reviewPage(visit: Visit, reviewed: Reviewed, told: Told): Page {
  const { t, words } = visit;
  const { practice, tag, changes, history, sides } = reviewed;
  const sheet = practice.factSheet as unknown as Sheet;
  const parts = partsOf(visit);
  const seen = Number(told.seen?.replaceAll('"', ''));
  const since = history.filter(({ revision, kind }) => revision > seen && !asking.includes(kind));
  const meanwhile = new Set(since.flatMap(({ pointers }) => pointers.map((pointer) => pointer.split('/')[1] ?? '')));
  const shown: Shown = { visit, reviewed, sheet, parts, meanwhile, ...told };
  const title = titleIn(titlesOf(sheet), visit);
  const isLater = sides[0] !== undefined && practice.status !== 'published';
  const fields = [wholeField(visit), ...parts.flatMap((part) => part.fields)];
  const reason = sides[1]?.reason;
  return workplacePage(
    visit,
    t('review.title', { title: title.text }),
    <form method="post" class="stack" novalidate>
      <input type="hidden" name="tag" value={tag} />
      <Notice {...shown} />
      {told.faults.length > 0 && <Summary visit={visit} fields={fields} faults={told.faults} />}
      <div class="beside side-start edit">
        <Decision {...shown} />
        <div class="stack">
          {reason && (
            <section class="panel stack" aria-labelledby="reason">
              <h2 id="reason">{t('review.reason')}</h2>
              <blockquote dir="auto">{reason}</blockquote>
            </section>
          )}
          <Notes {...shown} />
          {isLater && (
            <section class="panel" aria-labelledby="changes">
              <h2 id="changes">{t('review.changes')}</h2>
              {changes.length === 0 && <p>{t('sheet.versions.none')}</p>}
              {byField(changes).map(([field, of]) => (
                <FieldChanged visit={visit} field={field} parts={of} sides={sides}>
                  <Remarks {...shown} field={field} />
                </FieldChanged>
              ))}
            </section>
          )}
          {parts.map((part) => (
            <Unchanged {...shown} part={part} changed={isLater ? changes : []} />
          ))}
          <section class="panel stack" aria-label={wholeField(visit).label}>
            <Input visit={visit} field={wholeField(visit)} values={told.typed} faults={told.faults} />
            {practice.status === 'submitted' && <Buttons visit={visit} />}
          </section>
        </div>
      </div>
    </form>,
    {
      lead: (
        <>
          {t(kindOf(practice))}
          {practice.ownerName && (
            <>
              {' · '}
              <bdi>{practice.ownerName}</bdi>
            </>
          )}
          {practice.submittedAt && ` · ${t('work.since', { day: words.day(practice.submittedAt) })}`}
        </>
      ),
      trail: [['/work/queue', t('review.queue.title')]],
      ...(statusOf(told) === 200 ? {} : { status: statusOf(told) }),
    },
  );
}

/** Steps whose places are those of questions, not of changed text. */
const asking: readonly string[] = ['requestChanges', 'answerRequest'];

const titlesOf = ({ title }: Sheet) => (title ?? {}) as Readonly<Record<string, string>>;

/** The comments alone, for whoever may not see the practice now; sent again, they go on. */
export function keptPage(visit: Visit, typed: Values): Page {
  const { t } = visit;
  const fields = [wholeField(visit), ...partsOf(visit).flatMap((part) => part.fields)];
  const commented = commentsIn(fields, typed).map(({ pointer }) => pointer);
  return workplacePage(
    visit,
    t('review.kept'),
    <form method="post" class="stack" novalidate>
      <SignedOut visit={visit} />
      <input type="hidden" name="tag" value={typed.get('tag') ?? ''} />
      <section class="panel stack" aria-label={t('review.kept')}>
        {fields
          .filter((field) => commented.includes(field.pointer) || typed.get(field.pointer)?.trim())
          .map((field) => (
            <Input visit={visit} field={field} values={typed} faults={[]} />
          ))}
        <Buttons visit={visit} />
      </section>
    </form>,
    { status: 401, trail: [['/work/queue', t('review.queue.title')]] },
  );
}

const Buttons = ({ visit: { t } }: { visit: Visit }) => (
  <div class="actions">
    <button type="submit" name="step" value="publish">
      {t('review.publish')}
    </button>
    <button class="plain" type="submit" name="step" value="ask">
      {t('review.ask')}
    </button>
  </div>
);

/** What came of what was sent, if it was not done. */
function Notice({ visit: { t }, visit, notice, typed, parts, meanwhile }: Shown) {
  if (!notice) return null;
  const count = commentsIn([wholeField(visit), ...parts.flatMap(({ fields }) => fields)], typed).length;
  const changed = parts.flatMap(({ fields }) => fields.filter(({ field }) => meanwhile.has(field)));
  return (
    <div class="notice stack" role="alert" tabIndex={-1} autofocus>
      <h2>{t(`review.notice.${notice}`)}</h2>
      <p>{t(`review.notice.${notice}.text`, { count })}</p>
      {notice === 'comments' && (
        <div class="actions">
          <button type="submit" name="step" value="ask">
            {t('review.ask')}
          </button>
          <button class="plain" type="submit" name="step" value="publish-alone">
            {t('review.publish.alone')}
          </button>
        </div>
      )}
      {notice === 'changed' && <p>{t(changed.length > 0 ? 'review.meanwhile' : 'review.meanwhile.none')}</p>}
      {notice === 'changed' && changed.length > 0 && (
        <ul class="links">
          {changed.map(({ field, name }) => (
            <li>
              <a href={`#f-${field}`}>{name}</a>
            </li>
          ))}
        </ul>
      )}
    </div>
  );
}

/** The decision, who has it in hand, and what helps to make it. */
function Decision({ visit, reviewed, parts }: Shown) {
  const { t, words } = visit;
  const { practice, caretaker } = reviewed;
  const { percent, missing } = practice.completeness;
  const isMine = caretaker?.assigneeId === visit.me?.id;
  return (
    <div class="stack">
      <section id="decide" class="panel stack" aria-labelledby="h-decide">
        <h2 id="h-decide">{t('review.decide')}</h2>
        {practice.status === 'submitted' ? (
          <Buttons visit={visit} />
        ) : (
          <p>{t('review.not-submitted', { state: t(`sheet.status.${practice.status}`) })}</p>
        )}
        <p class="small quiet">
          {careOf(visit, reviewed.named, caretaker?.assigneeId)}
          {caretaker?.dueOn && ` · ${t('work.due', { day: words.day(caretaker.dueOn) })}`}
        </p>
        <p>
          <button class="link" type="submit" name="step" value={isMine ? 'release' : 'take'}>
            {t(isMine ? 'review.care.release' : 'review.care.take')}
          </button>{' '}
          <a href={visit.to(`/work/practices/${practice.id}/assignment`)} target="_blank" rel="noreferrer">
            {t('review.assign')}
          </a>
        </p>
      </section>
      <section class="panel stack" aria-labelledby="h-complete">
        <h2 id="h-complete">{t('edit.complete', { percent })}</h2>
        {missing.length === 0 ? (
          <p>{t('edit.whole')}</p>
        ) : (
          <>
            <p>{t('review.missing')}</p>
            <ul class="links">
              {parts.flatMap(({ fields }) =>
                fields
                  .filter(({ pointer }) => missing.some((one) => `${one}/`.startsWith(`${pointer}/`)))
                  .map(({ field, name }) => (
                    <li>
                      <a href={`#f-${field}`}>{name}</a>
                    </li>
                  )),
              )}
            </ul>
          </>
        )}
      </section>
      <Similar visit={visit} reviewed={reviewed} />
      <Mergers visit={visit} reviewed={reviewed} />
      <nav class="panel stack" aria-labelledby="h-parts">
        <h2 id="h-parts">{t('edit.parts')}</h2>
        <ul class="links">
          {parts.map(({ id, title }) => (
            <li>
              <a href={`#part-${id}`}>{title}</a>
            </li>
          ))}
          <li>
            <a href={visit.to(sheetPathOf(practice))}>{t('review.preview')}</a>
          </li>
        </ul>
      </nav>
      <p class="actions">
        <a href={visit.to(`/work/practices/${practice.id}/merger`)}>{t('review.link.merge')}</a>
        <a href={visit.to(`/work/practices/${practice.id}/withdrawal`)}>{t('review.link.withdraw')}</a>
      </p>
    </div>
  );
}

const sheetPathOf = ({ id, status }: { readonly id: string; readonly status: string }): string =>
  `/practices/${id}${status === 'published' ? '' : '?version=draft'}`;

/** What leads to this practice, and may stand for itself again. */
function Mergers({ visit, reviewed: { mergers } }: Pick<Shown, 'visit' | 'reviewed'>) {
  const { t } = visit;
  return mergers.length === 0 ? null : (
    <section class="panel stack" aria-labelledby="h-mergers">
      <h2 id="h-mergers">{t('review.merged')}</h2>
      <ul class="feed">
        {mergers.map(({ id, title }) => {
          const text = titleIn(title, visit);
          return (
            <li>
              <Words text={text} visit={visit} />{' '}
              <a
                href={visit.to(`/work/practices/${id}/merger-reversal`)}
                aria-label={t('review.reversal.title', { title: text.text })}
              >
                {t('review.merged.reverse')}
              </a>
            </li>
          );
        })}
      </ul>
    </section>
  );
}

/** Practices that may be the same one. */
function Similar({ visit, reviewed: { practice, similar } }: Pick<Shown, 'visit' | 'reviewed'>) {
  const { t, words } = visit;
  return (
    <section class="panel stack" aria-labelledby="h-similar">
      <h2 id="h-similar">{t('review.similar')}</h2>
      {similar.length === 0 && <p>{t('review.similar.none')}</p>}
      <ul class="feed">
        {similar.slice(0, 5).map((other) => (
          <li>
            <a href={visit.to(sheetPathOf(other))}>
              <Words text={titleIn(other.title, visit)} visit={visit} />
            </a>
            <p class="small quiet">
              {t('review.similar.score', { score: words.percent(other.score * 100) })} ·{' '}
              {t(`sheet.status.${other.status}`)}
            </p>
            {other.status === 'published' && (
              <a class="small" href={visit.to(`/work/practices/${practice.id}/merger?into=${other.id}`)}>
                {t('review.link.compare')}
              </a>
            )}
          </li>
        ))}
      </ul>
    </section>
  );
}

/** What others left to be known: text of a person that a system replaced, and requests about the whole. */
function Notes(shown: Shown) {
  const { visit, reviewed } = shown;
  const { t, words } = visit;
  const { overwritten, changeRequest = [] } = reviewed.practice;
  const about = changeRequest.filter(({ pointer }) => pointer === '');
  if (!overwritten && about.length === 0) return null;
  const names = [...new Set(overwritten?.pointers.map((pointer) => pointer.split('/')[1] ?? ''))].flatMap(
    (field) => labelOf(visit, field) ?? [],
  );
  return (
    <section class="panel stack" aria-labelledby="notes-of-others">
      <h2 id="notes-of-others">{t('review.notes')}</h2>
      {overwritten && (
        <p>
          {t('review.overwritten', {
            day: words.day(overwritten.at),
            written: words.day(overwritten.edit.at),
            fields: words.list(names),
          })}
        </p>
      )}
      {about.map((request) => (
        <Request visit={visit} request={request} />
      ))}
    </section>
  );
}

/** What the fact sheet says in a part of it, but for what is shown among the changes. */
function Unchanged({ part, changed, ...shown }: Shown & { part: Part; changed: readonly Change[] }) {
  const elsewhere = new Set(changed.map(({ pointer }) => pointer.split('/')[1]));
  const fields = part.fields.filter(({ field }) => !elsewhere.has(field));
  if (fields.length === 0) return <span id={`part-${part.id}`} />;
  return (
    <section id={`part-${part.id}`} class="part panel" aria-labelledby={`h-${part.id}`}>
      <h2 id={`h-${part.id}`}>{part.title}</h2>
      {fields.map((field) => (
        <section id={`f-${field.field}`}>
          <h3>{field.name}</h3>
          <div class="stack">
            <Said {...shown} field={field} />
            <Remarks {...shown} field={field.field} />
          </div>
        </section>
      ))}
    </section>
  );
}

/** What a field says, first in the language in which it was written. */
function Said({ visit, sheet, reviewed, meanwhile, field: { field, pointer } }: Shown & { field: CommentField }) {
  const { t, words } = visit;
  const value = sheet[field];
  const { originalLanguage: lang } = sheet;
  const isMissing = reviewed.practice.completeness.missing.some((one) => `${one}/`.startsWith(`${pointer}/`));
  const others = typeof value === 'object' && value && isTexts(value) ? Object.keys(value).filter((one) => one !== lang) : []; // prettier-ignore
  const said = field === 'contacts' ? contactsIn(visit, value) : wholeOf(visit, field, value, lang);
  return (
    <>
      {(isMissing || meanwhile.has(field)) && (
        <ul class="tags" aria-label={t('sheet.state')}>
          {isMissing && <Tag strong>{t('review.needed')}</Tag>}
          {meanwhile.has(field) && <Tag strong>{t('review.changed')}</Tag>}
        </ul>
      )}
      {said === '' ? (
        <p class="quiet">{t('sheet.versions.empty')}</p>
      ) : (
        <Paragraph visit={visit} lang={others.length > 0 || isProse(value) ? lang : visit.lang} said={said} />
      )}
      {others.length > 0 && (
        <details>
          <summary>{t('sheet.versions.languages', { languages: words.list(others.map(words.language)) })}</summary>
          {others.map((one) => (
            <>
              <p class="small quiet">{words.language(one)}</p>
              <Paragraph visit={visit} lang={one} said={wholeOf(visit, field, value, one)} />
            </>
          ))}
        </details>
      )}
    </>
  );
}

const isProse = (value: unknown): boolean => typeof value === 'object' && value !== null && isTexts(value);

const Paragraph = ({ visit, lang, said }: { visit: Visit; lang: string; said: string }) => (
  <p class="text" dir="auto" lang={lang === visit.lang ? undefined : lang}>
    {said}
  </p>
);

/** People to ask, and whether everyone sees them. */
const contactsIn = ({ t }: Visit, value: unknown): string =>
  ((value ?? []) as Shape<'ContactDto'>[])
    .map(({ name, email, consentToPublish }) =>
      [name, email, t(consentToPublish ? 'review.contact.shown' : 'review.contact.hidden')].filter(Boolean).join(' · '),
    )
    .join('\n');

/** What was asked about a field before, and the place for a comment on it. */
function Remarks({ visit, reviewed, parts, typed, faults, field: name }: Shown & { field: string }) {
  const { t } = visit;
  const field = parts.flatMap(({ fields }) => fields).find((one) => one.field === name);
  const requests = (reviewed.practice.changeRequest ?? []).filter(({ pointer }) => pointer.split('/')[1] === name);
  return (
    <>
      {requests.length > 0 && (
        <div class="stack">
          {requests.map((request) => (
            <Request visit={visit} request={request} />
          ))}
        </div>
      )}
      {field && (
        <details
          open={Boolean(typed.get(field.pointer)?.trim()) || faults.some(({ pointer }) => pointer === field.pointer)}
        >
          <summary>
            {t('review.comment.open')} <span class="visually-hidden">{field.name}</span>
          </summary>
          <Input visit={visit} field={field} values={typed} faults={faults} />
        </details>
      )}
    </>
  );
}

function Request({
  visit: { t, words },
  request: { comment, requestedAt, state, answer },
}: {
  visit: Visit;
  request: Shape<'RequestedChangeView'>;
}): ComponentChildren {
  return (
    <div class="notice stack">
      <p class="small">{t('review.asked', { day: words.day(requestedAt) })}</p>
      <blockquote dir="auto">{comment}</blockquote>
      <p class="small">{t(state === 'open' ? 'review.unanswered' : answer ? 'review.answer' : 'review.answered')}</p>
      {answer && <blockquote dir="auto">{answer}</blockquote>}
    </div>
  );
}
