import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { memberEvents, type EventOf, type memberApproved } from '#contracts';
import { prepared } from '#database';
import type { Principal } from '#identity';
import { Consumes, Reactions, type EventContext } from '#messaging';
import { notValid, type ProblemPlace } from '#problems';
import type { FactSheet } from '../fact-sheet/fact-sheet.js';
import type { Standing } from '#principals';
import { assertMayWrite } from './may-write.js';
import { Member } from './member.js';

const noMember = {
  code: 'no-member',
  detail: 'No member has this id. Use an id from GET /v1/members, or only give the name.',
};

/** The names of members by their ids; those of unknown ones are missing. */
export async function namesOf(tx: EntityManager, ids: readonly string[]): Promise<ReadonlyMap<string, string>> {
  if (ids.length === 0) return new Map();
  const rows = await tx.query<Pick<Member, 'id' | 'name'>[]>(
    prepared('select id, name from member where id = any($1::uuid[])'),
    [ids],
  );
  return new Map(rows.map(({ id, name }) => [id, name]));
}

type Sheet = Pick<FactSheet, 'partners'>;

const partnersOf = (sheet: Sheet | undefined) => sheet?.partners?.map(({ memberId }) => memberId?.toLowerCase()) ?? [];

const strangers = (sheet: Sheet | undefined, known: ReadonlyMap<string, unknown>): ProblemPlace[] =>
  partnersOf(sheet).flatMap((id, n) =>
    id === undefined || known.has(id) ? [] : [{ ...noMember, pointer: `/partners/${n}/memberId` }],
  );

function assertKnown(places: readonly ProblemPlace[]): void {
  if (places.length > 0) throw notValid(places);
}

/** The known members; asks nothing when there is no id. */
async function membersOf(tx: EntityManager, ids: readonly (string | undefined)[]): Promise<Map<string, Member>> {
  const asked = [...new Set(ids.filter((id) => id !== undefined))];
  if (asked.length === 0) return new Map();
  const rows = await tx.query<Member[]>(prepared('select id, name, status from member where id = any($1::uuid[])'), [
    asked,
  ]);
  return new Map(rows.map((member) => [member.id, member]));
}

/** What this app knows of members, from their events. Each event has the whole state, so the last one counts. */
@Injectable()
export class MemberProjection {
  constructor(private readonly reactions: Reactions) {}

  /**
   * @param sheet what the caller writes, if it may name partners
   * @returns what is known of the caller's member now
   * @throws {Problem} as `assertMayWrite` does, by that; 422 when the sheet names a partner by an unknown member id
   */
  async assertMayWrite(tx: EntityManager, by: Principal, sheet: Sheet = {}): Promise<Member | undefined> {
    const known = await membersOf(tx, [by.memberId, ...partnersOf(sheet)]);
    const member = by.memberId === undefined ? undefined : known.get(by.memberId);
    assertMayWrite(by, member?.status);
    assertKnown(strangers(sheet, known));
    return member;
  }

  /**
   * @param sheets any number of fact sheets
   * @returns for each sheet, in order, the places that name a partner by an unknown member id
   */
  async strangersIn(tx: EntityManager, sheets: readonly (Sheet | undefined)[]): Promise<ProblemPlace[][]> {
    const known = await membersOf(tx, sheets.flatMap(partnersOf)); // prettier-ignore
    return sheets.map((sheet) => strangers(sheet, known));
  }

  /** @throws {Problem} 422 when the sheet names a partner by an unknown member id */
  async assertPartners(tx: EntityManager, sheet: Sheet): Promise<void> {
    assertKnown((await this.strangersIn(tx, [sheet])).flat());
  }

  /** Whether a principal that acts for the network, or for a member in its present state, may write. */
  async isFreeToWrite(tx: EntityManager, { roles, memberId }: Standing): Promise<boolean> {
    if (memberId === null || roles.includes('steering') || roles.includes('admin')) return true;
    return (await membersOf(tx, [memberId])).get(memberId)?.status === 'approved';
  }

  @Consumes('members', memberEvents)
  async note(event: EventOf<typeof memberApproved>, { tx }: EventContext): Promise<void> {
    const { id, name, status } = event.data;
    await tx.upsert(Member, { id, name, status }, ['id']);
    await this.reactions.tell(tx, [event]);
  }
}
