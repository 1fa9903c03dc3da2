import { runAlone } from '#runtime';
import { practicesContent } from '../../apps/practices/src/app.module.js';
import { PracticeHistory1764000200020 } from '../../apps/practices/src/migrations/1764000200020-practice-history.js';
import { PracticeHistoryController } from '../../apps/practices/src/practice/http/practice-history.controller.js';
import { PracticeHistory, type StepTold } from '../../apps/practices/src/practice/practice.history.js';
import { practicesApp } from '../../apps/practices/src/practices.app.js';

/** Keeps and knows no steps: the table for them is not there yet. */
class NoHistory extends PracticeHistory {
  override append(): Promise<void> {
    return Promise.resolve();
  }

  override since(): Promise<StepTold[]> {
    return Promise.resolve([]);
  }
}

// The practices app as it was before practices had a history: the same source with that change's migration left out, and
// with what uses it switched off.
const migrations = practicesContent.migrations as unknown[];
migrations.splice(migrations.indexOf(PracticeHistory1764000200020), 1);

await runAlone({
  ...practicesApp,
  module(runtime) {
    const { controllers = [], providers = [], ...module } = practicesApp.module(runtime);
    return {
      ...module,
      controllers: controllers.filter((controller) => controller !== PracticeHistoryController),
      providers: [
        ...providers.filter((provider) => provider !== PracticeHistory),
        { provide: PracticeHistory, useClass: NoHistory },
      ],
    };
  },
});
