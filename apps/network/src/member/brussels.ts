/** The calendar day of the network's decisions: that of its seat. `2026-11-22` */
export const dayInBrussels = (at: Date): string =>
  new Intl.DateTimeFormat('en-CA', { timeZone: 'Europe/Brussels' }).format(at);
