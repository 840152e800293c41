// Initializers as C text (C17 6.7.9). In: an initializer and how its values are written. Out: text.
import type { Expr, Init } from '../program/ast.ts';
import { spellString } from '../program/strings.ts';

/** An initializer; what has no items is zero. */
export function initializerText(init: Init, value: (expr: Expr) => string): string {
  switch (init.i) {
    case 'value':
      return value(init.value);
    case 'fields':
      return braced(init.items, ({ field }) => (init.designated ? `.${field} = ` : ''), value);
    case 'elements':
      return braced(init.items, (item) => (init.designated ? `${indices(item)} = ` : ''), value);
    case 'string':
      return spellString(init.prefix, init.text);
  }
}

function braced<Item extends { init: Init }>(
  items: readonly Item[],
  designator: (item: Item) => string,
  value: (expr: Expr) => string,
): string {
  const texts = items.map((item) => `${designator(item)}${initializerText(item.init, value)}`);
  return `{${texts.length === 0 ? '0' : texts.join(', ')}}`;
}

function indices({ index, last }: { index: number; last?: number }): string {
  return last === undefined ? `[${String(index)}]` : `[${String(index)} ... ${String(last)}]`;
}
