import type { Visit } from '../page/visit.js';

/** Somebody has been signed out while they wrote: what they typed is still on the page. */
export const SignedOut = ({ visit }: { visit: Visit }) => (
  <div class="notice" role="alert" tabIndex={-1} autofocus>
    <p>
      {visit.t('kit.signedOut')}{' '}
      <a href={visit.signIn} target="_blank" rel="noreferrer">
        {visit.t('page.account.signIn')}
      </a>
    </p>
  </div>
);
