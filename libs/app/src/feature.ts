import type { DynamicModule, ForwardReference, Type } from '@nestjs/common';
import { MODULE_METADATA } from '@nestjs/common/constants.js';
import type { SettingsOf } from '#config';
import type { DataSourceContent } from '#database';
import { together, type PersonalRecords } from '#privacy';
import type { DescribedWorkflow } from '#workflow';

/** What a feature has beside the parts that Nest's own `@Module` declares. */
export interface FeatureContent extends Partial<DataSourceContent> {
  /** What it knows of persons beyond its texts. */
  readonly personal?: PersonalRecords;
  /** The API paths that it answers; the gateway passes them on. */
  readonly paths?: readonly string[];
  /** Tags of its routes, each with their subject, for the API's document. */
  readonly tags?: Readonly<Record<string, string>>;
  /** Its state tables, for the page of workflows. */
  readonly workflows?: readonly DescribedWorkflow[];
  /** Settings that only this feature needs: read and checked at the start, together with all others. */
  readonly settings?: readonly SettingsOf<unknown>[];
}

/** The parts of all features of an app. */
export interface AppContent extends DataSourceContent {
  readonly personal: PersonalRecords;
  readonly paths: readonly string[];
  readonly tags: Readonly<Record<string, string>>;
  readonly workflows: readonly DescribedWorkflow[];
  readonly settings: readonly SettingsOf<unknown>[];
}

const FEATURE = Symbol('feature');

/** Declares the parts of a feature that Nest has no word for. Stands above its `@Module`. */
export const Feature =
  (content: FeatureContent): ClassDecorator =>
  (module) =>
    Reflect.defineMetadata(FEATURE, content, module);

/** What one module declares by `@Feature`; empty when it is not a feature. */
export const featureOf = (module: Type): FeatureContent =>
  (Reflect.getMetadata(FEATURE, module) as FeatureContent | undefined) ?? {};

/** The features' parts of a module and of all modules that it imports, directly or not. */
export function contentOf(module: Type | DynamicModule): AppContent {
  const features = [...modulesOf(module)].map(featureOf);
  return {
    entities: features.flatMap(({ entities = [] }) => entities),
    migrations: features.flatMap(({ migrations = [] }) => migrations),
    personal: together(...features.flatMap(({ personal }) => personal ?? [])),
    paths: features.flatMap(({ paths = [] }) => paths),
    tags: Object.assign({}, ...features.map(({ tags }) => tags)) as Record<string, string>,
    workflows: features.flatMap(({ workflows = [] }) => workflows),
    settings: features.flatMap(({ settings = [] }) => settings),
  };
}

type Imported = Type | DynamicModule | ForwardReference<() => Type>;

function modulesOf(imported: Imported, found = new Set<Type>()): Set<Type> {
  const { module, imports } = asDynamic(imported);
  const isNew = !found.has(module);
  found.add(module);
  const more = (isNew ? (Reflect.getMetadata(MODULE_METADATA.IMPORTS, module) as Imported[] | undefined) : []) ?? [];
  for (const one of [...more, ...((imports ?? []) as Imported[])]) modulesOf(one, found);
  return found;
}

function asDynamic(imported: Imported): Pick<DynamicModule, 'module' | 'imports'> {
  if ('forwardRef' in imported) return { module: imported.forwardRef() };
  return 'module' in imported ? imported : { module: imported };
}
