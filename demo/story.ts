import { readFile, readdir } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import type { Shape } from '#client';

/** Who applies for membership. */
export type Applicant = Omit<Shape<'MembershipApplicationDto'>, 'contact' | 'consent'>;

type Place = NonNullable<Shape<'FactSheetDto'>['place']>;

/** A member as `data/members.json` has it, in the order of admission. */
export interface Member extends Pick<Applicant, 'name' | 'kind' | 'country' | 'website'> {
  readonly place: Place & { readonly name: string };
}

/** A change of a published practice: a merge patch of its fact sheet. */
export interface Update {
  readonly reason: string;
  readonly changes: Record<string, unknown>;
}

/** What happens to a practice, as a file of `data/practices` tells it. The place of its sheet is that of the member. */
export interface PracticeStory {
  /** The name of the file: how the practice is found again. */
  readonly key: string;
  /** Name of the member that owns it. */
  readonly member: string;
  readonly factSheet: Shape<'FactSheetDto'>;
  /** Absent: it is published. */
  readonly as?: 'draft' | 'submitted';
  readonly changesRequested?: Shape<'RequestedChangeDto'>[];
  /** Further versions, published one after the other. */
  readonly updates?: Update[];
  /** A further version that waits for the secretariat. */
  readonly waits?: Update;
  readonly translations?: Record<string, Shape<'TranslationDto'>>;
  /** One from each reviewer. */
  readonly assessments?: Shape<'ScoresDto'>[];
  /** Whether the secretariat asks the demo reviewer to assess it. */
  readonly toAssess?: boolean;
  readonly adoptions?: (Omit<Shape<'AdoptionDto'>, 'ownPracticeId'> & {
    /** Name of the adopter. */
    readonly member: string;
    /** Key of its own practice that resulted. */
    readonly ownPractice?: string;
  })[];
  readonly withdrawn?: string;
  readonly mergedInto?: { readonly practice: string; readonly reason: string };
}

export interface Story {
  readonly members: Member[];
  readonly practices: PracticeStory[];
  /** Waiting for the secretariat. */
  readonly applications: Applicant[];
  /** Institutions of the reviewers. */
  readonly reviewers: string[];
}

export const isOfStudy = ({ key }: PracticeStory): boolean => key.startsWith('cs-');

/** The program runs from dist/demo; the data stay in demo/data. */
const data = (path: string): string => fileURLToPath(new URL(`../../demo/data/${path}`, import.meta.url));

const read = async <T>(path: string): Promise<T> => JSON.parse(await readFile(data(path), 'utf8')) as T;

export async function readStory(): Promise<Story> {
  const files = (await readdir(data('practices'))).filter((file) => file.endsWith('.json')).sort();
  return {
    members: await read('members.json'),
    practices: await Promise.all(
      files.map(async (file) => ({
        ...(await read<Omit<PracticeStory, 'key'>>(`practices/${file}`)),
        key: file.replace(/\.json$/, ''),
      })),
    ),
    applications: await read('applications.json'),
    reviewers: await read('reviewers.json'),
  };
}
