import { Module } from '@nestjs/common';
import { AppRuntime, Feature, offersDemoPeople, oidcSettings } from '#app';
import { DevelopmentIssuer } from './development-issuer.js';
import { Issuer, ISSUER_SOURCE, type IssuerSource } from './issuer.js';
import { PublicUrl } from './public-url.js';

/** Where people sign in: at an OpenID Connect issuer, or as demo people. */
@Feature({ settings: [oidcSettings] })
@Module({
  providers: [PublicUrl, { provide: ISSUER_SOURCE, inject: [AppRuntime, PublicUrl], useFactory: issuerOf }, Issuer],
  exports: [PublicUrl, Issuer],
})
export class IssuerModule {}

function issuerOf({ settings, isEmbedded = false }: AppRuntime, publicUrl: PublicUrl): IssuerSource | undefined {
  const oidc = settings.of(oidcSettings);
  if (oidc) return { name: oidc.issuer, find: () => Promise.resolve(oidc) };
  return offersDemoPeople(settings, isEmbedded) ? new DevelopmentIssuer(publicUrl) : undefined;
}
