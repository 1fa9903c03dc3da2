import type { FastifyRequest } from 'fastify';
import { describe, expect, it } from '@jest/globals';
import type { Shape } from '#client';
import { readSettings } from '#config';
import { criteria, labelRule, scale, waitingKinds } from '#contracts';
import { adoptionsPage, adoptPage, type Adopting } from './adopt/adopt.view.js';
import { activationPage, applicationPage, applicationsPage, decisionPage } from './applications/applications.view.js';
import { askedPage, askPage } from './ask/ask.view.js';
import { assessmentsPage, assessmentWithdrawalPage, assessPage, conflictPage } from './assess/assess.view.js';
import { editPage, lockedPage, newPage, type Editing } from './edit/edit.view.js';
import { digestsOf } from './edit/merging.js';
import { fieldsOf, sheetSections } from './edit/sheet.fields.js';
import { languageOptions } from './kit/languages.js';
import { isProse, prose } from './kit/prose.js';
import { valuesIn } from './form/form.js';
import { feedbackPage, thanksPage } from './feedback/feedback.view.js';
import { figuresPage } from './figures/figures.view.js';
import { homePage } from './home/home.view.js';
import { judgingPage } from './judging/judging.view.js';
import {
  clientMadePage, integrationsPage, newClientPage, newWebhookPage, removalPage as endingPage, rotationPage, webhookFields, webhookMadePage, webhookPage,
} from './integrations/integrations.view.js'; // prettier-ignore
import { appliedPage, joinPage } from './join/join.view.js';
import { legalPage } from './legal/legal.view.js';
import { logPage, ofDecision, ofStep } from './log/log.view.js';
import { legalSettings } from './page/legal.settings.js';
import { memberPage, membersPage } from './members/members.view.js';
import { newsPage } from './news/news.view.js';
import {
  deadLettersPage, discardJobPage, discardPage, hooksPage, jobsPage, redriveJobPage, redrivePage, systemPage,
} from './operate/operate.view.js'; // prettier-ignore
import type { Page } from './page/page.js';
import { problemPage } from './page/problem-page.js';
import { htmlOf } from './page/show-page.js';
import { sheetOf } from './kit/practices.js';
import { Visit } from './page/visit.js';
import { invitePage, peoplePage, removalPage, withdrawalPage } from './people/people.view.js';
import { assignmentPage } from './review/assignment.view.js';
import { mergerPage, reasonField, reversalPage, withdrawalPage as goingPage } from './review/merger.view.js';
import { applicationWaiting, practiceWaiting } from './review/queue.js';
import { queuePage } from './review/queue.view.js';
import { keptPage, reviewPage, type Reviewed, type Told } from './review/review.view.js';
import { changePage, changes, rosterPage, seatPage } from './roster/roster.view.js';
import { savedPage, savePage } from './saved/saved.view.js';
import { Search } from './search/search.query.js';
import { searchPage } from './search/search.view.js';
import { sheetPage } from './sheet/sheet.view.js';
import { versionsPage } from './sheet/versions.view.js';
import { states as fates, submissionsPage } from './submissions/submissions.view.js';
import { pairsOf, partsOf } from './translate/pairs.js';
import { askedPage as sentLinkPage, chosenIn, endedPage, preferenceFields, preferencesPage, subscribeFields, subscribePage } from './subscribe/subscribe.view.js'; // prettier-ignore
import { languagesPage, translationPage, type Translating } from './translate/translate.view.js';
import { workPage } from './work/work.view.js';
import { outdatedPage, workPracticesPage } from './work/work-practices.view.js';
import { gonePage } from './work/workplace.js';
import { pageLanguages } from './words/words.js';

const mailbox = (state: string): Shape<'SubscriptionView'> => ({
  id: '1', state: state as 'active', channel: { type: 'email', address: '"><b>@city.example' }, filter: { countries: ['FI'], text: '"><b>' },
  frequency: 'weekly', language: 'fi', zone: 'Europe/Helsinki', createdAt: '2027-01-01T00:00:00Z', confirmedAt: null, contact: null, lastError: null, failingSince: null,
  recoveringSince: null, owner: null, searchDeletedAt: null,
}); // prettier-ignore

const offered = { types: [], countries: ['FI', 'IT'], members: [], dimensions: [] };
const foretold = (events: number): Shape<'PreviewView'> => ({
  since: '2027-01-01T00:00:00Z', events, mails: Math.ceil(events / 2),
  latest: [
    { type: 'eu.lra-network.practice.published.v1', subject: '1', time: '2027-03-01T00:00:00Z', title: { en: '"><b>' }, name: null },
    { type: 'eu.lra-network.member.approved.v1', subject: '2', time: '2027-03-01T00:00:00Z', title: null, name: '"><b>' },
    { type: 'eu.lra-network.practice.translated.v1', subject: '3', time: '2027-03-01T00:00:00Z', title: null, name: null },
  ],
}); // prettier-ignore

const site = {
  gatewayUrl: 'http://gateway.invalid',
  publicUrl: 'https://network.example',
  settings: readSettings({ LRA_OPERATOR_NAME: 'City of Tampere' }, [legalSettings]),
};
const visitOf = (url: string, settings = site.settings, isTrial = false): Visit =>
  new Visit({ ...site, settings, isTrial }, { url, headers: {}, params: { id: '1' } } as unknown as FastifyRequest);

const text = (words: string, lang = 'en', more = {}) => ({
  text: words,
  lang,
  translation: 'none',
  stale: false,
  ...more,
});

/** A practice with a little of everything. */
const practice = {
  id: '01995d3c-6f2a-7c1e-8f00-0d5f5f3f9f11', version: 2, status: 'published', publishedAt: '2026-03-01T12:00:00Z',
  updatedAt: '2026-04-01T12:00:00Z', ownerMemberId: 'm', ownerName: 'City of Tampere', adoptions: { count: 2 },
  completeness: { percent: 90, missing: [], explanation: [] }, provenance: { kind: 'direct', receivedAt: '2026-03-01T12:00:00Z' },
  label: {
    awarded: true, since: '2026-05-01T12:00:00Z',
    explanation: {
      assessments: [], assessors: 3, missing: [], rule: 'r',
      medians: { relevance: 4, efficiency: 4, effectiveness: 5, impactAndAddedValue: 4, sustainability: null },
    },
  },
  factSheet: {
    originalLanguage: 'fi', title: text('Language café </script>'),
    objectives: text('Newcomers practise.\\n\\nTogether.', 'fi', { translation: 'machine', stale: true }),
    countries: ['FI'], targetGroups: ['women'], themes: ['language-training'], aims: ['education'], range: 'national',
    organiser: { name: 'City of Tampere' }, period: { start: '2024-09', ongoing: true }, place: { name: 'Tampere' },
    funding: { sources: ['eu'], amounts: [{ amount: '800000.00', currency: 'EUR' }] },
    beneficiaries: { count: 1800, counted: text('people') }, partners: [{ name: 'Library' }, {}],
    indicators: [{ name: text('Courses'), value: 154, year: 2012, unit: 'courses' }],
    evaluation: { summary: text('Good.') },
    links: [{ url: 'https://example.org/', label: 'Report' }, { url: 'javascript:alert(1)', label: 'Trap' }],
  },
} as unknown as Parameters<typeof sheetPage>[1]; // prettier-ignore

/** The same while its editor writes it, with a request of the secretariat. */
const editing = (visit: Visit, more: Partial<Editing> = {}) => {
  const sections = sheetSections(visit, 'fi');
  const fields = fieldsOf(sections);
  const { countries, organiser, period, funding, partners } = sheetOf(practice);
  const sheet = {
    title: { fi: '"><b>' },
    indicators: [{ name: { en: 'Courses' }, value: 1 }],
    countries,
    organiser,
    period,
    funding,
    partners,
  };
  const values = valuesIn(fields, sheet);
  const written = {
    ...practice,
    changeRequest: [
      { number: 1, state: 'open', pointer: '/title/fi', comment: 'Longer?', requestedAt: '2026-03-01T12:00:00Z' },
      {
        number: 2,
        state: 'answered',
        pointer: '/unheard',
        comment: 'Why?',
        answer: 'So.',
        requestedAt: '2026-03-01T12:00:00Z',
      },
    ],
    completeness: { percent: 90, missing: ['/aims'], explanation: [] },
  };
  return editPage(visit, {
    practice: written as never,
    sections,
    values,
    tag: '"1"',
    was: digestsOf(fields, values),
    faults: [],
    ...more,
  });
};

/** The same as the secretariat gets it to decide on, with everything that may be known of it. */
const whole = {
  originalLanguage: 'fi',
  title: { fi: 'Kahvila', en: 'Café' },
  objectives: { fi: '"><b>', sv: 'Ett kafé' },
  countries: ['FI'],
  organiser: { name: 'City of Tampere', kind: 'city' },
  indicators: [{ name: { fi: 'Kurssit' }, value: 1 }],
  contacts: [{ name: 'Office', email: 'office@tampere.example', consentToPublish: true }],
};
const asked = { requestedAt: '2026-03-01T12:00:00Z', state: 'open', comment: 'Which?' };
const reviewed = {
  practice: {
    ...practice, factSheet: whole, status: 'submitted', submittedAt: '2026-03-02T12:00:00Z', completeness: { percent: 90, missing: ['/aims'], explanation: [] },
    overwritten: { by: 'a', at: '2026-03-02T12:00:00Z', pointers: ['/title/fi'], edit: { by: 'b', at: '2026-03-01T12:00:00Z' } },
    changeRequest: [{ ...asked, number: 1, pointer: '' }, { ...asked, number: 2, pointer: '/title/fi', state: 'answered', answer: 'That.' }, { ...asked, number: 3, pointer: '/aims', state: 'answered' }],
  },
  tag: '"7"',
  sides: [1, 2].map((version) => ({ version, publishedAt: null, reason: 'New "figures".', factSheet: { ...whole, title: { fi: `Kahvila ${version}` } } })),
  changes: [{ pointer: '/title/fi', before: 'Kahvila 1', after: 'Kahvila 2' }],
  similar: [{ id: 's', href: '/v1/practices/s', status: 'draft', title: { it: 'Caffè' }, countries: ['IT'], score: 0.92, match: { title: 0.9 } }],
  caretaker: { task: 'edit', assigneeId: 'somebody', dueOn: '2026-05-01', assignedAt: '2026-03-01T12:00:00Z' },
  named: new Map([['somebody', '"><b>']]),
  mergers: [{ id: 'm', title: { it: '<b>' }, href: '/v1/practices/m/versions', mergedAt: '2026-03-01T12:00:00Z' }],
  history: [{ revision: 7, version: 2, kind: 'revise', pointers: ['/objectives/fi'], reason: null, by: 'a', at: '2026-03-01T12:00:00Z' }],
} as unknown as Reviewed; // prettier-ignore
const reviewing = (visit: Visit, told: Partial<Told> = {}, more: Partial<Reviewed> = {}) =>
  reviewPage(visit, { ...reviewed, ...more }, { typed: new Map([['/title', '</textarea>']]), faults: [], ...told });
