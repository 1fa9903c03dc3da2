import type { ComponentChildren } from 'preact';
import type { Shape } from '#client';
import { Choice } from '../kit/choice.js';
import { Pager } from '../kit/pager.js';
import { titleIn, Words } from '../kit/text.js';
import type { Page } from '../page/page.js';
import type { Visit } from '../page/visit.js';
import { unturned } from '../words/unturned.js';
import type { Key } from '../words/keys.js';
import { whoIs, type Named } from '../work/people-named.js';
import { workplacePage } from '../work/workplace.js';

/** What is listed: each is a list of its own. */
const abouts = ['practices', 'members'] as const;
type About = (typeof abouts)[number];

export const isAbout = ({ query }: Visit, about: About): boolean =>
  about === (abouts.find((one) => one === query.get('about')) ?? 'practices');

/** One thing that was done. */
export interface Line {
  readonly what: Key;
  /** What it was done to, and the address of its page, if it has one for the visitor. */
  readonly name: ComponentChildren;
  readonly path: string | undefined;
  readonly by: string;
  readonly at: string;
  readonly reason: string | null;
}

interface Listed {
  readonly lines: readonly Line[];
  readonly next: string | null;
  readonly previous: string | null;
}

/** The operator has no part in the secretariat's workplaces, and is led to what everybody may read. */
const isSecretary = ({ me }: Visit): boolean => me?.roles.includes('steering') ?? false;

export const ofStep = (visit: Visit, step: Shape<'StepOfPracticeView'>): Line => {
  const { practiceId, title, published, kind, by, at, reason } = step;
  const open = published ? `/practices/${practiceId}` : undefined;
  const path = isSecretary(visit) ? `/work/practices/${practiceId}/review` : open;
  return { what: `log.step.${kind}`, name: <Words text={titleIn(title, visit)} visit={visit} />, path, by, at, reason };
};

export const ofDecision = (visit: Visit, decision: Shape<'MembershipDecisionView'>): Line => {
  const { act, name, memberId, applicationId, by, at, reason } = decision;
  const page = memberId ? `/members/${memberId}` : `/applications/${applicationId}`;
  const path = isSecretary(visit) ? `/work${page}` : memberId ? page : undefined;
  return { what: `log.act.${act}`, name: <bdi>{name}</bdi>, path, by, at, reason };
};

/** The address of the log with other parameters, from its beginning. */
function at(visit: Visit, changed: Readonly<Record<string, string>>): string {
  const query = new URLSearchParams(visit.query);
  query.delete('cursor');
  for (const [name, value] of Object.entries(changed)) query.set(name, value);
  return visit.to(`/work/log?${query.toString()}`);
}

/** @param colleagues of whom one may be chosen */
export function logPage(
  visit: Visit,
  { lines, next, previous }: Listed,
  named: Named,
  colleagues: readonly { readonly id: string; readonly name: string }[],
): Page {
  const { t, query } = visit;
  const about = abouts.find((one) => isAbout(visit, one))!;
  return workplacePage(
    visit,
    t('log.title'),
    <>
      <nav aria-label={t('log.about')}>
        <ul class="chips">
          {abouts.map((one) => (
            <li>
              <a class="chip" href={at(visit, { about: one })} aria-current={one === about ? 'page' : undefined}>
                {t(`log.about.${one}`)}
              </a>
            </li>
          ))}
        </ul>
      </nav>
      <form method="get" class="actions no-print">
        <input type="hidden" name="about" value={about} />
        <Choice visit={visit} name="by" label={t('log.by')} all={t('log.by.all')} options={choosable(visit, named, colleagues)} />
        <Day visit={visit} name="since" />
        <Day visit={visit} name="until" />
        <button type="submit" class="plain">
          {t('log.show')}
        </button>
      </form>
      <section class="stack" aria-labelledby="done">
        <h2 id="done">{t('log.list')}</h2>
        {lines.length === 0 && <p class="quiet">{t('log.none')}</p>}
        {lines.length > 0 && (
          <ol class="panel feed">
            {lines.map((line) => (
              <Done visit={visit} line={line} named={named} isOfOne={query.get('by') === line.by} />
            ))}
          </ol>
        )}
        <Pager visit={visit} next={next} previous={previous} />
      </section>
    </>,
    { lead: t('log.lead') },
  ); // prettier-ignore
}

/** The secretariat by name, and whoever is chosen. */
function choosable(visit: Visit, named: Named, colleagues: readonly { readonly id: string; readonly name: string }[]) {
  const by = visit.query.get('by');
  const all = new Map(colleagues.map(({ id, name }) => [id, unturned(name)]));
  if (by && !all.has(by)) all.set(by, whoIs(visit, named, by));
  return [...all].toSorted(([, a], [, b]) => a.localeCompare(b, visit.lang));
}

const Day = ({ visit: { t, query }, name }: { visit: Visit; name: 'since' | 'until' }) => (
  <div class="field">
    <label for={name}>{t(`log.${name}`)}</label>
    <input id={name} name={name} type="date" value={query.get(name) ?? ''} />
  </div>
);

interface Told {
  readonly visit: Visit;
  readonly line: Line;
  readonly named: Named;
  /** Whether only what this one did is shown. */
  readonly isOfOne: boolean;
}

function Done({ visit, line: { what, name, path, by, at: time, reason }, named, isOfOne }: Told) {
  const { t, words } = visit;
  const who = whoIs(visit, named, by);
  return (
    <li>
      <p>
        <strong>{t(what)}</strong>
        {' · '}
        {path === undefined ? name : <a href={visit.to(path)}>{name}</a>}
      </p>
      {reason && <blockquote dir="auto">{reason}</blockquote>}
      <p class="small quiet">
        <time dateTime={time}>{words.moment(time)}</time>
        {' · '}
        {isOfOne ? (
          <bdi>{who}</bdi>
        ) : (
          <a href={at(visit, { by })} aria-label={t('log.by.one', { name: who })}>
            <bdi>{who}</bdi>
          </a>
        )}
      </p>
    </li>
  );
}
