import type adopt from '../adopt/messages/en.json';
import type applications from '../applications/messages/en.json';
import type ask from '../ask/messages/en.json';
import type assess from '../assess/messages/en.json';
import type edit from '../edit/messages/en.json';
import type feedback from '../feedback/messages/en.json';
import type figures from '../figures/messages/en.json';
import type form from '../form/messages/en.json';
import type home from '../home/messages/en.json';
import type integrations from '../integrations/messages/en.json';
import type join from '../join/messages/en.json';
import type judging from '../judging/messages/en.json';
import type kit from '../kit/messages/en.json';
import type legal from '../legal/messages/en.json';
import type log from '../log/messages/en.json';
import type map from '../map/messages/en.json';
import type members from '../members/messages/en.json';
import type news from '../news/messages/en.json';
import type operate from '../operate/messages/en.json';
import type page from '../page/messages/en.json';
import type people from '../people/messages/en.json';
import type review from '../review/messages/en.json';
import type roster from '../roster/messages/en.json';
import type saved from '../saved/messages/en.json';
import type search from '../search/messages/en.json';
import type sheet from '../sheet/messages/en.json';
import type submissions from '../submissions/messages/en.json';
import type subscribe from '../subscribe/messages/en.json';
import type translate from '../translate/messages/en.json';
import type work from '../work/messages/en.json';

/** Every message there is: a key that no file has does not compile. A folder of pages is one line above and one here. */
export type Key =
  | keyof typeof adopt
  | keyof typeof applications
  | keyof typeof ask
  | keyof typeof assess
  | keyof typeof edit
  | keyof typeof feedback
  | keyof typeof figures
  | keyof typeof form
  | keyof typeof home
  | keyof typeof integrations
  | keyof typeof join
  | keyof typeof judging
  | keyof typeof kit
  | keyof typeof legal
  | keyof typeof log
  | keyof typeof map
  | keyof typeof members
  | keyof typeof news
  | keyof typeof operate
  | keyof typeof page
  | keyof typeof people
  | keyof typeof review
  | keyof typeof roster
  | keyof typeof saved
  | keyof typeof search
  | keyof typeof sheet
  | keyof typeof submissions
  | keyof typeof subscribe
  | keyof typeof translate
  | keyof typeof work;
