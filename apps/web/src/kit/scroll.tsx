import type { ComponentChildren } from 'preact';

/** A table that may be wider than the page: it is scrolled by keyboard, too. */
export const Scroll = ({ label, children }: { label: string; children: ComponentChildren }) => (
  <div class="scroll" tabIndex={0} role="group" aria-label={label}>
    {children}
  </div>
);