const same = { ...reviewed.practice, status: 'published' as const };
const waiting = [
  practiceWaiting({ ...practice, status: 'submitted', caretaker: { assigneeId: 'somebody', dueOn: '2026-05-01' } } as never),
  practiceWaiting({ ...practice, status: 'submitted', publishedAt: null, ownerName: null, submittedAt: '2026-05-01T10:00:00Z' } as never),
  applicationWaiting({ id: 'a', name: 'City of "Oulu"', country: 'FI', submittedAt: '2026-05-01T10:00:00Z' } as never),
]; // prettier-ignore
const original = {
  originalLanguage: 'it', title: { it: '"><b>' }, objectives: { it: 'Una vita buona' }, lessons: { en: 'Talk.' }, indicators: [{ name: { it: 'corsi' } }],
}; // prettier-ignore
const public_ = { ...practice, factSheet: original } as never;

/** Its translation while somebody writes it. */
const translating = (visit: Visit, more: Partial<Translating> = {}) => {
  const parts = partsOf(visit, original as never, 'ar');
  const text = (pointer: string, translation: string, stale: boolean) =>
    ({ pointer, text: '"></textarea><b>', translation, stale, basedOnVersion: 1, at: '2026-03-01T12:00:00Z' }) as never;
  return translationPage(visit, {
    practice: public_, lang: 'ar', parts, values: new Map([['/title', '"></textarea><b>']]), version: 2, faults: [], checked: new Set(['/title']),
    texts: [text('/title', 'human', true), text('/objectives', 'machine', false)], before: new Map([['/title', 'Vivere </del>']]),
    was: digestsOf(pairsOf(parts).map(({ field }) => field), new Map()), ...more,
  }); // prettier-ignore
};
const jobs = (['queued', 'running', 'done', 'failed'] as const).map((state) => ({ id: 'j', state, reason: '<b>' }) as never); // prettier-ignore

const sent = fates.map((state) => ({
  id: 'i', externalId: '"><b>', sourceVersion: 1, withdraws: state === 'applied', state, practiceId: 'p', acceptedAt: '2026-03-01T12:00:00Z',
  settledAt: '2026-03-01T12:00:00Z', errors: [{ pointer: '/factSheet/aims', code: 'missing', detail: '<b>' }, { pointer: '', code: 'x', detail: 'x' }],
  overwrote: { by: 'x', at: '2026-03-01T12:00:00Z', pointers: [] },
})) as never[]; // prettier-ignore
const client = { id: 'c', clientId: 'c', name: '"><b>', createdAt: '2026-03-01T12:00:00Z', rotatedAt: '2026-03-01T12:00:00Z' } as never; // prettier-ignore
const webhook = (state: string) => ({
  id: 'w', state, channel: { type: 'webhook', url: 'https://city.example/"><b>' }, createdAt: '2026-03-01T12:00:00Z',
  filter: { types: ['eu.lra-network.practice.*', '<b>'], countries: ['FI'], steps: true },
  lastError: state === 'failed' ? { code: 'webhook.gone', detail: '<b>', at: '2026-03-01T12:00:00Z' } : null,
}) as never; // prettier-ignore
const deliveries = {
  items: ['pending', 'delivered', 'failed'].map((state) => ({
    id: 'd', type: 'eu.lra-network.practice.published.v1', state, createdAt: '2026-03-01T12:00:00Z', nextAttemptAt: '2026-03-01T12:00:00Z',
    attempts: [{ number: 1, at: '', status: 503, error: 'webhook.odd', durationMs: 3 }],
  })) as never[],
  next: 'c',
}; // prettier-ignore
const tried = (status: number | null, error: string | null) =>
  ({ accepted: error === null, status, error, detail: '', durationMs: 1234, at: '', eventId: '' }) as never;

const link = (distance: number) => ({
  adoptionId: 'a', distance, memberId: 'm', memberName: distance > 0 ? 'City of Oulu' : null, ownPracticeId: 'p', practiceId: 'q',
  status: 'completed' as const, title: { fi: 'Kahvila' }, ownPracticeTitle: distance > 0 ? { it: 'Caffè' } : null,
}); // prettier-ignore
const found = {
  items: [practice], next: 'c', total: 1,
  facets: { country: [{ code: 'FI', count: 1 }, { code: 'not-stated', count: 1 }], label: [{ code: 'none', count: 1 }] },
}; // prettier-ignore
const row = (key: Record<string, string | null>) => ({ key, count: 1, percent: 50, list: '/v1/practices?country=FI' });
const figures = {
  base: 2, unanswered: 1, dimensions: [], lists: { base: null, unanswered: null }, totals: {},
  rows: [row({ country: 'FI', label: 'none' }), row({ country: null, label: 'good-practice' })],
} as unknown as Parameters<typeof figuresPage>[2]; // prettier-ignore
const member = {
  id: 'm', name: 'City of Tampere', kind: 'municipality', country: 'FI', nutsCode: null, place: 'Tampere', since: '2026-05-01',
  status: 'approved', website: 'https://www.tampere.fi',
} as Parameters<typeof memberPage>[1]; // prettier-ignore
const event = (type: string, data: object) =>
  ({ type: `eu.lra-network.${type}.v1`, subject: 's', time: '2026-05-01T10:00:00Z', data }) as never;
const adoption = {
  practiceId: 'q', practiceTitle: { fi: 'Kahvila' }, ownPracticeId: 'p', ownPracticeTitle: { it: 'Caffè' }, createdAt: '2026-05-01T10:00:00Z', status: 'planned',
} as never; // prettier-ignore

const adoptions = {
  items: (['planned', 'completed'] as const).map((status) => ({ id: 'a', practiceId: 'q', practiceTitle: status === 'planned' ? { fi: '"><b>' } : null, status, updatedAt: '2026-05-01T10:00:00Z' })) as never[],
  next: 'c',
}; // prettier-ignore
const adopting = (more: Partial<Adopting> = {}): Adopting => ({
  practice, own: [['p', 'Caffè']], lang: 'fi', was: {},
  values: new Map([['/status', 'planned'], ['/language', 'fi'], ['/changes', '</textarea><b>'], ['/links/0/url', '"><b>']]),
  ...more,
}); // prettier-ignore
const adopted = { ...(adoption as object), id: 'a', changes: { fi: 'Iltaisin', en: 'In the evening' } } as never;

const score = { score: 4, reason: '</textarea><script>' };
const scores = {
  relevance: score,
  efficiency: score,
  effectiveness: score,
  impactAndAddedValue: score,
  sustainability: score,
};
const assessment = { id: 'a', assessorId: 'p', version: 1, scores, createdAt: '2026-03-01T12:00:00Z', updatedAt: '2026-03-01T12:00:00Z' }; // prettier-ignore
const judging = { practice, values: new Map([['/scores/relevance/reason', '</textarea>']]), tag: '"1"', faults: [], others: [] }; // prettier-ignore

const letter = {
  id: 'practices:1', app: 'practices', group: 'practices.members', state: 'dead', type: '</h2><script>', subject: 's', sequence: '7', topic: 't',
  origin: null, reason: 'handler-failed', detail: 'It <b>failed', attempts: 3, nextAttemptAt: null, createdAt: '2026-03-01T12:00:00.000001Z',
} as const; // prettier-ignore
const letters = { items: [letter, { ...letter, state: 'parked' as const, type: null, reason: 'gap' as const }], next: 'c', unavailable: ['network'] }; // prettier-ignore
const job = { id: 'network:1', app: 'network', kind: 'mail', attempts: 5, error: 'EENVELOPE 550', failedAt: '2026-03-01T12:00:00.000001Z' } as const; // prettier-ignore
const outbox = { app: 'practices', depth: 3, oldestAgeSeconds: 4000, leases: [], groups: [{ group: 'practices.members', lag: 7 }, { group: 'practices.x', lag: null }] } as const; // prettier-ignore
const imported = { source: '"><b>', state: 'running', processed: 3, total: 9, createdAt: '2026-03-01T12:00:00Z' };
const told = {
  apps: { items: [outbox as never], unavailable: ['network'] }, dead: 2, parked: 0, jobs: undefined, hooks: 1,
  deliveries: { pending: 1, gathered: 2, delivered: 10000, failed: 3, upTo: 10000 }, imports: [imported as never],
}; // prettier-ignore

const noNews = { items: [], next: null, previous: null };

const due = {
  waiting: waitingKinds.flatMap((kind) =>
    [1, 3, 11].map((count) => ({ kind, count, due: count > 1 ? '2026-05-02' : null, overdue: count > 3, since: '2026-05-01T10:00:00Z', list: '/v1/practices?waitingFor=me' })),
  ),
  unavailable: ['network'],
}; // prettier-ignore
const states = ['draft', 'submitted', 'changes-requested', 'published'] as const;
const inHand = { items: states.map((status) => ({ ...practice, status })), next: 'c' };

const allRoles = ['admin', 'member-editor', 'official', 'reviewer', 'steering'] as const;
const rights = { roles: [...allRoles], memberId: 'm', affiliation: '"><b>', grants: ['voting' as const] };
const somebody = { id: 'p', name: '"><b>', ...rights, createdAt: '2026-05-01T10:00:00Z', signedInAt: '2026-05-01T10:00:00Z' }; // prettier-ignore
const invitation = {
  id: 'i', state: 'open' as const, email: 'anna@city.example', personId: null, ...rights, endsOn: '2027-05-01', invitedBy: 'p', createdAt: '2026-05-01T10:00:00Z',
  expiresAt: '2036-05-01T10:00:00Z', redeemedAt: null,
}; // prettier-ignore
const invited = [invitation, { ...invitation, expiresAt: '2026-05-31T10:00:00Z', endsOn: null }];
const operator = { as: 'admin', roles: allRoles, members: [{ id: 'm', name: '"><b>', country: 'FI' }] } as const;
const colleague = { as: 'member-editor', roles: ['member-editor'], members: [] } as const;
const refusal = { status: 409, code: 'x' } as NonNullable<Parameters<typeof removalPage>[2]['refusal']>;

