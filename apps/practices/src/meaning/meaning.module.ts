import { Global, Module } from '@nestjs/common';
import { AppRuntime, Feature } from '#app';
import { Meaning1764000200700 } from '../migrations/1764000200700-meaning.js';
import { NearInMeaning } from '../practice/near-in-meaning.js';
import { EMBEDDER, type Embedder } from './embedder.js';
import { EmbedPractices } from './embed-practices.js';
import { meaningSettings } from './meaning.settings.js';
import { Meanings } from './meanings.js';
import { WebEmbedder } from './web-embedder.js';

/** Practices found by what they mean, where the operator has a server of embeddings. */
@Feature({ migrations: [Meaning1764000200700], settings: [meaningSettings] })
@Global()
@Module({
  providers: [
    { provide: EMBEDDER, inject: [AppRuntime], useFactory: embedderOf },
    EmbedPractices,
    { provide: NearInMeaning, useClass: Meanings },
  ],
  exports: [NearInMeaning],
})
export class MeaningModule {}

function embedderOf({ settings }: AppRuntime): Embedder | null {
  const meaning = settings.of(meaningSettings);
  return meaning ? new WebEmbedder(meaning) : null;
}
