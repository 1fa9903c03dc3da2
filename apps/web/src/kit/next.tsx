import type { Visit } from '../page/visit.js';

/** What happens after a form was sent, step by step. */
export const Next = ({ visit, steps }: { visit: Visit; steps: readonly string[] }) => (
  <aside class="panel stack" aria-labelledby="next">
    <h2 id="next">{visit.t('kit.next')}</h2>
    <ol class="chain">
      {steps.map((step) => (
        <li>{step}</li>
      ))}
    </ol>
  </aside>
);