const application = {
  id: 'a', name: '"><b>', kind: 'municipality', country: 'FI', place: '"><b>', nutsCode: 'FI197', website: 'ftp://<b>', status: 'applied',
  contact: { name: '"><b>', email: 'anna@city.example' }, submittedAt: '2026-05-01T10:00:00Z', decidedAt: null, decidedBy: null, reason: null, memberId: null, activation: null,
  duplicates: [
    { applicationId: null, memberId: 'm', name: '"><b>', country: 'FI', status: 'ended', alike: ['name', 'website', 'place', 'nuts-code'] },
    { applicationId: 'b', memberId: null, name: 'Oulu', country: 'FI', status: 'rejected', alike: ['name'] },
  ],
} as Parameters<typeof applicationPage>[1]; // prettier-ignore
const decided: typeof application = {
  ...application, status: 'approved', memberId: 'm', decidedAt: '2026-05-02T10:00:00Z', decidedBy: 'p', reason: '"><b>', website: 'https://www.tampere.fi', contact: null,
  activation: { state: 'sent', expiresAt: '2026-05-05T10:00:00Z' }, duplicates: [],
}; // prettier-ignore
const named = new Map([
  ['p', '"><b>'],
  ['somebody', '"><b>'],
]);
const seat = { ...member, name: '"><b>' };
const history: Parameters<typeof seatPage>[2] = [
  { status: 'suspended', effectiveOn: '2026-05-03', reason: '"><b>', by: 'p', at: '2026-05-03T10:00:00Z' },
];

const logged = {
  practiceId: '1', title: { it: '"><b>' }, published: false, version: 1, revision: 1, pointers: [], reason: '"><b>', by: 'p', at: '2026-05-03T10:00:00Z',
}; // prettier-ignore
const kindsOfSteps = ['publish', 'label-lost', 'erase'] as const;
const steps = kindsOfSteps.map((kind) => ({ ...logged, kind }));
const decision = {
  act: 'suspend' as const, name: '"><b>', memberId: 'm', applicationId: null, effectiveOn: '2026-05-03', reason: '"><b>', by: 'gone', at: '2026-05-03T10:00:00Z',
}; // prettier-ignore
const decisions = [decision, { ...decision, act: 'reject' as const, memberId: null, applicationId: 'a', reason: null }];

