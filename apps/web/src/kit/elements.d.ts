import 'preact';

/** Elements that `browser/site.ts` improves. */
declare module 'preact' {
  namespace JSX {
    interface IntrinsicElements {
      'lra-autosave': HTMLAttributes;
      'lra-kept': HTMLAttributes;
      'lra-search': HTMLAttributes;
    }
  }
}
