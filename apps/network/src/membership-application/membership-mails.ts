import { Inject, Injectable } from '@nestjs/common';
import { Clock, UnitOfWork } from '#database';
import { hashOf, LINK_HOURS, newToken } from '../activation/activation.js';
import { ActivationRepository } from '../activation/activation.repository.js';
import { oneLine, type MailText, type MailTexts } from '../mail/mail.js';
import { MembershipApplicationRepository } from './membership-application.repository.js';

/** The public address of the network. Embedded it is known only once the gateway listens. */
export const PUBLIC_URL = Symbol('public address');

const inBrussels = new Intl.DateTimeFormat('en-GB', {
  dateStyle: 'full',
  timeStyle: 'short',
  timeZone: 'Europe/Brussels',
});

/** What is written to applicants, and to the steering committee about them. */
@Injectable()
export class MembershipMails {
  readonly texts: MailTexts = {
    'application-received': (id) => this.received(id),
    'application-approved': (id) => this.approved(id),
    'application-rejected': (id) => this.rejected(id),
  };

  constructor(
    @Inject(UnitOfWork) private readonly work: UnitOfWork,
    @Inject(MembershipApplicationRepository) private readonly applications: MembershipApplicationRepository,
    @Inject(ActivationRepository) private readonly activations: ActivationRepository,
    @Inject(PUBLIC_URL) private readonly publicUrl: () => string,
    @Inject(Clock) private readonly clock: Clock,
  ) {}

  /** Without the contact, which is shown to those who may decide. */
  private async received(id: string): Promise<MailText | undefined> {
    const application = await this.applications.find(id);
    if (application?.status !== 'applied') return undefined;
    const name = oneLine(application.name);
    return {
      subject: `Application for membership: ${name}`,
      text: `${name} (${application.kind}, ${application.country}) asks to become a member of the network.

Please read the application and approve or reject it, giving a reason:

${this.publicUrl()}/v1/membership-applications/${id}

The applicant is told of the decision by mail.
`,
    };
  }

  /**
   * The secret of the link is made here, when the mail is sent: it stands nowhere but in the mail, and its time begins
   * now, however long the mail has waited. Links of earlier attempts go on working, since those may have arrived.
   */
  private async approved(id: string): Promise<MailText | undefined> {
    const application = await this.applications.find(id);
    if (!application || application.contactName === null) return undefined;
    const link = `${this.publicUrl()}/v1/activations/`;
    const token = newToken();
    const expiresAt = new Date(this.clock.now().getTime() + LINK_HOURS * 3_600_000);
    const isOpen = await this.work.run(async (tx) => {
      const activation = await this.activations.lock(tx, id);
      if (!activation || activation.usedAt !== null) return false;
      await this.activations.addLink(tx, id, hashOf(token), expiresAt);
      return true;
    });
    if (!isOpen) return undefined;
    const name = oneLine(application.name);
    return {
      subject: `Welcome to the network: ${name}`,
      text: `Dear ${oneLine(application.contactName)},

${name} is now a member of the network of local and regional
authorities for integration. Welcome!

To begin, open this page and make your first API client:

${link}${token}

It asks for a name for the client and then shows the client's id and
secret, once. Keep both where you keep passwords; your registry or web
system signs in with them to share practices.

The link works once, until ${inBrussels.format(expiresAt)}
(Brussels time). If it has expired, ask the secretariat for a new one.

Did you not expect this message? Then please delete it.

The secretariat of the network
`,
    };
  }

  private async rejected(id: string): Promise<MailText | undefined> {
    const application = await this.applications.find(id);
    if (!application || application.contactName === null) return undefined;
    const name = oneLine(application.name);
    return {
      subject: `Your application for membership: ${name}`,
      text: `Dear ${oneLine(application.contactName)},

thank you for your interest in the network of local and regional
authorities for integration. The steering committee has not accepted the
application of ${name}, for this reason:

${application.reason ?? ''}

You may apply again when this has changed. All published practices can be
read without being a member:

${this.publicUrl()}/v1/practices

The secretariat of the network
`,
    };
  }
}
