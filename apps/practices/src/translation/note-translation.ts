import { practiceTranslated, type Language } from '#contracts';
import type { Practice } from '../practice/practice.js';
import type { Act } from '../practice/practice-step.js';

/**
 * Has a practice note that a text in a further language was written, changed or taken away. The version stays what it is.
 * @throws {Problem} 409 `practice.state` when there is nothing that everyone sees
 */
export function noteTranslation(practice: Practice, language: Language, pointers: readonly string[], act: Act): void {
  practice.assertPublished();
  const step = { kind: 'translate', pointers: pointers.map((pointer) => `${pointer}/${language}`) } as const;
  practice.tell(act, practiceTranslated, step, (facts) => ({ ...facts, language }));
}