const views: Readonly<Record<string, readonly [path: string, view: (visit: Visit) => Page]>> = {
  home: ['', (visit) => homePage(visit, found, 3)],
  'home of somebody': ['', (visit) => homePage(visit, found, 3, due)],
  work: ['/work', (visit) => workPage(visit, due)],
  'no work': ['/work', (visit) => workPage(visit, { waiting: [], unavailable: [] })],
  'practices in hand': ['/work/practices', (visit) => workPracticesPage(visit, inHand, inHand)],
  queue: ['/work/practices?waitingFor=me', (visit) => workPracticesPage(visit, { items: [], next: null })],
  'empty home': ['', (visit) => homePage(visit, { items: [], next: null, total: 0 }, 0)],
  search: [
    '/practices?q=a&country=FI&theme=x&sort=title&cursor=c&utm=1',
    (visit) => searchPage(visit, new Search(visit.query), found),
  ],
  nothing: [
    '/practices?q=a',
    (visit) => searchPage(visit, new Search(visit.query), { items: [], next: null, total: 0 }),
  ],
  sheet: [
    '/practices/1',
    (visit) =>
      sheetPage(
        visit,
        practice,
        [link(-1), link(1)],
        [{ id: 'x', title: { it: 'Caffè' }, countries: ['IT'] } as never],
      ),
  ],
  versions: [
    '/practices/1/versions',
    (visit) =>
      versionsPage(
        visit,
        practice,
        [{ version: 2, publishedAt: '2026-03-01T12:00:00Z', factSheet: { title: { it: 'Caffè' } } } as never],
        2,
        [
          { pointer: '/objectives/en', before: null, after: 'x' },
          { pointer: '/range', before: 'national', after: null },
        ],
      ),
  ],
  figures: ['/figures', (visit) => figuresPage(visit, ['country'], figures)],
  crossed: ['/figures', (visit) => figuresPage(visit, ['country', 'label'], figures)],
  members: [
    '/members?kind=region',
    (visit) => membersPage(visit, { items: [member], next: 'c', facets: { country: [{ code: 'FI', count: 1 }] } }),
  ],
  member: ['/members/m', (visit) => memberPage(visit, member, found, { items: [adoption] })],
  news: [
    '/news',
    (visit) =>
      newsPage(
        visit,
        {
          items: [
            event('practice.published', { title: { en: 'x' }, countries: ['FI'] }),
            event('practice.adopted', { title: { en: 'x' }, countries: ['FI'], adopterMemberId: 'm' }),
            event('member.approved', { name: 'Oulu' }),
          ],
          next: 'c',
          previous: null,
        },
        new Map([['m', { name: 'City of Tampere', country: 'FI' }]]),
        new Map(),
      ),
  ],
  'no such news': ['/news?theme=employment', (visit) => newsPage(visit, noNews, new Map(), new Map())],
  join: [
    '/join',
    (visit) =>
      joinPage(visit, new Map([['/name', '"><b>']]), [
        { pointer: '/kind', code: undefined },
        { pointer: '/website', code: 'is-url', detail: 'It must be an address.' },
      ]),
  ],
  judging: ['/judging', judgingPage],
  sent: ['/join/sent', appliedPage],
  save: ['/searches/new?q=a', (visit) => savePage(visit)],
  saved: ['/searches', (visit) => savedPage(visit, [{ id: 'i', name: 'Mine', href: '/v1/practices?q=a' } as never])],
  ask: [
    '/practices/1/question',
    (visit) => askPage(visit, practice, true, [{ pointer: '/question', code: undefined }]),
  ],
  'nobody to ask': ['/practices/1/question', (visit) => askPage(visit, practice, false, [])],
  asked: ['/practices/1/question/sent', askedPage],
  feedback: [
    '/feedback?about=accessibility&page=%22%3E%3Cb%3E',
    (visit) => feedbackPage(visit, true, [{ pointer: '/email', code: 'isEmail', detail: 'It must be an address.' }]),
  ],
  'no feedback': ['/feedback', (visit) => feedbackPage(visit, false, [])],
  thanks: ['/feedback/sent', thanksPage],
  accessibility: [
    '/accessibility',
    (visit) => legalPage(visit, 'accessibility', ['barriers', 'statement', 'feedback', 'enforcement'], 'accessibility'),
  ],
  legal: ['/legal', (visit) => legalPage(visit, 'legal', ['responsible', 'content', 'licence', 'links'])],
  'new fact sheet': [
    '/work/practices/new',
    (visit) => newPage(visit, new Map(), [{ pointer: '/title', code: 'required' }]),
  ],
  'fact sheet in work': ['/work/practices/1/edit', (visit) => editing(visit, { state: 'saved', more: 'partners' })],
  'fact sheet with faults': [
    '/work/practices/1/edit',
    (visit) => editing(visit, { state: 'saved', faults: [{ pointer: '/aims', code: 'missing' }] }),
  ],
  'fact sheet that two changed': [
    '/work/practices/1/edit',
    (visit) =>
      editing(visit, {
        theirs: new Map([
          ['/aims', new Map()],
          ['/countries', new Map([['/countries/0', 'FI']])],
        ]),
      }),
  ],
  'fact sheet of somebody signed out': ['/work/practices/1/edit', (visit) => editing(visit, { state: 'signed-out' })],
  'fact sheet with the secretariat': [
    '/work/practices/1/edit',
    (visit) => lockedPage(visit, practice, { originalLanguage: 'fi', title: { fi: 'Kahvila' } }),
  ],
  people: [
    '/work/people',
    (visit) =>
      peoplePage(visit, {
        people: [somebody],
        next: 'c',
        invitations: invited,
        more: 'c',
        names: new Map([['m', '"><b>']]),
      }),
  ],
  'no people': [
    '/work/people',
    (visit) => peoplePage(visit, { people: [], next: null, invitations: [], more: null, names: new Map() }),
  ],
  'an invitation to write': [
    '/work/people/new',
    (visit) =>
      invitePage(visit, operator, new Map([['/email', '"><b>']]), {
        faults: [{ pointer: '/email', code: 'is-email' }],
      }),
  ],
  'an invitation of a colleague': [
    '/work/people/new',
    (visit) => invitePage(visit, colleague, new Map(), { faults: [] }),
  ],
  'an invitation to withdraw': [
    '/work/people/invitations/1/withdrawal',
    (visit) => withdrawalPage(visit, invitation, { faults: [], refusal }),
  ],
  'somebody to remove': ['/work/people/1/removal', (visit) => removalPage(visit, somebody, { faults: [] })],
  'removal by somebody signed out': [
    '/work/people/1/removal',
    (visit) => removalPage(visit, undefined, { faults: [] }),
  ],
  'what waits for the secretariat': [
    '/work/queue?assignedTo=all&done=practice-published',
    (visit) => queuePage(visit, { items: waiting, totals: { practice: 5, application: 4 }, isPartial: false, named }),
  ],
  'nothing for the secretariat': [
    '/work/queue',
    (visit) => queuePage(visit, { items: [], totals: { practice: 0, application: 0 }, isPartial: false, named }),
  ],
  'part of what waits for the secretariat': [
    '/work/queue',
    (visit) => queuePage(visit, { items: waiting, totals: { practice: 2, application: 1 }, isPartial: true, named }),
  ],
  review: ['/work/practices/1/review', reviewing],
  'review of a first version': [
    '/work/practices/1/review',
    (visit) => reviewing(visit, { notice: 'comments' }, { sides: [undefined, reviewed.sides[1]], similar: [] }),
  ],
  'review of what has changed': [
    '/work/practices/1/review',
    (visit) => reviewing(visit, { notice: 'changed', seen: '"6"' }),
  ],
  'review that asks nothing': ['/work/practices/1/review', (visit) => reviewing(visit, { notice: 'no-comments' })],
  'review of what is not complete': ['/work/practices/1/review', (visit) => reviewing(visit, { notice: 'incomplete' })],
  'review with a fault': [
    '/work/practices/1/review',
    (visit) => reviewing(visit, { faults: [{ pointer: '/aims', code: 'max-length', detail: 'Too long.' }] }),
  ],
  'review of what waits for nothing': [
    '/work/practices/1/review',
    (visit) => reviewing(visit, {}, { practice: { ...reviewed.practice, status: 'published' } }),
  ],
  'comments of somebody signed out': [
    '/work/practices/1/review',
    (visit) => keptPage(visit, new Map([['/title', '</textarea>']])),
  ],
  'to whom a practice is assigned': [
    '/work/practices/1/assignment',
    (visit) =>
      assignmentPage(visit, {
        practice: reviewed.practice,
        colleagues: [{ id: '1', name: '<Anna>' }],
        task: undefined,
      }),
  ],
  'a reason for withdrawing what is gone': [
    '/work/practices/1/withdrawal',
    (visit) => gonePage(visit, [reasonField(visit, 'withdrawal')], new Map([['/reason', '</textarea>']])),
  ],
  applications: [
    '/work/applications',
    (visit) => applicationsPage(visit, { items: [application], next: null }, { items: [decided], next: 'c' }),
  ],
  'no applications': [
    '/work/applications?status=applied',
    (visit) => applicationsPage(visit, { items: [], next: null }, undefined),
  ],
  application: ['/work/applications/1', (visit) => applicationPage(visit, application, new Map())],
  'decided application': [
    '/work/applications/1?done=applicationApprove',
    (visit) => applicationPage(visit, decided, named),
  ],
  approval: [
    '/work/applications/1/approve',
    (visit) => decisionPage(visit, 'approve', application, new Map(), { faults: [] }),
  ],
  rejection: [
    '/work/applications/1/reject',
    (visit) => decisionPage(visit, 'reject', undefined, new Map([['/reason', '"><b>']]), { faults: [] }),
  ],
  'decided meanwhile': [
    '/work/applications/1/reject',
    (visit) => decisionPage(visit, 'reject', decided, new Map([['/reason', '"><b>']]), { faults: [], refusal }),
  ],
  'link to send': ['/work/applications/1/activation', (visit) => activationPage(visit, application, { faults: [] })],
  roster: [
    '/work/members?q=%22%3E%3Cb%3E',
    (visit) => rosterPage(visit, { items: [seat], next: 'c', total: 2, facets: { country: [{ code: 'FI' }] } }),
  ],
  log: [
    '/work/log?since=2026-05-01',
    (visit) =>
      logPage(visit, { lines: steps.map((one) => ofStep(visit, one)), next: 'c', previous: null }, named, [
        { id: 'p', name: '"><b>' },
      ]),
  ],
  'log of one person': [
    '/work/log?about=members&by=gone',
    (visit) =>
      logPage(
        visit,
        { lines: decisions.map((one) => ofDecision(visit, one)), next: null, previous: null },
        new Map(),
        [],
      ),
  ],
  'empty log': ['/work/log', (visit) => logPage(visit, { lines: [], next: null, previous: null }, new Map(), [])],
  seat: ['/work/members/1', (visit) => seatPage(visit, seat, history, named)],
  ...Object.fromEntries(
    changes.map((change) => [
      change,
      [
        `/work/members/1/${change}`,
        (visit: Visit) =>
          changePage(visit, change, { data: seat, tag: '"1"' }, new Map(), {
            faults: [{ pointer: '/effectiveOn', code: 'effective-on' }],
          }),
      ] as const,
    ]),
  ),
  translations: [
    '/work/practices/1/translations',
    (visit) =>
      languagesPage(visit, public_, [
        { language: 'de', human: 3, machine: 0, stale: 0, updatedAt: '' },
        { language: 'fr', human: 1, machine: 1, stale: 1, updatedAt: '' },
      ]),
  ],
  'translations of a draft': [
    '/work/practices/1/translations',
    (visit) => languagesPage(visit, { ...(public_ as typeof practice), status: 'draft' }, []),
  ],
  translation: ['/work/practices/1/translations/ar', translating],
  'translation with faults': [
    '/work/practices/1/translations/ar',
    (visit) => translating(visit, { faults: [{ pointer: '/indicators/0/name', code: 'max-length' }] }),
  ],
  'translation that two wrote': [
    '/work/practices/1/translations/ar',
    (visit) => translating(visit, { theirs: new Map([['/title', new Map([['/title', '</blockquote><b>']])]]) }),
  ],
  'translation of somebody signed out': [
    '/work/practices/1/translations/ar',
    (visit) => translating(visit, { isSignedOut: true }),
  ],
  'translation without a machine': [
    '/work/practices/1/translations/ar',
    (visit) => translating(visit, { isMachineless: true }),
  ],
  ...Object.fromEntries(
    jobs.map((job, n) => [
      `translation by machine ${n}`,
      ['/work/practices/1/translations/ar', (visit: Visit) => translating(visit, { job })] as const,
    ]),
  ),
  'a choice of what is the same': [
    '/work/practices/1/merger?q=%22%3E%3Cb%3E',
    (visit) => mergerPage(visit, { practice: same, tag: '"1"', into: 'x', similar: [], found: [practice] }),
  ],
  'two that are the same': [
    '/work/practices/1/merger?into=x',
    (visit) =>
      mergerPage(visit, {
        practice: same,
        tag: '"1"',
        into: 'x',
        other: { ...same, factSheet: { ...whole, title: { it: '<b>' } } } as never,
      }),
  ],
  'a merger by somebody signed out': ['/work/practices/1/merger', (visit) => mergerPage(visit, { into: 'x' })],
  'a merger to reverse': [
    '/work/practices/1/merger-reversal',
    (visit) =>
      reversalPage(visit, {
        title: { it: '<b>' },
        other: same,
        step: { ...reviewed.history[0]!, reason: '<i>' },
        tag: '"1"',
      }),
  ],
  'a reversal by somebody signed out': ['/work/practices/1/merger-reversal', (visit) => reversalPage(visit, undefined)],
  'a practice to withdraw': ['/work/practices/1/withdrawal', (visit) => goingPage(visit, same, '"1"')],
  'a withdrawal by somebody signed out': ['/work/practices/1/withdrawal', (visit) => goingPage(visit, undefined, '')],
  adoptions: ['/work/adoptions', (visit) => adoptionsPage(visit, { ...adoptions, next: null }, adoptions)],
  'adoptions to report': ['/work/adoptions?toReport=true', (visit) => adoptionsPage(visit, adoptions)],
  'no adoptions': [
    '/work/adoptions',
    (visit) => adoptionsPage(visit, { items: [], next: null }, { items: [], next: null }),
  ],
  'adoption to record': [
    '/work/practices/1/adoption/new',
    (visit) =>
      adoptPage(visit, adopting({ faults: [{ pointer: '/links/0/url', code: 'web-address' }], more: 'links' })),
  ],
  'adoption by somebody signed out': [
    '/work/practices/1/adoption/new',
    (visit) => adoptPage(visit, adopting({ status: 401 })),
  ],
  'adoption that can be recorded no more': [
    '/work/practices/1/adoption/new',
    (visit) => {
      const { own, lang, values, was } = adopting();
      return adoptPage(visit, { own, lang, values, was, note: 'adopt.gone' });
    },
  ],
  adoption: [
    '/work/practices/1/adoptions/a?done=adopted',
    (visit) => adoptPage(visit, adopting({ adoption: adopted })),
  ],
  'adoption that two wrote': [
    '/work/practices/1/adoptions/a',
    (visit) =>
      adoptPage(
        visit,
        adopting({
          adoption: adopted,
          note: 'adopt.exists',
          theirs: new Map([['/changes', new Map([['/changes', '</blockquote><b>']])]]),
        }),
      ),
  ],
  'outdated translations': ['/work/practices?waitingFor=translator', (visit) => outdatedPage(visit, inHand)],
  'no outdated translation': [
    '/work/practices?waitingFor=translator',
    (visit) => outdatedPage(visit, { items: [], next: null }),
  ],
  assessments: [
    '/work/assessments',
    (visit) => assessmentsPage(visit, { items: [practice] }, { ...inHand, next: 'c' }),
  ],
  'nothing to assess': [
    '/work/assessments',
    (visit) => assessmentsPage(visit, { items: [] }, { items: [], next: null }),
  ],
  'assessment with faults': [
    '/work/practices/1/assessment',
    (visit) =>
      assessPage(visit, {
        ...judging,
        note: 'assess.newVersion',
        faults: [{ pointer: '/scores/relevance/score', code: undefined }],
      }),
  ],
  'assessment given': [
    '/work/practices/1/assessment?done=assessed',
    (visit) => assessPage(visit, { ...judging, own: assessment, others: [assessment], next: practice }),
  ],
  'assessment of somebody signed out': [
    '/work/practices/1/assessment',
    (visit) => assessPage(visit, { values: judging.values, tag: '', faults: [], others: [] }),
  ],
  'own practice': ['/work/practices/1/assessment', (visit) => conflictPage(visit, practice, 'assess.conflict')],
  'assessment to withdraw': [
    '/work/practices/1/assessment/withdrawal',
    (visit) => assessmentWithdrawalPage(visit, practice, '"1"', true),
  ],
  system: ['/work/system', (visit) => systemPage(visit, told)],
  'system of which little is known': [
    '/work/system',
    (visit) => systemPage(visit, { ...told, deliveries: undefined, imports: undefined }),
  ],
  'quiet system': ['/work/system', (visit) => systemPage(visit, { ...told, imports: [] })],
  'dead letters': ['/work/system/dead-letters?state=dead', (visit) => deadLettersPage(visit, letters)],
  'no dead letters': [
    '/work/system/dead-letters',
    (visit) => deadLettersPage(visit, { items: [], next: null, unavailable: [] }),
  ],
  'event to redrive': ['/work/system/dead-letters/1/redrive', (visit) => redrivePage(visit, letter)],
  'event to discard': [
    '/work/system/dead-letters/1/discard',
    (visit) => discardPage(visit, letter, new Map([['/reason', '</textarea>']]), { faults: [], refusal }),
  ],
  jobs: ['/work/system/jobs', (visit) => jobsPage(visit, { items: [job], next: null, unavailable: [] })],
  'job to redrive': ['/work/system/jobs/1/redrive', (visit) => redriveJobPage(visit, job)],
  'job to discard': ['/work/system/jobs/1/discard', (visit) => discardJobPage(visit, undefined)],
  webhooks: [
    '/work/system/webhooks',
    (visit) =>
      hooksPage(visit, {
        items: [
          { channel: { type: 'webhook', url: 'https://x.example/"><b>' }, createdAt: '2026-03-01T12:00:00Z' } as never,
        ],
        next: null,
      }),
  ],
  submissions: ['/work/submissions?state=refused', (visit) => submissionsPage(visit, { items: sent, next: 'c' })],
  'no submissions': ['/work/submissions', (visit) => submissionsPage(visit, { items: [], next: null })],
  'news by e-mail': [
    '/subscriptions/new?country=FI&theme=housing',
    (visit) =>
      subscribePage(
        visit,
        subscribeFields(visit, offered, [{ id: 'i', name: 'Mine' }]),
        chosenIn(visit.query),
        [],
        foretold(2),
      ),
  ],
  'news by e-mail, of a member, more than is counted': [
    '/subscriptions/new?member=1&dimension=cultural',
    (visit) => subscribePage(visit, subscribeFields(visit, { ...offered, dimensions: ['cultural'], members: [['1', '"><b>']] }), chosenIn(visit.query), [], foretold(1_000)), // prettier-ignore
  ],
  'news by e-mail, of which there was none': [
    '/subscriptions/new',
    (visit) => subscribePage(visit, subscribeFields(visit, offered), chosenIn(visit.query), [], { ...foretold(0), latest: [] }), // prettier-ignore
  ],
  'news by e-mail, not understood': [
    '/subscriptions/new',
    (visit) => subscribePage(visit, subscribeFields(visit, offered), chosenIn(visit.query), [{ pointer: '/channel/address', code: 'isEmail' }], undefined), // prettier-ignore
  ],
  'link in a mail to come': ['/subscriptions/new', sentLinkPage],
  ...Object.fromEntries(
    (['pending', 'active', 'paused', 'failed'] as const).map((state) => [
      `news that is ${state}`,
      ['/subscriptions/1?done=changed', (visit: Visit) => preferencesPage(visit, mailbox(state), preferenceFields(visit, offered), undefined, [])] as const, // prettier-ignore
    ]),
  ),
  'news of a search': [
    '/subscriptions/1',
    (visit) =>
      preferencesPage(
        visit,
        { ...mailbox('active'), filter: { savedSearch: 'i' } },
        preferenceFields(visit, offered),
        undefined,
        [],
      ),
  ],
  'news of a search that was deleted': [
    '/subscriptions/1',
    (visit) =>
      preferencesPage(
        visit,
        { ...mailbox('active'), filter: { savedSearch: 'i' }, searchDeletedAt: '2026-01-01T00:00:00Z' },
        preferenceFields(visit, offered),
        undefined,
        [],
      ),
  ],
  'news that has ended': ['/subscriptions/1', endedPage],
  integrations: ['/work/integrations', (visit) => integrationsPage(visit, [client], [webhook('failed')])],
  'integrations of an official': ['/work/integrations', (visit) => integrationsPage(visit, undefined, [])],
  'new client': [
    '/work/integrations/clients/new',
    (visit) => newClientPage(visit, [{ pointer: '/name', code: undefined }]),
  ],
  'client made': [
    '/work/integrations/clients/new',
    (visit) => clientMadePage(visit, { clientId: 'c', clientSecret: '<b>' }),
  ],
  'secret to renew': ['/work/integrations/clients/1/rotation', (visit) => rotationPage(visit, client)],
  'access to end': ['/work/integrations/clients/1/removal', (visit) => endingPage(visit, 'client', '"><b>')],
  'webhook to end': ['/work/integrations/webhooks/1/removal', (visit) => endingPage(visit, 'webhook', '"><b>')],
  'new webhook': [
    '/work/integrations/webhooks/new',
    (visit) =>
      newWebhookPage(visit, webhookFields(visit, ['FI']), [
        { pointer: '/channel/url', code: 'webhook.refused-address', detail: '<b>' },
      ]),
  ],
  'webhook made': [
    '/work/integrations/webhooks/new',
    (visit) => webhookMadePage(visit, { id: 'w', state: 'pending', secret: 'whsec_<b>' }),
  ],
  ...Object.fromEntries(
    (['pending', 'active', 'paused', 'failed'] as const).map((state) => [
      `webhook ${state}`,
      ['/work/integrations/webhooks/1', (visit: Visit) => webhookPage(visit, webhook(state), deliveries, {})] as const,
    ]),
  ),
  ...Object.fromEntries(
    [tried(204, null), tried(401, 'webhook.http-status'), tried(null, 'webhook.timeout')].map((one, n) => [
      `webhook tried ${n}`,
      [
        '/work/integrations/webhooks/1',
        (visit: Visit) => webhookPage(visit, webhook('active'), { items: [], next: null }, { tried: one }),
      ] as const,
    ]),
  ),
  'webhook tried too often': [
    '/work/integrations/webhooks/1',
    (visit) => webhookPage(visit, webhook('active'), deliveries, { refusal: { status: 429 } as never }),
  ],
  problem: ['/x', (visit) => problemPage({ status: 418, detail: 'Tea.', traceId: 'abc' } as never, visit, null)],
};

