import { Controller, Get, Post } from '@nestjs/common';
import { ApiOperation, ApiTags, IntersectionType } from '@nestjs/swagger';
import { Answer, Answers, Fails } from '#http';
import { Allow, By, type Principal } from '#identity';
import { partsOfId, RebuildDto, RebuildParams, Rebuilds, RebuildsView, RebuildView, toRebuildView } from '#messaging';
import { notFound, notValid } from '#problems';
import { Body, Param } from '#validation';
import { isUpstream, upstreamApps } from '../upstream/upstreams.js';
import { InnerCalls } from '../upstream/inner-calls.js';
import { Incomplete } from './incomplete.js';

const PATH = 'v1/operations/rebuilds';

class GatheredRebuildsView extends IntersectionType(RebuildsView, Incomplete) {}

/** Passes each job on to the app that has its group; runs those of the gateway's own groups here. */
@ApiTags('operations')
@Controller(PATH)
@Allow('admin')
export class RebuildRoutingController {
  constructor(
    private readonly rebuilds: Rebuilds,
    private readonly inner: InnerCalls,
  ) {}

  @Get()
  @ApiOperation({ summary: 'List the groups whose projections can be rebuilt, and the latest jobs, of all apps' })
  @Answers(200, GatheredRebuildsView)
  async list(@By() by: Principal): Promise<GatheredRebuildsView> {
    const answers = await Promise.allSettled(
      upstreamApps.map((app) => this.inner.call<RebuildsView>(app, 'GET', `/${PATH}`, by)),
    );
    const answered = answers.flatMap((answer) => (answer.status === 'fulfilled' ? [answer.value] : []));
    const found = answered.filter(({ status }) => status === 200).map(({ body }) => body);
    const own = (await this.rebuilds.list()).map((job) => toRebuildView('gateway', job));
    return {
      groups: [...this.rebuilds.groups, ...found.flatMap(({ groups }) => groups)].sort(),
      items: [...own, ...found.flatMap(({ items }) => items)].sort((a, b) => b.createdAt.localeCompare(a.createdAt)),
      unavailable: upstreamApps.filter((_, index) => {
        const answer = answers[index];
        return answer?.status !== 'fulfilled' || answer.value.status !== 200;
      }),
    };
  }

  @Post()
  @ApiOperation({
    summary: 'Rebuild the projection of a group from the owners’ current state',
    description:
      'Returns a job, whose `Location` shows its progress. Afterwards the group continues from the stream of events.',
  })
  @Fails(409, { 'rebuild.running': 'A rebuild of this group is running.' })
  @Answers(202, RebuildView, 'Location')
  async start(@Body() { group }: RebuildDto, @By() by: Principal): Promise<Answer> {
    const [app = ''] = group.split('.');
    if (app === 'gateway') return accepted(toRebuildView('gateway', await this.rebuilds.start(group, by.id)));
    if (!isUpstream(app)) {
      const detail = `Groups are named <app>.<name>, with one of the apps gateway, ${upstreamApps.join(', ')}.`;
      throw notValid([{ pointer: '/group', code: 'unknown-group', detail }]);
    }
    const answer = await this.inner.call<RebuildView>(app, 'POST', `/${PATH}`, by, { group });
    return answer.status === 202 ? accepted(answer.body) : passedOn(answer);
  }

  @Get(':id')
  @ApiOperation({ summary: 'Progress of a rebuild' })
  @Answers(200, RebuildView)
  async read(@Param() { id }: RebuildParams, @By() by: Principal): Promise<Answer> {
    const { app, uuid } = partsOfId(id);
    if (app === 'gateway') return new Answer(toRebuildView('gateway', await this.rebuilds.get(uuid)));
    if (!isUpstream(app)) throw notFound('rebuild');
    return passedOn(await this.inner.call(app, 'GET', `/${PATH}/${id}`, by));
  }
}

const accepted = (job: RebuildView): Answer => new Answer(job, { location: `/${PATH}/${job.id}` });

const passedOn = ({ body, type, status }: { body: unknown; type: string; status: number }): Answer =>
  new Answer(body, { 'content-type': type }, status);
