import { Injectable } from '@nestjs/common';
import { DiscoveryService, MetadataScanner, type DiscoverableDecorator } from '@nestjs/core';

/** A method that a decorator marks, and what the decorator stores with it. The decorator has checked its parameters. */
export interface MarkedMethod<Mark> {
  readonly mark: Mark;
  readonly call: (...args: readonly unknown[]) => unknown;
}

/** A decorator of methods that can be called like `F`. */
export type Marks<F extends (...args: never[]) => unknown> = <M extends F>(
  target: object,
  key: string,
  method: TypedPropertyDescriptor<M>,
) => void;

/** Finds what the features of an app register by marking methods of their providers. */
@Injectable()
export class MarkedMethods {
  constructor(
    private readonly discovery: DiscoveryService,
    private readonly scanner: MetadataScanner,
  ) {}

  with<Mark>(decorator: DiscoverableDecorator<Mark>): MarkedMethod<Mark>[] {
    // By instance: a provider may have a second name.
    const providers = new Map(
      this.discovery.getProviders().map((provider) => [provider.instance as unknown, provider]),
    );
    return [...providers].flatMap(([instance, provider]) => {
      if (typeof instance !== 'object' || instance === null) return [];
      const methods = instance as Record<string, MarkedMethod<Mark>['call']>;
      return this.scanner.getAllMethodNames(Object.getPrototypeOf(instance) as object).flatMap((name) => {
        const mark: Mark | undefined = this.discovery.getMetadataByDecorator(decorator, provider, name);
        return mark === undefined ? [] : [{ mark, call: (...args: readonly unknown[]) => methods[name]!(...args) }];
      });
    });
  }
}
