import { setTimeout as pause } from 'node:timers/promises';
import { networkClient, type NetworkClient, type Problem, type Shape } from '#client';

/** The network that the demo fills, with the clients of those who act in it. */
export class Network {
  /** Ids of the members, by name. */
  readonly members = new Map<string, string>();
  private readonly editors = new Map<string, Promise<NetworkClient>>();

  private constructor(
    readonly url: string,
    private readonly admin: NetworkClient,
    readonly steering: NetworkClient,
  ) {}

  static async enter(url: string, clientId: string, clientSecret: string): Promise<Network> {
    const admin = networkClient(url, { clientId, clientSecret });
    return new Network(url, admin, await clientOf(url, admin, { name: 'Demo secretariat', roles: ['steering'] }));
  }

  /** Who edits for a member. */
  editorOf(member: string): Promise<NetworkClient> {
    let editor = this.editors.get(member);
    if (!editor) {
      const memberId = this.members.get(member)!;
      editor = clientOf(this.url, this.admin, { name: `Web office of ${member}`, roles: ['member-editor'], memberId });
      this.editors.set(member, editor);
    }
    return editor;
  }

  reviewerAt(affiliation: string): Promise<NetworkClient> {
    return clientOf(this.url, this.admin, { name: `Reviewer at ${affiliation}`, roles: ['reviewer'], affiliation });
  }
}

async function clientOf(url: string, admin: NetworkClient, client: Shape<'ClientDto'>): Promise<NetworkClient> {
  return networkClient(url, await ok(admin.POST('/v1/clients', { body: client })));
}

/** What a call answered. @throws {Error} a plain sentence when it was refused */
export async function ok<T>(
  call: Promise<{ data?: T; error?: Problem; response: Response }>,
): Promise<Exclude<T, undefined>> {
  const { data, error, response } = await call;
  if (error) {
    const places = (error.errors ?? []).map(({ pointer, detail }) => ` ${pointer}: ${detail}`).join('');
    throw new Error(
      `${new URL(response.url).pathname} answered ${error.status} ${error.code}: ${error.detail}${places}`,
    );
  }
  return data as Exclude<T, undefined>;
}

/** Waits for background work; half a minute is far more than it needs. */
export async function until(what: string, holds: () => Promise<boolean> | boolean): Promise<void> {
  const deadline = Date.now() + 30_000;
  while (!(await holds())) {
    if (Date.now() > deadline) throw new Error(`Waited 30 s in vain until ${what}.`);
    await pause(50);
  }
}
