/** The main parts, in the order shown. */
export const parts = [
  ['/practices', 'page.nav.practices'],
  ['/figures', 'page.nav.figures'],
  ['/members', 'page.nav.members'],
  ['/news', 'page.nav.news'],
  ['/join', 'page.nav.join'],
] as const;

export const contact = ['/contact', 'page.footer.contact'] as const;

/** At the foot of every page: also what the law asks for. */
export const legal = [
  ['/judging', 'judging.title'],
  ['/legal', 'page.footer.legal'],
  ['/privacy', 'page.footer.privacy'],
  contact,
  ['/accessibility', 'page.footer.accessibility'],
] as const;
