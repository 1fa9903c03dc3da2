import { practiceTranslated, type Language } from '#contracts';
import type { Practice } from '../practice/practice.js';
import type { Act } from '../practice/practice-step.js';

/**
 * Has a practice record that a text in a further language was written, changed or removed. The version is unchanged.
 * @throws {Problem} 409 `practice.state` when no version is public
 */
export function noteTranslation(practice: Practice, language: Language, pointers: readonly string[], act: Act): void {
  practice.assertPublished();
  const step = { kind: 'translate', pointers: pointers.map((pointer) => `${pointer}/${language}`) } as const;
  practice.tell(act, practiceTranslated, step, (facts) => ({ ...facts, language }));
}
