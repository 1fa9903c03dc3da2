import { Module } from '@nestjs/common';
import { Feature } from '#app';
import { ChangeMembers1764000400900 } from '../migrations/1764000400900-change-members.js';
import { ChangeSubject1764000400002 } from '../migrations/1764000400002-change-subject.js';
import { ChangeStream } from './stream/change-stream.js';
import { ChangeTail } from './stream/change-tail.js';
import { StreamPlaces } from './stream/stream-places.js';
import { streamSettings } from './stream/stream.settings.js';
import { ChangeProjection } from './change.projection.js';
import { ChangeNotice1764000401600 } from '../migrations/1764000401600-change-notice.js';
import { FeedController } from './feed/feed.controller.js';
import { IssuerModule } from '../issuer/issuer.module.js';
import { ChangeController } from './http/change.controller.js';

/** The feed of everything that happened in public. */
@Feature({
  migrations: [ChangeSubject1764000400002, ChangeMembers1764000400900, ChangeNotice1764000401600],
  settings: [streamSettings],
  tags: { changes: 'All changes, to follow.' },
})
@Module({
  imports: [IssuerModule],
  controllers: [ChangeController, FeedController],
  providers: [ChangeProjection, ChangeTail, ChangeStream, StreamPlaces],
})
export class ChangeModule {}
