/*
 * How much a request may hold before any library sees it. Validators compare keys with keys and items with items, so that
 * what they cost grows faster than what they are given; far below these bounds lies every fact sheet, far above nothing honest.
 */

/** Levels of nesting; the deepest fact sheet has six. */
export const MAX_DEPTH = 16;
/** Keys of one object, columns of a file, names in a form or query; a language map has at most 184. */
export const MAX_KEYS = 500;
/** Items of one list; a fact sheet names at most 500 partners. */
export const MAX_ITEMS = 1_000;
/** Number of all values, inner and outer ones. */
export const MAX_VALUES = 20_000;
