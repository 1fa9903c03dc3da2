import { ForbiddenException, Get, Post } from '@nestjs/common';
import { Failure, read, readIfThere, readTagged } from '../api/api.js';
import { digestsIn } from '../edit/keeping.js';
import { digestsOf, mergedWith } from '../edit/merging.js';
import { bodyOf, faultsOfSending, valuesIn, type Values } from '../form/form.js';
import { idOf } from '../form/form.view.js';
import { isLanguage } from '../kit/languages.js';
import { mayAdopt, sheetOf, type Practice } from '../kit/practices.js';
import { Pages, Redirect, type Page } from '../page/page.js';
import { Visited, type Visit } from '../page/visit.js';
import { unturned } from '../words/unturned.js';
import { fieldsOf, languagesOf, sentOf, shownIn, type Adoption, type OwnPractices } from './adoption.fields.js';
import { adoptionsPage, adoptPage, type Adopting } from './adopt.view.js';
import { ownAdoption } from './own-adoption.js';

/** How often a save is repeated when others save at the same moment. */
const MOST_TRIES = 5;

/** What is saved by now. */
interface Known {
  readonly practice: Practice;
  /** Undefined: it is not adopted yet. */
  readonly adoption?: Adoption;
  readonly tag: string;
  readonly own: OwnPractices;
}

/** A member records that it adopts a practice of another, and reports what comes of it. */
@Pages('work')
export class AdoptController {
  /** Those to report on and all others, or the former alone. */
  @Get('adoptions')
  async list(@Visited() visit: Visit): Promise<Page | Redirect> {
    if (!visit.me) return new Redirect(visit.signIn, 302);
    const member = memberIn(visit);
    if (!visit.me.roles.includes('member-editor') || member === undefined) throw new ForbiddenException();
    const list = (query: { toReport?: boolean; sort?: 'updated'; limit?: number; cursor?: string | null }) => {
      const { cursor, ...asked } = query;
      const params = { query: { ...asked, member, ...(cursor ? { cursor } : {}) } };
      return read(visit.api.GET('/v1/adoptions', { params }));
    };
    const cursor = visit.query.get('cursor');
    if (visit.query.get('toReport') === 'true') return adoptionsPage(visit, await list({ toReport: true, cursor }));
    const [toReport, others] = await Promise.all([
      list({ toReport: true, limit: 100 }),
      list({ toReport: false, sort: 'updated', cursor }),
    ]);
    return adoptionsPage(visit, { ...toReport, next: null }, others);
  }

  @Get('practices/:id/adoption/new')
  async begin(@Visited() visit: Visit): Promise<Page | Redirect> {
    if (!visit.me) return new Redirect(visit.signIn, 302);
    const { practice, adoption, own } = await this.known(visit);
    if (adoption) return new Redirect(visit.to(pathOf(practice, adoption)), 302);
    if (!mayAdopt(visit, practice)) throw new ForbiddenException();
    return adoptPage(visit, { practice, own, lang: visit.lang, values: new Map([['/language', visit.lang]]), was: {} });
  }

  @Post('practices/:id/adoption/new')
  record(@Visited() visit: Visit): Promise<Page | Redirect> {
    return this.save(visit);
  }

  @Get('practices/:id/adoptions/:adoptionId')
  async show(@Visited() visit: Visit): Promise<Page | Redirect> {
    if (!visit.me) return new Redirect(visit.signIn, 302);
    const { practice, adoption, own } = await this.known(visit, visit.params['adoptionId']);
    if (!adoption || adoption.memberId !== visit.me.memberId || !mayAdopt(visit, practice))
      throw new ForbiddenException();
    const written = languagesOf(adoption);
    const lang = [visit.query.get('in') ?? '', visit.lang].find((one) => written.includes(one)) ?? written[0] ?? visit.lang; // prettier-ignore
    const fields = fieldsOf(visit, lang, own);
    const values = valuesIn(fields, shownIn(adoption, lang));
    const more = visit.query.get('more') ?? undefined;
    return adoptPage(visit, { practice, adoption, own, lang, values, was: digestsOf(fields, values), more });
  }

  @Post('practices/:id/adoptions/:adoptionId')
  change(@Visited() visit: Visit): Promise<Page | Redirect> {
    return this.save(visit, visit.params['adoptionId']);
  }

  /** Whatever happens, what was typed stays on the page. */
  private async save(visit: Visit, adoptionId?: string): Promise<Page | Redirect> {
    const { form } = visit;
    const lang = languageIn(form, adoptionId === undefined ? '/language' : 'in') ?? visit.lang;
    const typed = { lang, own: [], values: form, was: digestsIn(form) };
    for (let tries = 1; ; tries += 1) {
      try {
        const known = await this.known(visit, adoptionId);
        if (!visit.me) return adoptPage(visit, { ...typed, ...known, status: 401 });
        return await this.saveOver(visit, { ...typed, ...known }, adoptionId);
      } catch (error) {
        if (!(error instanceof Failure)) throw error;
        const { status } = error.problem;
        // Somebody else was faster: what they saved is looked at.
        if ([409, 412].includes(status) && tries < MOST_TRIES) continue;
        const note = [404, 410].includes(status) ? 'adopt.gone' : status === 403 ? 'adopt.forbidden' : 'adopt.refused';
        return adoptPage(visit, { ...typed, note, status });
      }
    }
  }

