// What Markdown reports are put together from. Text is untrusted and made visible, and the whole stays under 1 MiB, because
// GitHub throws a longer summary away whole. In: text. Out: Markdown.
import type { PhrasingContent, RootContent, Table } from 'mdast';
import { gfmTableToMarkdown } from 'mdast-util-gfm-table';
import { toMarkdown } from 'mdast-util-to-markdown';
import { escapeText } from './escape.ts';

const LONGEST_BYTES = 1024 * 1024 - 4096;

export const text = (value: string): PhrasingContent => ({ type: 'text', value: escapeText(value) });
export const code = (value: string): PhrasingContent => ({ type: 'inlineCode', value: escapeText(value) });
export const paragraph = (...children: PhrasingContent[]): RootContent => ({ type: 'paragraph', children });
export const heading = (depth: 1 | 2 | 3, ...children: PhrasingContent[]): RootContent => ({
  type: 'heading',
  depth,
  children,
});
/** A block of text or of a program. */
export const block = (value: string, lang = 'text'): RootContent => ({ type: 'code', lang, value: escapeText(value) });

/** The first row is the head. */
export function table(rows: readonly (readonly PhrasingContent[])[]): Table {
  return {
    type: 'table',
    children: rows.map((cells) => ({
      type: 'tableRow',
      children: cells.map((cell) => ({ type: 'tableCell', children: [cell] })),
    })),
  };
}

/** Leaves out parts from the end until the rest fits; then `cut` says so. */
export function boundedMarkdown(parts: readonly RootContent[], cutText: string): string {
  for (let count = parts.length; ; count = Math.floor(count / 2)) {
    const cut: RootContent[] = count < parts.length ? [paragraph(text(cutText))] : [];
    const markdown = toMarkdown(
      { type: 'root', children: [...parts.slice(0, count), ...cut] },
      { extensions: [gfmTableToMarkdown()] },
    );
    if (Buffer.byteLength(markdown) <= LONGEST_BYTES || count === 0) return markdown;
  }
}

/** Items of one paragraph each. */
export function list(items: readonly string[]): RootContent {
  return {
    type: 'list',
    ordered: false,
    spread: false,
    children: items.map((item) => ({ type: 'listItem', children: [{ type: 'paragraph', children: [text(item)] }] })),
  };
}
