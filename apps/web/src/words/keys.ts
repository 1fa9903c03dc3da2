import type home from '../home/messages/en.json';
import type kit from '../kit/messages/en.json';
import type map from '../map/messages/en.json';
import type page from '../page/messages/en.json';
import type search from '../search/messages/en.json';
import type sheet from '../sheet/messages/en.json';

/** Every message there is: a key that no file has does not compile. A folder of pages is one line above and one here. */
export type Key =
  | keyof typeof home
  | keyof typeof kit
  | keyof typeof map
  | keyof typeof page
  | keyof typeof search
  | keyof typeof sheet;
