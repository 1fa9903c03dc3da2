import { Inject, Injectable } from '@nestjs/common';
import { Clock, UnitOfWork } from '#database';
import { Action, Mail, oneLine, P, PUBLIC_URL, Quote, type Letter, type MailComposer } from '#mail';
import { Catalogue, type Say } from '#messages';
import { hashOf, LINK_HOURS, newToken } from '../activation/activation.js';
import { ActivationRepository } from '../activation/activation.repository.js';
import { MembershipApplicationRepository } from './membership-application.repository.js';

const messages = Catalogue.in(new URL('messages/', import.meta.url));

/** The application that a mail concerns. */
interface About {
  readonly applicationId: string;
}

/** To the steering committee: without the contact, which those who may decide can look up. */
@Mail({ name: 'application-received', messages })
@Injectable()
export class ApplicationReceived implements MailComposer<About> {
  constructor(
    private readonly applications: MembershipApplicationRepository,
    @Inject(PUBLIC_URL) private readonly publicUrl: () => string,
  ) {}

  async compose({ applicationId }: About, say: Say): Promise<Letter | undefined> {
    const application = await this.applications.find(applicationId);
    if (application?.status !== 'applied') return undefined;
    const { kind, country } = application;
    const name = oneLine(application.name);
    return {
      subject: say('subject', { name }),
      body: (
        <>
          <P>{say('asks', { name, kind, country })}</P>
          <P>{say('decide')}</P>
          <Action href={`${this.publicUrl()}/v1/membership-applications/${applicationId}`}>{say('open')}</Action>
          <P>{say('told')}</P>
        </>
      ),
    };
  }
}

/**
 * To the new member. The secret of the link is created here, when the mail is sent: only the mail contains it, and its
 * time begins now, however long the mail has waited. Links of earlier attempts stay valid, since those may have
 * arrived.
 */
@Mail({ name: 'application-approved', messages })
@Injectable()
export class ApplicationApproved implements MailComposer<About> {
  constructor(
    private readonly work: UnitOfWork,
    private readonly applications: MembershipApplicationRepository,
    private readonly activations: ActivationRepository,
    @Inject(PUBLIC_URL) private readonly publicUrl: () => string,
    private readonly clock: Clock,
  ) {}

  async compose({ applicationId }: About, say: Say): Promise<Letter | undefined> {
    const application = await this.applications.find(applicationId);
    if (!application || application.contactName === null) return undefined;
    const token = newToken();
    const until = new Date(this.clock.now().getTime() + LINK_HOURS * 3_600_000);
    const isOpen = await this.work.run(async (tx) => {
      const activation = await this.activations.lock(tx, applicationId);
      if (!activation || activation.usedAt !== null) return false;
      await this.activations.addLink(tx, applicationId, hashOf(token), until);
      return true;
    });
    if (!isOpen) return undefined;
    const name = oneLine(application.name);
    return {
      subject: say('subject', { name }),
      body: (
        <>
          <P>{say('greeting', { contact: oneLine(application.contactName) })}</P>
          <P>{say('welcome', { name })}</P>
          <P>{say('begin')}</P>
          <Action href={`${this.publicUrl()}/v1/activations/${token}`}>{say('open')}</Action>
          <P>{say('client')}</P>
          <P>{say('until', { until })}</P>
          <P>{say('unexpected')}</P>
          <P>{say('from')}</P>
        </>
      ),
    };
  }
}

@Mail({ name: 'application-rejected', messages })
@Injectable()
export class ApplicationRejected implements MailComposer<About> {
  constructor(
    private readonly applications: MembershipApplicationRepository,
    @Inject(PUBLIC_URL) private readonly publicUrl: () => string,
  ) {}

  async compose({ applicationId }: About, say: Say): Promise<Letter | undefined> {
    const application = await this.applications.find(applicationId);
    if (!application || application.contactName === null) return undefined;
    const name = oneLine(application.name);
    return {
      subject: say('subject', { name }),
      body: (
        <>
          <P>{say('greeting', { contact: oneLine(application.contactName) })}</P>
          <P>{say('rejected', { name })}</P>
          <Quote>{application.reason ?? ''}</Quote>
          <P>{say('again')}</P>
          <Action href={`${this.publicUrl()}/v1/practices`}>{say('open')}</Action>
          <P>{say('from')}</P>
        </>
      ),
    };
  }
}