describe.each(pageLanguages)('every view, in %s', (lang) => {
  it.each(Object.entries(views))('makes a whole page of a plain sample: %s', (_, [path, view]) => {
    const visit = visitOf(`/${lang}${path}`);
    const html = htmlOf(view(visit), visit);
    expect(html).toContain(`<html lang="${lang}">`);
    expect(html.match(/<h1/g)).toHaveLength(1);
    expect(html).not.toMatch(/undefined|\[object|NaN|javascript:|\{[a-z]+\}/);
  });
});

describe('a form', () => {
  it('tells faults that have a code in the reader’s language, and others in the words of the API', () => {
    const visit = visitOf('/de/join');
    const faults = [
      { pointer: '/website', code: 'is-url', detail: 'It must be an address.' },
      { pointer: '/name', code: 'is-odd', detail: 'It is odd.' },
    ];
    const html = htmlOf(joinPage(visit, new Map(), faults), visit);
    expect(html).toContain(`<span>${visit.t('form.address')}</span>`);
    expect(html).not.toContain('It must be an address.');
    expect(html).toContain('<span lang="en">It is odd.</span>');
  });
});

describe('what waits for somebody', () => {
  const visit = visitOf('/en/work');
  const one = {
    kind: 'practice-to-review',
    count: 2,
    due: '2026-05-02',
    since: '2026-05-01T10:00:00Z',
    overdue: false,
  } as const;
  const pageOf = (more: object) =>
    htmlOf(workPage(visit, { waiting: [{ ...one, list: '/v1/practices?waitingFor=me&status=submitted', ...more }], unavailable: [] }), visit); // prettier-ignore

  it('leads to its list, and says when it is due, and whether it is overdue', () => {
    const kind = 'practice-overwritten';
    const [onTheDay, after] = [pageOf({ kind }), pageOf({ kind, overdue: true })];
    expect(onTheDay).toContain(
      '<a href="/en/work/practices?waitingFor=me&amp;status=submitted">2 texts of yours that another system replaced</a>',
    );
    expect(onTheDay).toContain('Due 2 May 2026');
    expect([onTheDay.includes('Overdue'), after.includes('Overdue')]).toEqual([false, true]);
  });

  it('is followed by what the visitor’s member has handed in', () => {
    const html = htmlOf(workPage(visit, { waiting: [], unavailable: [] }, [practice]), visit);
    const [, list = ''] = html.split('id="handed-in"');
    expect(list).toContain(`<a href="/en/practices/${practice.id}">`);
    expect(list).toContain(visit.t('sheet.status.published'));
    expect(htmlOf(workPage(visit, { waiting: [], unavailable: [] }), visit)).not.toContain('id="handed-in"');
  });

  it('leads the secretariat to its queue', () => {
    expect(pageOf({})).toContain('<a href="/en/work/queue">2 practices to review</a>');
  });

  it('is named alone where no page shows its list yet', () => {
    const html = pageOf({ kind: 'dead-letter', list: '/v1/nothing?state=dead', due: null });
    expect(html).toMatch(/<li class="[^"]+">2 events that could not be applied</);
    expect(html).toContain('Waiting since 1 May 2026');
  });
});

describe('a list of practices', () => {
  const visit = visitOf('/en/practices?q=a');
  const found = (...highlights: object[]) =>
    htmlOf(searchPage(visit, new Search(visit.query), { items: [{ ...practice, highlights }], next: null } as never), visit); // prettier-ignore
  const piece = (pointer: string, words: string, more = {}) =>
    ({ pointer, lang: 'fi', translation: 'none', parts: [{ text: '<b>', match: true }, { text: words, match: false }], ...more }); // prettier-ignore
  const long = ' and more that says something of what was done there.';

  it('marks what the search found, as text, and says where it stands', () => {
    expect(found(piece('/outcomes/fi', long))).toContain(
      `What came of it:</span> <bdi lang="fi"><mark>&lt;b></mark>${long}</bdi>`,
    );
  });

  it('marks in each summary, too, the whole words that the search found anywhere', () => {
    const word = {
      parts: [
        { text: 'NEWCOMERS', match: true },
        { text: long, match: false },
      ],
    };
    expect(found(piece('/outcomes/fi', '', word))).toContain('<bdi lang="fi"><mark>Newcomers</mark> practise.');
    const part = {
      parts: [
        { text: 'Newcomer', match: true },
        { text: long, match: false },
      ],
    };
    expect(found(piece('/outcomes/fi', '', part))).toContain('>Newcomers practise.');
  });

  it('shows no piece that says nothing', () => {
    const html = found(piece('/indicators/0/name/fi', ' courses'), piece('/activities/fi', long));
    expect(html).not.toContain(' courses</bdi>');
    expect(html).toContain('What is done:');
  });

  it('says by what a practice is related that has none of the words', () => {
    const named = piece('/themes', 'Language training', { lang: 'en', code: 'language-training', parts: [{ text: 'Language training', match: true }] }); // prettier-ignore
    expect(found(named)).toContain('Filed under: Language training');
    expect(found()).toContain('Similar in meaning');
    expect(found(named, piece('/activities/fi', long))).not.toMatch(/Filed under:|Similar in/);
  });
});

describe('the home page', () => {
  const visit = visitOf('/en');
  const links = (total: number) =>
    [...htmlOf(homePage(visit, { ...found, total }, 3), visit).matchAll(/<a href="\/en\/practices">(.*?)<\/a>/g)]
      .map(([, link]) => link!.replaceAll(/<[^>]+>/g, ''))
      .slice(1);

  it('says what its numbers count, and leads to all that are counted', () => {
    expect(links(45)).toEqual(['45 practices published', 'All 45 practices']);
    expect(links(1)).toEqual(['1 practice published', '1 practice in all']);
    expect(links(0)).toEqual([]);
  });
});

describe('the pages of a list', () => {
  const page = (query: string, cursors: { next: string | null; previous: string | null }, count: number) => {
    const visit = visitOf(`/en/practices${query}`);
    const items = Array.from({ length: count }, () => practice);
    const html = htmlOf(searchPage(visit, new Search(visit.query), { items, ...cursors, total: 44 }), visit);
    const to = (rel: string) => new RegExp(`rel="${rel}" href="([^"]+)"`).exec(html)?.[1]?.replaceAll('&amp;', '&');
    return { range: /(\d+)–(\d+) of (\d+)/.exec(html)?.slice(1).map(Number), next: to('next'), previous: to('prev') };
  };

  it('say which of how many they show, and lead on and back', () => {
    const first = page('?q=a', { next: 'n', previous: null }, 20);
    expect(first).toEqual({ range: [1, 20, 44], next: '/en/practices?q=a&cursor=n&from=21', previous: undefined });
    const second = page('?q=a&cursor=n&from=21', { next: 'o', previous: 'p' }, 20);
    expect(second).toEqual({
      range: [21, 40, 44],
      next: '/en/practices?q=a&cursor=o&from=41',
      previous: '/en/practices?q=a&cursor=p&from=1',
    });
    expect(page('?q=a&cursor=o&from=41', { next: null, previous: 'q' }, 4).range).toEqual([41, 44, 44]);
  });

  it.each(['', '&from=x', '&from=-1', '&from=90'])('say nothing that cannot be so: %s', (from) => {
    expect(page(`?q=a&cursor=n${from}`, { next: null, previous: 'p' }, 20).range).toBeUndefined();
  });
});

describe('the form of a search', () => {
  it('keeps filters for which it has no choices, and lets the usual order follow the words', () => {
    const visit = visitOf('/en/practices?nuts=ITC4&country=FI&q=a');
    const html = htmlOf(searchPage(visit, new Search(visit.query), { ...found, total: 2 }), visit);
    expect(html).toContain('<input type="hidden" name="nuts" value="ITC4"/>');
    expect(html).not.toContain('<input type="hidden" name="country"');
    expect(html).toContain('<option value selected>Best match first</option>');
  });
});

describe('the news', () => {
  it('keep what was chosen, and the member of whose page one came, until the reader takes it away', () => {
    const visit = visitOf('/en/news?about=practice.adopted&theme=employment&country=FI&member=m&cursor=c');
    const html = htmlOf(newsPage(visit, noNews, new Map([['m', { name: 'City of Oulu', country: 'FI' }]]), new Map()), visit); // prettier-ignore
    for (const code of ['practice.adopted', 'employment', 'FI'])
      expect(html).toContain(`<option value="${code}" selected>`);
    expect(html).toContain('<input type="hidden" name="member" value="m"/>');
    expect(html).toMatch(/<a class="chip" href="\/en\/news\?about=[^"]*country=FI"[^>]*><bdi>City of Oulu/);
    expect(html).toContain('There is no such news yet. <a href="/en/news">');
  });

  it('count a day only where the page holds all of it, and say where they go on', () => {
    const visit = visitOf('/en/news');
    const page = (next: string | null) =>
      htmlOf(newsPage(visit, { ...noNews, items: [event('member.approved', { name: 'Oulu' })], next }, new Map(), new Map()), visit); // prettier-ignore
    const [within, whole] = [page('c'), page(null)];
    expect([within, whole].map((html) => html.includes('on the next page'))).toEqual([true, false]);
    expect([within, whole].map((html) => html.includes('<span class="number">1</span>'))).toEqual([false, true]);
  });
});

describe('one piece of news', () => {
  const visit = visitOf('/en/news');
  const adopted = (n: number) =>
    event('practice.adopted', { title: { fi: `Kahvila ${n}` }, countries: ['FI'], adopterMemberId: 'm' });
  const told = (
    news: readonly ReturnType<typeof event>[],
    names = new Map([['m', { name: 'City of Oulu', country: 'SE' }]]),
    fates: Parameters<typeof newsPage>[3] = new Map(),
  ) => htmlOf(newsPage(visit, { items: news, next: null, previous: null }, names, fates), visit);

  it('leads to the practice, and names who adopted it, and where that is', () => {
    expect(told([adopted(1)])).toContain(
      '<p><a href="/en/practices/s"><bdi lang="fi">Kahvila 1</bdi></a></p><p class="small quiet"><bdi>Adopted by City of Oulu</bdi>\u00a0· Sweden</p>',
    );
  });

  it('of a day stands by kind, what people care for first, each with its number', () => {
    const kinds = ['practice.merged', 'practice.adopted', 'practice.labelled'].map((kind) => event(kind, {}));
    const headings = [...told([...kinds, kinds[0]!]).matchAll(/<h3>([^<]+?) <span class="number">(\d)/g)].map(([, ...heading]) => heading); // prettier-ignore
    expect(headings).toEqual([['Labels awarded', '1'], ['Adoptions', '1'], ['Merged practices', '2']]); // prettier-ignore
  });

  it('is told without the name of a member that is not known', () => {
    expect(told([adopted(1)], new Map())).toContain('Adopted by a member of the network');
  });

  it('says why a practice was withdrawn, and what tells now of one that was merged', () => {
    const gone = (kind: string, fate: object) =>
      told([event(`practice.${kind}`, { title: { en: 'Old' } })], new Map(), new Map([['s', fate]]));
    expect(gone('withdrawn', { reason: 'It is <over>.' })).toContain('Reason given: <bdi>It is &lt;over>.</bdi>');
    const into = { ...practice, id: 'n', factSheet: { title: { en: 'New' } } };
    expect(gone('merged', { into })).toContain(
      'described in <a href="/en/practices/n"><bdi>New</bdi><bdi> (City of Tampere)</bdi></a>.',
    );
  });

  it('is folded when much of its kind happened on one day', () => {
    const [open = '', folded = ''] = told(Array.from({ length: 9 }, (_, n) => adopted(n))).split(
      '<summary>Show 5 more adoptions',
    );
    expect([open.match(/Kahvila/g)?.length, folded.match(/Kahvila/g)?.length]).toEqual([4, 5]);
  });
});

describe('the versions', () => {
  const visit = visitOf('/en/practices/1/versions');
  const [first, second] = [
    {
      version: 1, publishedAt: '2026-03-01T12:00:00Z', reason: null,
      factSheet: {
        title: { en: 'Café' }, range: 'national', lessons: { en: 'Open once a week.', fr: 'Avant' },
        indicators: [{ name: { en: 'Courses' }, baseline: 6, value: 6, unit: 'a week' }],
        funding: { amounts: [{ amount: '9000.00', currency: 'EUR', period: 'per-year' }], sources: ['local'] },
        beneficiaries: { count: 60, counted: { en: 'visitors' } },
      },
    },
    {
      version: 2, publishedAt: '2026-04-01T12:00:00Z', reason: 'New figures.',
      factSheet: {
        title: { en: 'Café' }, range: 'eu', lessons: { en: 'Open twice a week.', fr: 'Après' },
        indicators: [
          { name: { en: 'Courses' }, baseline: 6, value: 6, unit: 'a week', year: 2021 },
          { name: { en: 'Visitors a week' }, value: 60, year: 2021 },
        ],
        funding: { amounts: [{ amount: '24000.00', currency: 'EUR', period: 'per-year' }], sources: ['local'] },
        beneficiaries: { count: 60, counted: { en: 'visitors' }, estimate: true },
        evaluation: { conducted: 'yes', kind: 'external' },
      },
    },
  ] as unknown as Parameters<typeof versionsPage>[2]; // prettier-ignore
  const changes = [
    { pointer: '/indicators/0/year', before: null, after: 2021 },
    { pointer: '/funding/amounts/0/amount', before: '9000.00', after: '24000.00' },
    { pointer: '/beneficiaries/estimate', before: null, after: true },
    { pointer: '/indicators/1/name/en', before: null, after: 'Visitors a week' },
    { pointer: '/indicators/1/value', before: null, after: 60 },
    { pointer: '/evaluation/conducted', before: null, after: 'yes' },
    { pointer: '/lessons/fr', before: 'Avant', after: 'Après' },
    { pointer: '/lessons/en', before: 'Open once a week.', after: 'Open twice a week.' },
  ];
  const html = htmlOf(versionsPage(visit, practice, [first!, second!], 2, changes), visit);

  it('say of each who changed what, and why', () => {
    expect(html).toContain('City of Tampere published the fact sheet.');
    expect(html).toContain(
      'City of Tampere changed: How far it reaches, What was learned, Measured outcomes, Cost and funding, People reached and What the evaluation found.',
    );
    expect(html).toContain('<q dir="auto">New figures.</q>');
  });

  it('mark only the words that changed, and fold the languages that the reader did not choose', () => {
    expect(html).toContain('Open <del>once</del> a week.');
    expect(html).toContain('Open <ins>twice</ins> a week.');
    const [open = '', folded = ''] = html.split('<summary>In other languages: French');
    expect([open.includes('Après'), folded.includes('Après')]).toEqual([false, true]);
  });

  it('show numbers with their label, codes in words, and of several things those that changed', () => {
    expect(html.match(/<h3>Measured outcomes/g)).toHaveLength(1);
    expect(html).toContain('Visitors a week: reached 60, as of 2021</ins>');
    expect(html).toContain('<ins>Evaluated: yes, external</ins>');
  });

  it('compare version with version, in words that show also what was only added', () => {
    const sides = [...html.matchAll(/<div><p class="small quiet">(.*?)<\/p>/g)].map(([, name]) => name);
    expect(new Set(sides)).toEqual(new Set(['Version 1', 'Version 2']));
    expect(html).toContain('Courses: before 6 a week, reached 6 a week<ins>, as of 2021');
    expect(html).toContain('<ins>€24,000</ins> per year');
    expect(html).toContain('Paid for by: Local');
    expect(html).toContain('<ins>about </ins>60 visitors');
  });
});

describe('the notice of every page', () => {
  const noticeOf = (env: Record<string, string>, isTrial: boolean) => {
    const visit = visitOf('/de/join', readSettings(env, [legalSettings]), isTrial);
    const [, notice] = /class="trial[^>]*>(?:<span[^>]*>)([^<]+)/.exec(htmlOf(appliedPage(visit), visit)) ?? [];
    return notice;
  };
  const trial = visitOf('/de').t('page.trial');

  it('is what the operator says, or that anybody can sign in where that is so, or none', () => {
    const env = { LRA_NOTICE: 'Demonstration.' };
    expect([noticeOf(env, true), noticeOf(env, false)]).toEqual(['Demonstration.', 'Demonstration.']);
    expect([noticeOf({}, true), noticeOf({}, false)]).toEqual([trial, undefined]);
  });
});

describe('the way back', () => {
  it('leads from a page to its practice, its part and the first page', () => {
    const visit = visitOf('/en/practices/1/question');
    const [, trail = ''] =
      /<nav class="trail[^>]*>(.*?)<\/nav>/.exec(htmlOf(askPage(visit, practice, true, []), visit)) ?? [];
    expect([...trail.matchAll(/href="([^"]+)"/g)].map(([, path]) => path)).toEqual([
      '/en',
      '/en/practices',
      `/en/practices/${practice.id}`,
    ]);
  });
});

