import type { ComponentChildren } from 'preact';

/** How every page begins: what it is, in a sentence what for, and what else is said at once. */
export const PageHead = ({
  title,
  lead,
  children,
}: {
  title: ComponentChildren;
  lead?: ComponentChildren;
  children?: ComponentChildren;
}) => (
  <header class="page-head stack">
    <h1>{title}</h1>
    {lead && (
      <p class="lead" dir="auto">
        {lead}
      </p>
    )}
    {children}
  </header>
);
