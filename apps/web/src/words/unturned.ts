/**
 * A text among others where no element can hold it apart, as in the title of a page: without what turns the direction
 * of all that follows.
 */
export const unturned = (text: string): string => text.replaceAll(/[\u202a-\u202e\u2066-\u2069]/g, '');
