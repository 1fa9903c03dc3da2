export { AlsoAs, Answers, AnswersPage, Fails, FailsAlsoAs, ReadsBody } from './answers.js';
export { openApiDocument, operationsOf } from './document.js';
export { gapsOf } from './gaps.js';
export type { Schema } from './schema.js';
