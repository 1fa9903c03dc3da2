import type { ComponentChildren, VNode } from 'preact';
import { renderToString } from 'preact-render-to-string';

/** A paragraph. */
export const P = ({ children }: { children: ComponentChildren }) => <p style="margin:0 0 16px">{children}</p>;

/** The one action: a link on a line of its own. */
export const Action = ({ href, children }: { href: string; children: ComponentChildren }) => (
  <p style="margin:0 0 16px">
    <a href={href} style="color:#0b4f8a;font-weight:bold">
      {children}
    </a>
  </p>
);

/** Another person's words, with their line breaks. */
export const Quote = ({ children }: { children: string }) => (
  <blockquote style="margin:0 0 16px;padding:0 0 0 12px;border-left:3px solid #8a94a0;white-space:pre-line">
    {children}
  </blockquote>
);

/** Columns of the plain text (RFC 3676 advises 78 at most). */
const COLUMNS = 76;

/** Another person's words within a line: without line breaks and control characters, and limited in length. */
export const oneLine = (words: string): string =>
  words
    .replaceAll(/[\p{C}\p{Z}]+/gu, ' ')
    .trim()
    .slice(0, 200);

/** The body as a page that loads nothing: one column, the reader's own type size, colours with enough contrast. */
export function htmlOf(language: string, subject: string, body: VNode): string {
  const page = (
    <html lang={language}>
      <head>
        <meta charSet="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <title>{subject}</title>
      </head>
      <body style="margin:0;padding:24px;font-family:system-ui,sans-serif;line-height:1.5;color:#1b2733;background:#fff">
        <main style="max-width:36em">{body}</main>
      </body>
    </html>
  );
  return `<!doctype html>${renderToString(page)}`;
}

/** The body as plain text: paragraphs with blank lines between them, addresses of links on lines of their own. */
export const textOf = (body: VNode): string => `${blocksOf(body).join('\n\n')}\n`;

function blocksOf(node: ComponentChildren): string[] {
  if (Array.isArray(node)) return node.flatMap(blocksOf);
  if (!isNode(node)) return inline(node) === '' ? [] : [wrapped(inline(node))];
  const { type, props } = node;
  if (type === Action) return [wrapped(inline(props.children)), (props as unknown as { href: string }).href];
  if (type === Quote) return [inline(props.children)];
  if (type === P) return [wrapped(inline(props.children))];
  return blocksOf(isComponent(type) ? type(props) : props.children);
}

/** The words of a node in one line. */
function inline(node: ComponentChildren): string {
  if (node === null || node === undefined || typeof node === 'boolean') return '';
  if (Array.isArray(node)) return node.map(inline).join('');
  if (isNode(node)) return inline(isComponent(node.type) ? node.type(node.props) : node.props.children);
  return String(node as string | number);
}

type Component = (props: VNode['props']) => VNode;
type Node = VNode<{ children?: ComponentChildren }>;

const isNode = (node: ComponentChildren): node is Node => typeof node === 'object' && node !== null && 'props' in node;
const isComponent = (type: unknown): type is Component => typeof type === 'function';

function wrapped(text: string): string {
  const lines: string[] = [];
  for (const word of text.trim().split(/\s+/)) {
    const last = lines.at(-1);
    if (last !== undefined && last.length + 1 + word.length <= COLUMNS) lines[lines.length - 1] = `${last} ${word}`;
    else lines.push(word);
  }
  return lines.join('\n');
}
