import type { Visit } from '../page/visit.js';

/** What the address of the form can name, so that it begins with that. */
export type Wanted = 'type' | 'country' | 'theme' | 'dimension' | 'member' | 'text' | 'frequency';

/** Where one asks for news of such things by e-mail. */
export const subscribing = ({ to }: Visit, wanted: readonly (readonly [Wanted, string])[]): string =>
  to(`/subscriptions/new?${new URLSearchParams(wanted.map(([name, value]) => [name, value])).toString()}`);

/** The types of all events about practices, and about members. */
export const aboutPractices = 'eu.lra-network.practice.*';
export const aboutMembers = 'eu.lra-network.member.*';
