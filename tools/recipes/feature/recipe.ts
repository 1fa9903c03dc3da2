import type { Recipe } from '../recipe.js';

/** One folder, and the line that lists it in the app (with its import). */
export default {
  aim: { files: 4, lines: 50 },
  edits: [
    {
      file: 'apps/network/src/app.module.ts',
      after: `import { ActivationModule }`,
      lines: `import { GroupModule } from './group/group.module.js';`,
    },
    {
      file: 'apps/network/src/app.module.ts',
      instead: `  imports: [MemberModule,`,
      lines: `  imports: [
    MemberModule,
    MembershipApplicationModule,
    MembershipDecisionModule,
    ActivationModule,
    FeedbackModule,
    GroupModule,
  ],`,
    },
    {
      file: 'apps/network/src/group/group.module.ts',
      lines: `import { Module } from '@nestjs/common';
import { Feature } from '#app';
import { GroupController } from './group.controller.js';
import { Groups1764000109000 } from './groups.migration.js';

/** Working groups of the network. */
@Feature({
  migrations: [Groups1764000109000],
  paths: ['/v1/groups'],
  tags: { groups: 'Working groups of the network.' },
})
@Module({ controllers: [GroupController] })
export class GroupModule {}
`,
    },
    {
      file: 'apps/network/src/group/group.controller.ts',
      lines: `import { Controller, Get } from '@nestjs/common';
import { ApiOperation, ApiProperty, ApiTags } from '@nestjs/swagger';
import { DataSource } from 'typeorm';
import { Answers } from '#http';
import { Allow } from '#identity';

class GroupsView {
  @ApiProperty({ description: 'Names of the groups.', example: ['Housing'] }) names!: string[];
}

@ApiTags('groups')
@Controller('v1/groups')
@Allow('public')
export class GroupController {
  constructor(private readonly dataSource: DataSource) {}

  @Get()
  @ApiOperation({ summary: 'The working groups of the network' })
  @Answers(200, GroupsView)
  async list(): Promise<GroupsView> {
    const rows = await this.dataSource.query<{ name: string }[]>('select name from working_group order by name');
    return { names: rows.map(({ name }) => name) };
  }
}
`,
    },
    {
      file: 'apps/network/src/group/groups.migration.ts',
      lines: `import type { QueryRunner } from 'typeorm';
import { ForwardMigration } from '#database';

export class Groups1764000109000 extends ForwardMigration {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query('create table working_group (name text primary key)');
  }
}
`,
    },
  ],
} satisfies Recipe;
