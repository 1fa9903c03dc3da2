import { Inject, Injectable } from '@nestjs/common';
import { Clock, UnitOfWork } from '#database';
import { Action, Mail, oneLine, P, PUBLIC_URL, type Letter, type MailComposer, type MailRefusal } from '#mail';
import { Catalogue, type Say } from '#messages';
import { MailingRepository, type Entry } from './mailing.repository.js';

interface About {
  readonly mailing: string;
}

export const digestMessages = Catalogue.in(new URL('messages/', import.meta.url));

/** `practice.published` of `eu.lra-network.practice.published.v1` */
export const shortType = (type: string): string => type.split('.').slice(2, -1).join('.');

/** What a subscription has gathered: the latest of each thing, newest first. */
@Mail({ name: 'digest', messages: digestMessages })
@Injectable()
export class DigestMail implements MailComposer<About> {
  constructor(
    private readonly work: UnitOfWork,
    private readonly mailings: MailingRepository,
    private readonly clock: Clock,
    @Inject(PUBLIC_URL) private readonly publicUrl: () => string,
  ) {}

  async compose({ mailing }: About, say: Say): Promise<Letter | undefined> {
    const digest = await this.mailings.digest(mailing);
    if (!digest) return undefined;
    const { token, frequency, entries, total } = digest;
    const lines = entries.map((entry) => ({ href: this.pageOf(entry), words: wordsOf(entry, say) }));
    const rest = total - entries.length;
    return {
      subject: total === 1 ? lines[0]!.words : say('subject', { total }),
      body: (
        <>
          <P>{say('lead')}</P>
          {lines.map(({ href, words }) => (
            <Action href={href}>{words}</Action>
          ))}
          {rest > 0 && <Action href={`${this.publicUrl()}/news`}>{say('rest', { rest })}</Action>}
          <P>{say(`frequency.${frequency}`)}</P>
          <Action href={`${this.publicUrl()}/subscriptions/${token}`}>{say('change')}</Action>
        </>
      ),
      unsubscribeAt: `${this.publicUrl()}/v1/subscriptions/links/${token}/unsubscription`,
    };
  }

  sent({ mailing }: About): Promise<void> {
    return this.work.run((tx) => this.mailings.settle(tx, mailing, this.clock.now()));
  }

  refused({ mailing }: About, { code, isFinal }: MailRefusal): Promise<void> {
    return this.work.run(async (tx) => {
      const now = this.clock.now();
      await this.mailings.note(tx, mailing, code, now);
      if (isFinal) await this.mailings.settle(tx, mailing, now, `mail.${code}`);
    });
  }

  private pageOf({ type, subject }: Entry): string {
    const folder = type.startsWith('eu.lra-network.member.') ? 'members' : 'practices';
    return `${this.publicUrl()}/${folder}/${subject}`;
  }
}

/** `New practice: Live in Italy`. Steps of work have no title. */
function wordsOf({ type, data }: Entry, say: Say): string {
  const what = say(`type.${shortType(type)}`);
  const { title, name } = data;
  const titles = typeof title === 'object' && title !== null ? (title as Readonly<Record<string, string>>) : {};
  const words = titles[say('language')] ?? titles['en'] ?? Object.values(titles)[0] ?? name;
  return typeof words === 'string' ? say('entry', { what, title: oneLine(words) }) : what;
}