describe('the essentials of a practice', () => {
  it('say once what is not told', () => {
    const visit = visitOf('/en/practices/1');
    const [, untold = ''] = /Not described yet: ([^<]+)/.exec(htmlOf(sheetPage(visit, practice, [], []), visit)) ?? [];
    expect(untold).toBe(
      'What is done · What was difficult · What came of it · What was learned · What it takes to do it elsewhere.',
    );
  });
});

describe('how practices are judged', () => {
  it.each(pageLanguages)('is told by the criteria and the rule that the registry follows, in %s', (lang) => {
    const visit = visitOf(`/${lang}/judging`);
    const html = htmlOf(judgingPage(visit), visit);
    for (const criterion of criteria)
      expect(html).toContain(`<strong>${visit.t(`sheet.criterion.${criterion}`)}</strong>`);
    const [rule = '', loss = ''] = ['rule', 'loss'].map(
      (id) => html.split(`<section id="${id}">`)[1]?.split('</section>')[0],
    );
    for (const told of [rule, loss])
      for (const number of [labelRule.assessors, labelRule.median]) expect(told).toMatch(new RegExp(`\\b${number}\\b`));
    for (const end of [scale.least, scale.most]) expect(html).toContain(` ${end} (`);
  });

  it('is where the label of a practice leads, in a list and on its page', () => {
    const visit = visitOf('/en/practices');
    const list = searchPage(visit, new Search(visit.query), found);
    for (const page of [list, sheetPage(visit, practice, [], [])])
      expect(htmlOf(page, visit)).toContain('<a class="tag strong" href="/en/judging">');
  });
});