  /** Saves what was typed, together with what others have saved meanwhile; or shows both where they differ. */
  private async saveOver(visit: Visit, typed: Adopting & Known, adoptionId?: string): Promise<Page | Redirect> {
    const { practice, adoption, own, lang, tag } = typed;
    const fields = fieldsOf(visit, lang, own);
    const saved = valuesIn(fields, adoption && shownIn(adoption, lang));
    // As the API would hold it: so that gaps in lists close, and errors find their place.
    const said = valuesIn(fields, bodyOf(fields, typed.values));
    const isNews = adoption !== undefined && adoptionId === undefined;
    const was = adoptionId === undefined ? digestsOf(fields, new Map()) : typed.was;
    const { conflicts, values } = mergedWith(fields, said, was, saved);
    const merged = { ...typed, values, was: digestsOf(fields, saved) };
    if (isNews || conflicts.length > 0) {
      const theirs = new Map(conflicts.map(({ pointer }) => [pointer, saved] as const));
      return adoptPage(visit, { ...merged, theirs, note: isNews ? 'adopt.exists' : undefined, status: 409 });
    }
    let id = adoption?.id;
    const faults = await faultsOfSending(fields, values, async (told) => {
      const body = sentOf(told, adoption ?? {}, lang);
      const path = { id: practice.id };
      if (id === undefined) {
        ({ id } = await read(visit.api.POST('/v1/practices/{id}/adoptions', { params: { path }, body })));
        return;
      }
      const params = { path: { ...path, adoptionId: id }, header: { 'If-Match': tag } };
      await read(visit.api.PUT('/v1/practices/{id}/adoptions/{adoptionId}', { params, body }));
    });
    const more = fields.find((field) => idOf(field) === visit.form.get('then')) && visit.form.get('then');
    if (faults.length > 0) return adoptPage(visit, { ...merged, faults, more, status: 422 });
    const query = new URLSearchParams({ in: values.get('/language') ?? lang });
    if (more) query.set('more', more);
    else query.set('done', adoption ? 'adoption-changed' : 'adopted');
    return new Redirect(visit.to(`${pathOf(practice, { id: id! })}?${query.toString()}`));
  }

  /** @param adoptionId undefined: that of the visitor's member, if there is one */
  private async known(visit: Visit, adoptionId?: string): Promise<Known> {
    const { id = '' } = visit.params;
    const query = { localised: true };
    const practice = await read(visit.api.GET('/v1/practices/{id}', { params: { path: { id }, query } }));
    const given = adoptionId === undefined ? await ownAdoption(visit, practice) : { id: adoptionId };
    const own = await ownPractices(visit);
    if (!given) return { practice, tag: '', own };
    const path = { id: practice.id, adoptionId: given.id };
    const { data: adoption, tag } = await readTagged(
      visit.api.GET('/v1/practices/{id}/adoptions/{adoptionId}', { params: { path } }),
    );
    return { practice, adoption, tag, own: await withNamed(own, adoption, visit) };
  }
}

const pathOf = ({ id }: Practice, adoption: Pick<Adoption, 'id'>): string =>
  `/work/practices/${id}/adoptions/${adoption.id}`;

const languageIn = (form: Values, name: string): string | undefined => [form.get(name) ?? ''].find(isLanguage);

/** For whom the visitor writes: somebody who has been signed out, for whom they wrote when the form was made. */
const memberIn = ({ me, form }: Visit): string | undefined => (me ? me.memberId : form.get('member'));

/** Of what the member has published, what was changed last: a practice that follows another is described beside it. */
async function ownPractices(visit: Visit): Promise<OwnPractices> {
  const member = memberIn(visit);
  if (member === undefined) return [];
  const query = { member: [member], sort: 'updated' as const, limit: 100, localised: true };
  const { items } = await read(visit.api.GET('/v1/practices', { params: { query } }));
  return items
    .map((practice) => [practice.id, sheetOf(practice).title.text] as const)
    .toSorted(([, a], [, b]) => a.localeCompare(b, visit.lang))
    .map(([id, title]) => [id, unturned(title)] as const);
}

/** Also with the one that has been named, should it be none of these, or no longer public. */
async function withNamed(own: OwnPractices, { ownPracticeId: id }: Adoption, { api, t }: Visit): Promise<OwnPractices> {
  if (id === null || own.some(([one]) => one === id)) return own;
  const params = { path: { id }, query: { localised: true } };
  const named = await readIfThere(api.GET('/v1/practices/{id}', { params }));
  const title = named?.id === id ? unturned(sheetOf(named).title.text) : t('adopt.ownPractice.gone');
  return [...own, [id, title]];
}
