import type { Recipe } from '../recipe.js';

/** A template, its messages, and its name among the feature's providers; to post the mail takes one call. */
export default {
  aim: { files: 3, lines: 26 },
  edits: [
    {
      file: 'apps/network/src/member/member-ended.mail.tsx',
      lines: `import { Injectable } from '@nestjs/common';
import { Mail, P, Quote, type Letter, type MailComposer } from '#mail';
import { Catalogue, type Say } from '#messages';

const messages = Catalogue.in(new URL('messages/', import.meta.url));

@Mail({ name: 'member-ended', messages })
@Injectable()
export class MemberEnded implements MailComposer<{ name: string; reason: string }> {
  compose({ name, reason }: { name: string; reason: string }, say: Say): Promise<Letter> {
    const body = (
      <>
        <P>{say('ended', { name })}</P>
        <Quote>{reason}</Quote>
      </>
    );
    return Promise.resolve({ subject: say('subject', { name }), body });
  }
}
`,
    },
    {
      file: 'apps/network/src/member/messages/en.json',
      lines: `{
  "member-ended.subject": "{name} has left the network",
  "member-ended.ended": "The membership of {name} has ended, for this reason:"
}
`,
    },
    {
      file: 'apps/network/src/member/member.module.ts',
      after: `import { Member } from`,
      lines: `import { MemberEnded } from './member-ended.mail.js';`,
    },
    {
      file: 'apps/network/src/member/member.module.ts',
      instead: `  providers: [`,
      lines: `  providers: [MemberRepository, MemberSnapshot, ChangeMembershipHandler, MemberEnded],`,
    },
  ],
} satisfies Recipe;