describe('the accessibility statement', () => {
  const linksWith = (env: Record<string, string>) => {
    const visit = visitOf('/en/accessibility', readSettings(env, [legalSettings]));
    const html = htmlOf(legalPage(visit, 'accessibility', ['enforcement']), visit);
    return [...html.matchAll(/<a href="(http[^"]+)" rel="external noopener">([^<]+)/g)].map(([, ...link]) => link);
  };
  const [name, url] = ['Ombudsman', 'https://ombudsman.example/complaints'];

  it('names what leads to its form as that is called', () => {
    const visit = visitOf('/en/accessibility');
    const html = htmlOf(legalPage(visit, 'accessibility', ['feedback'], 'accessibility'), visit);
    const [, link] = /<a class="button"[^>]*>([^<]+)/.exec(html)!;
    expect(html).toContain(`“${link}”`);
  });

  it('leads to who enforces the law: to whom the operator names, or to where the bodies of all countries are told', () => {
    expect(linksWith({ LRA_ENFORCEMENT_NAME: name, LRA_ENFORCEMENT_URL: url })).toEqual([[url, name]]);
    expect(linksWith({ LRA_ENFORCEMENT_NAME: name })).toEqual([]);
    expect(linksWith({})).toEqual([
      [expect.stringContaining('ec.europa.eu'), expect.stringContaining('in each country')],
    ]);
  });
});

describe('the members', () => {
  it('are on a map that keeps the kind that was chosen', () => {
    const visit = visitOf('/en/members?kind=region');
    const facets = { country: [{ code: 'FI', count: 2 }] };
    const html = htmlOf(membersPage(visit, { items: [member], next: null, total: 3, facets }), visit);
    expect(html).toMatch(/<a href="\/en\/members\?kind=region&amp;country=FI"[^>]*aria-label="Finland: 2 members"/);
    expect(html).toContain('<option value="FI">Finland</option>');
  });
});

describe('the list of members', () => {
  const list = (...items: object[]) => {
    const visit = visitOf('/en/members');
    return htmlOf(membersPage(visit, { items: items.map((one) => ({ ...member, ...one })), next: null }), visit);
  };

  it('stands by country and name', () => {
    const html = list({ country: 'SE', name: 'Umeå' }, { name: 'Turku' }, { name: 'Oulu' });
    expect(html).toMatch(/<h3>Finland<.*Oulu.*Turku.*<h3>Sweden<.*Umeå/s);
  });

  it('says how many practices each shares, and leads to them', () => {
    const visit = visitOf('/en/members');
    const items = [member, { ...member, id: 'n' }];
    const shared = { member: [{ code: 'm', count: 2 }] };
    const html = htmlOf(membersPage(visit, { items, next: null }, shared), visit);
    expect(html).toContain('<a href="/en/practices?member=m">2 practices</a>');
    expect(html).toContain('>0 practices<');
  });
});

describe('figures', () => {
  const visit = visitOf('/en/figures');
  const shown = (by: Parameters<typeof figuresPage>[1], base: number, count = 1) =>
    htmlOf(
      figuresPage(visit, by, { ...figures, base, rows: [{ ...row({ [by[0]!]: null }), count, percent: 33.3 }] }),
      visit,
    );

  it('say why they add up to more than there are, only where they do', () => {
    expect(shown(['country'], 9, 10)).toContain('add up to 10, because a practice with several answers');
    expect(shown(['country'], 9, 9)).not.toContain('add up');
  });

  it('stand by count, and by name in the language of the page where that is the same', () => {
    const page = visitOf('/de/figures');
    const rows = ['FI', 'AT', 'CZ', 'DE'].map((country) => ({ ...row({ country }), count: country === 'FI' ? 2 : 1 }));
    const inOrder = /Finnland.*Deutschland.*Österreich.*Tschechien/s;
    const beforeTheMap = (shown: Page) => htmlOf(shown, page).split('<figure')[0];
    expect(beforeTheMap(figuresPage(page, ['country'], { ...figures, rows }))).toMatch(inOrder);
    const facets = { country: rows.map(({ key, count }) => ({ code: key['country']!, count })) };
    expect(beforeTheMap(homePage(page, { ...found, facets }, 0))).toMatch(inOrder);
  });

  it('show tenths of a percent only of many', () => {
    expect(shown(['country'], 9)).toContain('>33%<');
    expect(shown(['country'], 100)).toContain('>33.3%<');
  });
});

describe('a member', () => {
  it('has its adoptions with the titles of what was adopted and of what came of it', () => {
    const visit = visitOf('/de/members/m');
    const html = htmlOf(memberPage(visit, member, { items: [], next: null }, { items: [adoption] }), visit);
    expect(html).toContain('<a href="/de/practices/q"><bdi lang="fi">Kahvila</bdi></a>');
    expect(html).toContain('<a href="/de/practices/p"><bdi lang="it">Caffè</bdi></a>');
  });
});

describe('a form', () => {
  const visit = visitOf('/en/feedback?about=accessibility&page=%22%3E%3Cb%3E');
  const html = htmlOf(feedbackPage(visit, true, []), visit);

  it('begins with what the address says, and asks people nothing that only programs fill in', () => {
    expect(html).toContain('<option value="accessibility" selected>');
    expect(html).toContain('value="&quot;>&lt;b>"');
    expect(html).toMatch(/aria-hidden="true"><label for="trap">[^<]+<\/label><input id="trap"[^>]* tabindex="-1"/);
  });

  it('leads from a practice that names nobody to the secretariat', () => {
    const at = visitOf('/en/practices/1/question');
    const page = htmlOf(askPage(at, practice, false, []), at);
    const [, address = ''] = /href="(\/en\/feedback\?[^"]+)"/.exec(page) ?? [];
    const query = new URL(address.replaceAll('&amp;', '&'), 'https://x').searchParams;
    expect([...query]).toEqual([
      ['about', 'practice'],
      ['page', `https://network.example/practices/${practice.id}`],
    ]);
    expect(page).not.toContain('<textarea');
  });
});

