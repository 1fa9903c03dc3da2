import type home from '../home/messages/en.json';
import type page from '../page/messages/en.json';

/** Every message there is: a key that no file has does not compile. A folder of pages is one line above and one here. */
export type Key = keyof typeof home | keyof typeof page;
