import { code, eventContract, topics } from './event.js';

const reference = {
  type: 'object',
  required: ['id', 'version', 'href'],
  properties: {
    id: { type: 'string', format: 'uuid' },
    version: { type: 'integer', minimum: 1 },
    href: { type: 'string' },
    ownerMemberId: { type: ['string', 'null'], format: 'uuid' },
    /** The import that brought it: its events have the same, so that people can be told of them together. */
    importId: { type: 'string', format: 'uuid' },
  },
} as const;

const published = {
  type: 'object',
  required: ['id', 'version', 'title', 'countries', 'dimensions', 'themes', 'ownerMemberId', 'href'],
  properties: {
    ...reference.properties,
    title: { type: 'object', additionalProperties: { type: 'string' } },
    countries: { type: 'array', items: { type: 'string', pattern: '^[A-Z]{2}$' } },
    dimensions: { type: 'array', items: code },
    themes: { type: 'array', items: code },
  },
} as const;

const adopted = {
  ...published,
  required: [...published.required, 'adoptionId', 'adopterMemberId', 'status'],
  properties: {
    ...published.properties,
    adoptionId: { type: 'string', format: 'uuid' },
    adopterMemberId: { type: 'string', format: 'uuid' },
    status: code,
  },
} as const;

const translated = {
  ...published,
  required: [...published.required, 'language'],
  properties: { ...published.properties, language: { type: 'string', pattern: '^[a-z]{2}$' } },
} as const;

const merged = {
  ...published,
  required: [...published.required, 'mergedInto'],
  properties: { ...published.properties, mergedInto: { type: 'string', format: 'uuid' } },
} as const;

const practiceStep = (what: string, summary: string) =>
  eventContract(topics.practice, `practice.${what}.v1`, 'internal', summary, reference);
const practiceShown = (what: string, summary: string) =>
  eventContract(topics.practice, `practice.${what}.v1`, 'public', summary, published);

export const practiceDrafted = practiceStep('drafted', 'A version in work was opened.');
export const practiceRevised = practiceStep('revised', 'The version in work was changed.');
export const practiceSubmitted = practiceStep('submitted', 'The version in work was handed to the secretariat.');
export const practiceChangesRequested = practiceStep(
  'changes-requested',
  'The secretariat asked the owner for changes.',
);
export const practiceRequestAnswered = practiceStep('request-answered', 'The owner answered a requested change.');
export const practiceAssigned = practiceStep(
  'assigned',
  'A task on the practice was given to somebody, or taken away.',
);
export const practicePublished = practiceShown('published', 'The practice can be seen by everyone for the first time.');
export const practiceUpdated = practiceShown('updated', 'A newer version of a published practice replaced the former.');
export const practiceLabelled = practiceShown('labelled', 'The practice was awarded the good-practice label.');
export const practiceLabelLost = practiceShown('label-lost', 'The practice lost the good-practice label.');
export const practiceAdopted = eventContract(
  topics.practice, 'practice.adopted.v1', 'public', 'A member took the practice up.', adopted,
); // prettier-ignore
export const practiceAdoptionChanged = eventContract(
  topics.practice, 'practice.adoption-changed.v1', 'public', 'A member told how its adoption goes.', adopted,
); // prettier-ignore
export const practiceTranslated = eventContract(
  topics.practice, 'practice.translated.v1', 'public', 'The practice can be read in a further language, or better.', translated,
); // prettier-ignore
export const practiceMerged = eventContract(
  topics.practice, 'practice.merged.v1', 'public',
  'The practice is the same as another and leads there. When that is reversed, `updated` tells of it again.', merged,
); // prettier-ignore
export const practiceMergedUnpublished = practiceStep(
  'merged-unpublished',
  'A submitted practice, which was never published, is the same as another and leads there. When that is reversed, `submitted` tells of it again.',
);
export const practiceMergedIn = practiceStep(
  'merged-in',
  'Another practice, which is the same one, leads to this one.',
);
export const practiceLetGo = practiceStep('let-go', 'A practice that led to this one stands for itself again.');
export const practiceWithdrawn = practiceShown('withdrawn', 'The practice was taken back; its address answers 410.');

export const practiceAssessed = practiceStep('assessed', 'A reviewer gave, changed or withdrew an assessment.');
export const practiceDiscarded = practiceStep('discarded', 'A practice that was never published was taken back.');
export const practicePersonalDataErased = practiceStep(
  'personal-data-erased',
  'A person was erased from the practice: contacts, and the name in texts.',
);

export const practiceEvents = [
  practiceDrafted,
  practiceRevised,
  practiceSubmitted,
  practiceChangesRequested,
  practiceRequestAnswered,
  practiceAssigned,
  practicePublished,
  practiceUpdated,
  practiceLabelled,
  practiceLabelLost,
  practiceAssessed,
  practiceAdopted,
  practiceAdoptionChanged,
  practiceTranslated,
  practiceMerged,
  practiceMergedUnpublished,
  practiceMergedIn,
  practiceLetGo,
  practiceWithdrawn,
  practiceDiscarded,
  practicePersonalDataErased,
] as const;