describe('a fact sheet', () => {
  const visit = visitOf('/de/practices/1');
  const html = htmlOf(sheetPage(visit, practice, [], []), visit);

  it('tells of each text its language, how it was translated, and whether it is stale', () => {
    expect(html).toContain('Auf Finnisch · Maschinell übersetzt · Das Original hat sich seitdem geändert');
    expect(html).toContain('lang="fi"');
  });

  it('describes itself to programs, in a form that cannot end the element', () => {
    const [, data = ''] = /<script type="application\/ld\+json">(.+?)<\/script>/.exec(html) ?? [];
    expect(JSON.parse(data)).toMatchObject({ '@type': 'CreativeWork', name: 'Language café </script>', version: '2' });
  });

  it('names in its chain what was adopted and what came of it, and leads to what is public alone', () => {
    const chain = htmlOf(sheetPage(visit, practice, [link(-1), link(1), { ...link(2), ownPracticeTitle: null }], []), visit); // prettier-ignore
    const steps = [...chain.matchAll(/<a href="([^"]+)"><bdi lang="(..)">(Kahvila|Caffè)/g)].map(([, ...one]) => one);
    expect(steps).toEqual([
      ['/de/practices/q', 'fi', 'Kahvila'],
      ['/de/practices/p', 'it', 'Caffè'],
    ]);
  });

  it.each(pageLanguages)('is told to others as the page shows it, by its one address, in %s', (lang) => {
    const at = visitOf(`/${lang}/practices/1?utm_source=mail`);
    const whole = htmlOf(sheetPage(at, practice, [], []), at);
    const told = Object.fromEntries(
      [...whole.matchAll(/<meta property="og:(\w+)" content="([^"]*)"/g)].map(([, name, said]) => [name, said!]),
    );
    const [, canonical] = /<link rel="canonical" href="([^"]+)"/.exec(whole) ?? [];
    const [, shown = ''] = /<html lang="([^"]+)"/.exec(whole) ?? [];
    const [, heading] = /<h1>(.*?)<\/h1>/.exec(whole) ?? [];
    expect(told).toMatchObject({ url: canonical, locale: expect.stringMatching(`^${shown}_[A-Z]{2}$`), title: heading!.replaceAll(/<\/?bdi[^>]*>/g, '').replaceAll('&gt;', '>') }); // prettier-ignore
    expect(canonical).toBe(`https://network.example/${lang}/practices/1`);
    expect(whole.slice(whole.indexOf('<main')).replaceAll(/\s+/g, ' ')).toContain(told['description']);
  });

  describe('in a script from right to left', () => {
    const [title, name, objectives] = ['LRA 2030: لغة (المقهى).', 'بلدية الرباط (2024)', 'EU: 25 مشاركة.'];
    const factSheet = {
      ...practice.factSheet, title: text(title, 'ar'), objectives: text(objectives, 'ar'),
      organiser: { name }, partners: [{ name }, { name: 'Library' }], period: { start: '2019-01', end: '2024-01' },
    }; // prettier-ignore
    const turned = { ...practice, factSheet, ownerName: name } as typeof practice;
    const whole = htmlOf(sheetPage(visit, turned, [], []), visit);
    const body = whole.slice(whole.indexOf('<main'));

    it('runs as its language does, whatever it begins with', () => {
      expect(body).toContain(`<h1><bdi lang="ar" dir="rtl">${title}</bdi></h1>`);
      expect(body).toContain(`<p class="text" dir="rtl" lang="ar">${objectives}</p>`);
    });

    it('is held apart from the line around it, whose years and points stay in their order', () => {
      for (const foreign of [title, name]) {
        const [before, ...after] = body.split(foreign);
        const begun = [before!, ...after.slice(0, -1)].map((part) => /<(\w+)[^>]*>$/.exec(part)?.[1]);
        expect([foreign, new Set(begun)]).toEqual([foreign, new Set(['bdi'])]);
      }
      const list = visitOf('/en/practices');
      const card = htmlOf(searchPage(list, new Search(list.query), { items: [turned], next: null }), list);
      expect(card).toContain(` · <bdi>${name}</bdi> · 2019–2024`);
    });
  });

  const english = visitOf('/en/practices/1');
  const shown = (more: object, chain: Parameters<typeof sheetPage>[2] = []) =>
    htmlOf(sheetPage(english, { ...practice, ...more }, chain, []), english);

  it('names whoever agreed to be shown, and nobody else', () => {
    const contacts = [
      { name: 'Office', email: 'a?b@city.example', consentToPublish: true },
      { name: 'Aino', email: 'aino@city.example', consentToPublish: false },
    ];
    const of = (status: string) => shown({ status, factSheet: { ...practice.factSheet, contacts } });
    expect(of('published')).toContain('<bdi>Office</bdi> <a href="mailto:a%3Fb%40city.example">a?b@city.example</a>');
    for (const html of [of('published'), of('draft')]) expect(html).not.toContain('aino@city.example');
    expect([of('published'), of('draft')].map((html) => html.includes('/question">Write'))).toEqual([true, false]); // prettier-ignore
  });

  it('tells what adopters do differently and what came of it, beside them', () => {
    const account = { id: 'a', links: [{ url: 'javascript:x' }, { url: 'https://oulu.example/' }], changes: { fi: 'Iltaisin' }, result: {} }; // prettier-ignore
    const told = (adoptions: object[]) =>
      htmlOf(sheetPage(english, practice, [link(1)], [], { adoptions: adoptions as never }), english);
    const html = told([account]);
    expect(html).toContain(`<summary>${english.t('sheet.chain.account')}</summary>`);
    expect(html).toMatch(/<h4>What they do differently<\/h4>.*?<p[^>]*>Iltaisin</);
    expect(html).not.toContain(`<h4>${english.t('adopt.result')}</h4>`);
    expect([html.includes('https://oulu.example/'), html.includes('javascript:')]).toEqual([true, false]);
    for (const other of [[], [{ ...account, id: 'b' }], [{ id: 'a', links: [] }]])
      expect(told(other)).not.toContain(english.t('sheet.chain.account'));
  });

  it('is submitted from its preview by those who write it, as it is shown', () => {
    const of = (status: string, memberId: string, tag?: string) => {
      const me = { kind: 'person', id: 'e', memberId, roles: ['member-editor'] };
      const own = Object.assign(visitOf('/en/practices/1'), { me });
      return htmlOf(sheetPage(own, { ...practice, status, ownerMemberId: 'm' } as never, [], [], tag === undefined ? {} : { tag }), own); // prettier-ignore
    };
    expect(of('draft', 'm', '"7"')).toMatch(/action="\/en\/work\/practices\/[^"]+\/submission"><input[^>]*value="&quot;7&quot;"/); // prettier-ignore
    const others = [of('published', 'm', '"7"'), of('submitted', 'm', '"7"'), of('draft', 'other', '"7"'), of('draft', 'm')]; // prettier-ignore
    for (const html of others) expect(html).not.toContain('/submission"');
  });

  it('says to those who write it alone that it was not submitted', () => {
    const of = (memberId: string) => {
      const me = { kind: 'person', id: 'e', memberId, roles: ['member-editor'] };
      const at = Object.assign(visitOf('/en/practices/1?version=draft&changed'), { me });
      return htmlOf(sheetPage(at, { ...practice, status: 'submitted' }, [], []), at).includes(
        at.t('sheet.submit.changed'),
      );
    };
    expect([of('m'), of('other')]).toEqual([true, false]);
  });

  it.each(pageLanguages)('offers no two languages of one name, in %s', (lang) => {
    const names = languageOptions(visitOf(`/${lang}`)).map(([, name]) => name);
    expect(new Set(names).size).toBe(names.length);
  });

  it('is withdrawn with a reason that readers are told, except a draft that they have never seen', () => {
    const toldOf = (publishedAt: string | null) =>
      htmlOf(goingPage(english, { ...practice, publishedAt }, '"1"'), english);
    const [draft, published] = [toldOf(null), toldOf('2026-03-01T12:00:00Z')];
    expect(published).toContain(english.t('review.withdrawal.reason.hint'));
    expect(draft).toContain(english.t('review.withdrawal.reason.hint.draft'));
    expect(draft).not.toContain(english.t('review.withdrawal.reason.hint'));
  });

  it('calls each field as its form does', () => {
    const labels = fieldsOf(sheetSections(english, 'fi')).map(({ label }) => label);
    const html = shown({ factSheet: Object.fromEntries([...Object.entries(practice.factSheet), ...prose.map((field) => [field, text('x', 'en')])]) }); // prettier-ignore
    const headings = [...html.matchAll(/<section id="(\w+)"><h3>(.*?)<\/h3>/g)].filter(([, id]) => isProse(id!));
    expect(headings.length).toBe(prose.length);
    expect(labels).not.toContain('');
    for (const [, , heading] of headings) expect(labels).toContain(heading);
  });

  it('says in words that it was copied, and from where', () => {
    const from = (kind: string) => shown({ provenance: { ...practice.provenance, kind, source: 'study-of-2012' } });
    const [said = ''] = english.t('sheet.copied', { source: '<bdi>study of 2012</bdi>' }).split(':').slice(1);
    expect(['import', 'federation', 'direct'].map((kind) => from(kind).includes(said))).toEqual([true, true, false]);
  });

  it('tells of each amount what it covers, and who gave it where several did', () => {
    const costs = (...amounts: object[]) => {
      const [, told = ''] = /<dt>Cost<\/dt><dd>(.*?)<\/dd>/.exec(
        shown({ factSheet: { ...practice.factSheet, funding: { amounts: amounts.map((one) => ({ currency: 'EUR', ...one })) } } }),
      ) ?? []; // prettier-ignore
      return [...told.matchAll(/<li>(.*?)<\/li>/g)].map(([, line]) => line!.replaceAll(/<[^>]+>/g, '').trim());
    };
    const yearly = { amount: '24000.00', period: 'per-year', contributor: 'local' };
    expect(costs(yearly)).toEqual(['€24,000 per year']);
    expect(costs({ ...yearly, approximate: true, from: '2009-07', to: '2011' })).toEqual(['about €24,000 per year, 2009–2011']); // prettier-ignore
    expect(costs(yearly, { amount: '10', period: 'not-stated' })).toEqual(['€24,000 per year, Local', '€10']);
  });

  it('tells how far those are who adopted it themselves, as its chain does, and whom others followed', () => {
    const direct = (status: 'planned' | 'completed') => ({ ...link(1), practiceId: practice.id, status });
    const page = shown({}, [direct('completed'), direct('planned'), direct('planned'), link(2)]);
    expect(page).toContain('<dd>1 completed and 2 planned</dd>');
    expect(page.match(/<li class="further">/g)).toHaveLength(1);
    expect(page).toContain(`${english.t('sheet.chain.from')} <bdi lang="fi">Kahvila</bdi>`);
  });

  it('tells of an adoption at second hand right below the one that it followed', () => {
    const by = (memberName: string, distance: number, practiceId: string, ownPracticeId: string) =>
      ({ ...link(distance), memberName, practiceId, ownPracticeId }); // prettier-ignore
    const chain = [
      by('First', 1, practice.id, 'x'),
      by('Second', 1, practice.id, 'y'),
      by('After the first', 2, 'x', 'z'),
    ];
    const told = [...shown({}, chain).matchAll(/<strong><bdi>(.*?)<\/bdi>/g)].map(([, name]) => name);
    expect(told.filter((name) => chain.some(({ memberName }) => memberName === name))).toEqual([
      'First', 'After the first', 'Second',
    ]); // prettier-ignore
  });

  it('names a source of its chain first, and then who took it over', () => {
    const [, source = ''] = /<ol class="chain"><li>(.*?)<\/li>/.exec(shown({}, [link(-1)])) ?? [];
    expect(source.indexOf('Kahvila')).toBeLessThan(source.indexOf(english.t('sheet.chain.by')));
  });

  it('leads to each of its parts, of which every heading is one level below', () => {
    const page = shown({}, [link(1)]);
    const [, contents = ''] = /<nav class="contents[^>]*>(.*?)<\/nav>/.exec(page) ?? [];
    const led = [...contents.matchAll(/href="#([^"]+)"/g)].map(([, id]) => id);
    expect(led).toEqual([...page.matchAll(/<section id="([^"]+)" class="part/g)].map(([, id]) => id));
    expect(led).toEqual(['about', 'results', 'elsewhere', 'background']);
    const fields = [...page.matchAll(/<section id="([^"]+)"><h3>/g)].map(([, id]) => id);
    expect(fields).toEqual([
      'objectives', 'indicators', 'evaluation', 'label', 'cost', 'chain', 'contact', 'more', 'links', 'cite', 'history',
    ]); // prettier-ignore
  });

  it('names its licence, also that of its source, or says that there is none', () => {
    const provenance = { ...practice.provenance, licence: 'CC-BY-4.0' };
    expect(shown({ provenance })).toContain('<a href="https://spdx.org/licenses/CC-BY-4.0"');
    expect(shown({})).toContain(english.t('sheet.licence.none'));
  });

  it('gives the scores of peers with their scale and their number', () => {
    expect(shown({})).toContain('<caption>Medians of 3 assessments</caption>');
    expect(shown({})).toContain('>4 of 5</td>');
  });

  it('says at a glance how peers judged it, and leads to their scores', () => {
    const [, glance = ''] = /<dt>Judged by peers<\/dt><dd>(.*?)<\/dd>/.exec(shown({})) ?? [];
    expect(glance).toContain(`<a href="#label">${english.t('sheet.label.has')}</a>`);
    expect(glance).toContain('4–5 of 5');
  });

  it('says how to cite it, by the address that stays', () => {
    expect(html.replaceAll(/<\/?bdi[^>]*>/g, '')).toContain('City of Tampere (2026): Language café &lt;/script>.');
    expect(html).toContain(`https://network.example/practices/${practice.id}`);
  });
});
