import { Inject, Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { practicePublished, practiceUpdated } from '#contracts';
import { Clock, UnitOfWork } from '#database';
import { Action, Mail, oneLine, P, PUBLIC_URL, type Letter, type MailComposer, type MailRefusal } from '#mail';
import { Catalogue, type Say } from '#messages';
import { mailId } from '../subscription/mail-id.js';
import { Members } from '../subscription/members.js';
import { StopMailbox } from '../subscription/stop-mailbox/stop-mailbox.js';
import { SubscriptionRepository } from '../subscription/subscription.repository.js';
import { MailingRepository, type Line } from './mailing.repository.js';

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
    private readonly subscriptions: SubscriptionRepository,
    private readonly mailboxes: StopMailbox,
    private readonly members: Members,
    private readonly clock: Clock,
    @Inject(PUBLIC_URL) private readonly publicUrl: () => string,
  ) {}

  async compose({ mailing }: About, say: Say): Promise<Letter | undefined> {
    const digest = await this.mailings.digest(mailing);
    if (!digest) {
      await this.mailings.reopenPaused(mailing);
      return undefined;
    }
    const { token, frequency, entries, total } = digest;
    const lines: { href: string; words: string }[] = [];
    for (const entry of entries) lines.push({ href: this.pageOf(entry, say), words: await this.wordsOf(entry, say) });
    const rest = total - entries.length;
    return {
      id: mailId('digest', mailing, { token, askedAt: null }),
      subject: total === 1 ? lines[0]!.words : say('subject', { total }),
      body: (
        <>
          <P>{say('lead')}</P>
          {lines.map(({ href, words }) => (
            <Action href={href}>{words}</Action>
          ))}
          {rest > 0 && <Action href={`${this.publicUrl()}/${say('language')}/news`}>{say('rest', { rest })}</Action>}
          <P>{say(`frequency.${frequency}`)}</P>
          <Action href={`${this.publicUrl()}/${say('language')}/subscriptions/${token}`}>{say('change')}</Action>
        </>
      ),
      unsubscribeAt: `${this.publicUrl()}/v1/subscriptions/links/${token}/unsubscription`,
    };
  }

  sent({ mailing }: About): Promise<void> {
    return this.work.run((tx) => this.mailings.settle(tx, mailing, this.clock.now()));
  }

  refused({ mailing }: About, { code, isFinal, isOfMailbox }: MailRefusal): Promise<void> {
    return this.work.run(async (tx) => {
      const now = this.clock.now();
      if (isFinal && isOfMailbox) await this.stopMailbox(tx, mailing);
      await this.mailings.note(tx, mailing, code, now);
      if (isFinal) await this.mailings.settle(tx, mailing, now, `mail.${code}`);
    });
  }

  private async stopMailbox(tx: EntityManager, mailing: string): Promise<void> {
    const sent = await this.mailings.find(tx, mailing);
    const subscription = sent && (await this.subscriptions.find(sent.subscriptionId));
    if (subscription?.address) await this.mailboxes.run(tx, subscription.address, 'refused');
  }

  private async wordsOf(line: Line, say: Say): Promise<string> {
    return line.count > 1 ? importWords(line, await this.members.nameOf(ownerOf(line)), say) : entryWords(line, say);
  }

  private pageOf({ type, subject, count, ...line }: Line, say: Say): string {
    const pages = `${this.publicUrl()}/${say('language')}`;
    if (count > 1) return `${pages}/${ownerOf(line) === undefined ? 'practices' : `members/${ownerOf(line)}`}`;
    const folder = type.startsWith('eu.lra-network.member.') ? 'members' : 'practices';
    return `${pages}/${folder}/${subject}`;
  }
}

/** `31 new practices from the import of Stuttgart` */
function importWords({ type, count, isOfOneType }: Line, member: string | undefined, say: Say): string {
  const kind = isOfOneType ? (kinds[type] ?? 'any') : 'any';
  return say(`import.${kind}`, { count, named: member === undefined ? 'no' : 'yes', member: oneLine(member ?? '') });
}

const kinds: Readonly<Record<string, 'new' | 'changed'>> = {
  [practicePublished.type]: 'new',
  [practiceUpdated.type]: 'changed',
};

const ownerOf = ({ data: { ownerMemberId } }: Pick<Line, 'data'>): string | undefined =>
  typeof ownerMemberId === 'string' ? ownerMemberId : undefined;

/** `New practice: Live in Italy`. Steps of work have no title. */
function entryWords({ type, data }: Line, say: Say): string {
  const what = say(`type.${shortType(type)}`);
  const { title, name } = data;
  const titles = typeof title === 'object' && title !== null ? (title as Readonly<Record<string, string>>) : {};
  const words = titles[say('language')] ?? titles['en'] ?? Object.values(titles)[0] ?? name;
  return typeof words === 'string' ? say('entry', { what, title: oneLine(words) }) : what;
}
