import { Conflict, theirNotes, written } from '../edit/keeping.js';
import type { Digests } from '../edit/merging.js';
import type { Fault, Values } from '../form/form.js';
import { Input, OnEnter, Summary } from '../form/form.view.js';
import { Pager } from '../kit/pager.js';
import { sheetOf, Tag, type Practice } from '../kit/practices.js';
import { SignedOut } from '../kit/signed-out.js';
import { titleIn, Words } from '../kit/text.js';
import type { Page } from '../page/page.js';
import type { Visit } from '../page/visit.js';
import { workplacePage } from '../work/workplace.js';
import type { Key } from '../words/keys.js';
import { fieldsOf, languagesOf, type Adoption, type OwnPractices } from './adoption.fields.js';

interface Listed {
  readonly items: readonly Adoption[];
  readonly next: string | null;
}

/** Adoptions by the visitor's member: those to report on, then the others, if they are asked for. */
export const adoptionsPage = (visit: Visit, toReport: Listed, others?: Listed): Page =>
  workplacePage(
    visit,
    visit.t('adopt.title'),
    <div class="stack-large">
      <section class="stack" aria-labelledby="to-report">
        <h2 id="to-report">{visit.t('adopt.toReport')}</h2>
        {toReport.items.length === 0 && (
          <div class="notice">
            <p>{visit.t('adopt.toReport.none')}</p>
          </div>
        )}
        <List visit={visit} items={toReport.items} isToReport />
        {!others && <Pager visit={visit} next={toReport.next} />}
      </section>
      {others && (
        <section class="stack" aria-labelledby="others">
          <h2 id="others">{visit.t(toReport.items.length > 0 ? 'adopt.others' : 'adopt.all')}</h2>
          <List visit={visit} items={others.items} />
          <Pager visit={visit} next={others.next} />
          <p class="quiet">
            {visit.t('adopt.more')} <a href={visit.to('/practices')}>{visit.t('page.nav.practices')}</a>
          </p>
        </section>
      )}
    </div>,
    { lead: visit.t('adopt.lead') },
  );

const List = ({ visit, items, isToReport }: { visit: Visit; items: readonly Adoption[]; isToReport?: boolean }) => (
  <ol class="cards">
    {items.map((adoption) => (
      <li class="card">
        <h3>
          <a href={visit.to(`/work/practices/${adoption.practiceId}/adoptions/${adoption.id}`)}>
            {adoption.practiceTitle ? (
              <Words text={titleIn(adoption.practiceTitle, visit)} visit={visit} />
            ) : (
              visit.t('news.untitled')
            )}
          </a>
        </h3>
        <p class={isToReport ? 'small' : 'small quiet'}>{told(visit, adoption, isToReport)}</p>
        <ul class="tags" aria-label={visit.t('sheet.state')}>
          {isToReport && <Tag strong>{visit.t('adopt.toReport')}</Tag>}
          <Tag>{visit.words.code('adoptionStatuses', adoption.status)}</Tag>
        </ul>
      </li>
    ))}
  </ol>
);

/** What is still to be reported; otherwise, when something was. */
function told({ t, words }: Visit, { status, updatedAt }: Adoption, isToReport = false): string {
  const day = words.day(updatedAt);
  if (!isToReport) return t('adopt.changed', { day });
  return status === 'completed' ? t('adopt.missing.result') : t('adopt.missing.news', { day });
}

/** An adoption while somebody writes it. */
export interface Adopting {
  /** Unknown when it cannot be read any more. */
  readonly practice?: Practice;
  /** As it is saved; undefined: not yet. */
  readonly adoption?: Adoption;
  readonly own: OwnPractices;
  /** The language in which its texts are shown. */
  readonly lang: string;
  readonly values: Values;
  readonly was: Digests;
  readonly faults?: readonly Fault[];
  /** What others have saved in the fields that both changed. */
  readonly theirs?: ReadonlyMap<string, Values>;
  /** Why what was typed has not been taken. */
  readonly note?: Key | undefined;
  /** The list that has room for one more thing. */
  readonly more?: string | undefined;
  readonly status?: number;
}

export function adoptPage(visit: Visit, adopting: Adopting): Page {
  const { practice, adoption, own, lang, values, was, faults = [], theirs = new Map<string, Values>(), note, more } = adopting; // prettier-ignore
  const { t, me } = visit;
  const others = adoption ? languagesOf(adoption).filter((one) => one !== lang) : [];
  const fields = fieldsOf(visit, lang, own, others);
  const notes = theirs.size > 0 ? new Map(theirNotes({ visit, fields, theirs })) : undefined;
  const path = practice && adoption ? `/work/practices/${practice.id}/adoptions/${adoption.id}` : visit.path;
  return workplacePage(
    visit,
    t(adoption ? 'adopt.one' : 'adopt.new'),
    <>
      {!me && <SignedOut visit={visit} />}
      {note && (
        <div class="notice" role="alert" tabIndex={-1} autofocus>
          <p>{t(note)}</p>
        </div>
      )}
      {theirs.size > 0 && <Conflict visit={visit} fields={fields} theirs={theirs} />}
      {others.length > 0 && <Languages visit={visit} path={path} languages={others} />}
      <lra-kept>
        <form method="post" action={visit.to(path)} class="panel stack" aria-label={t('adopt.one')} novalidate>
          <OnEnter />
          {faults.length > 0 && <Summary visit={visit} fields={fields} faults={faults} isSeen={more !== undefined} />}
          {fields.map((field) => (
            <Input {...{ visit, field, values, faults, notes, more }} />
          ))}
          <input type="hidden" name="in" value={lang} />
          <input type="hidden" name="member" value={me?.memberId ?? values.get('member') ?? ''} />
          <input type="hidden" name="was" value={written(was)} />
          <div class="actions">
            <button type="submit">{t(adoption ? 'edit.save' : 'adopt.record')}</button>
          </div>
        </form>
      </lra-kept>
    </>,
    {
      lead: practice && <Words text={sheetOf(practice).title} visit={visit} />,
      actions: (
        <>
          <p>{t('adopt.form.lead')}</p>
          {practice && (
            <p>
              <a href={visit.to(`/practices/${practice.id}`)}>{t('adopt.practice')}</a>
            </p>
          )}
        </>
      ),
      trail: [['/work/adoptions', t('adopt.title')]],
      ...(adopting.status === undefined ? {} : { status: adopting.status }),
    },
  );
}

/** The other languages in which something is written: each is changed by itself. */
const Languages = ({ visit, path, languages }: { visit: Visit; path: string; languages: readonly string[] }) => (
  <p>
    {visit.t('adopt.languages')}{' '}
    {languages.map((lang, index) => (
      <>
        {index > 0 && ', '}
        <a href={visit.to(`${path}?in=${lang}`)}>{visit.words.language(lang)}</a>
      </>
    ))}
  </p>
);
