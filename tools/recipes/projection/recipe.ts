import type { Recipe } from '../recipe.js';

const feature = 'apps/notifications/src/subscription/subscription.module.ts';

export default {
  aim: { files: 3, lines: 35 },
  edits: [
    {
      file: 'apps/notifications/src/subscription/member-name.projection.ts',
      lines: `import { Injectable } from '@nestjs/common';
import { memberEvents, type EventOf, type memberApproved } from '#contracts';
import { Consumes, type EventContext } from '#messaging';

/** How members are called. */
@Injectable()
export class MemberNameProjection {
  @Consumes('member-names', memberEvents)
  async note({ data: { id, name } }: EventOf<typeof memberApproved>, { tx }: EventContext): Promise<void> {
    await tx.query(
      'insert into member_name (id, name) values ($1, $2) on conflict (id) do update set name = excluded.name',
      [id, name],
    );
  }
}
`,
    },
    {
      file: 'apps/notifications/src/migrations/1764000399000-member-names.ts',
      lines: `import type { QueryRunner } from 'typeorm';
import { ForwardMigration } from '#database';

/** How members are called. */
export class MemberNames1764000399000 extends ForwardMigration {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query('create table member_name (id uuid primary key, name text not null)');
  }
}
`,
    },
    {
      file: feature,
      after: `import { Subscriptions1764000300000 }`,
      lines: `import { MemberNames1764000399000 } from '../migrations/1764000399000-member-names.js';
import { MemberNameProjection } from './member-name.projection.js';`,
    },
    { file: feature, after: '    Subscriptions1764000300000,', lines: '    MemberNames1764000399000,' },
    { file: feature, after: '    SubscriptionRepository,', lines: '    MemberNameProjection,' },
  ],
} satisfies Recipe;
