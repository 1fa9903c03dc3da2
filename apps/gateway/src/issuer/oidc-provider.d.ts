// Parts of oidc-provider that its own package of types lacks.

declare module 'oidc-provider/lib/provider.js' {
  export { Provider } from 'oidc-provider';
}

declare module 'oidc-provider/lib/adapters/memory_adapter.js' {
  import type { AdapterFactory } from 'oidc-provider';

  /** Keeps everything in the memory of this process. */
  export function createMemoryAdapter(): AdapterFactory;
}
