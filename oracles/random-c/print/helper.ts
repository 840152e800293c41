// The helper functions of a printed program: operations that are defined for every operand. In: a kind and a type. Out: C text.
import { type CType, intTraits, isInteger } from '../program/ctypes.ts';
import { type HelperKind, type PrintContext, typeName } from './literal.ts';

/** The definition of a helper. */
export function printHelper(context: PrintContext, plainName: string, what: HelperKind, type: CType): string {
  const name = context.spell(plainName);
  const own = typeName(context, type);
  const wide = own === 'long double' ? own : 'double';
  if (what === 'small')
    return `static ${own} ${name}(${wide} x) { return x > -100 && x < 100 ? (${own})(int)x : 1; }\n`;
  if (what === 'power') return `static ${own} ${name}(${wide} x) { return x < 0 ? 2 : 4; }\n`;
  if (what === 'mix' && own === 'long double') return mixLongDouble(context, name);
  if (what === 'mix') {
    const mix = context.spell('mix');
    const halves =
      context.plain ?
        'printf("%llx\\n%llx\\n", (unsigned long long)v, (unsigned long long)(v >> 64));'
      : `${mix}(v); ${mix}(v >> 64);`;
    if (context.trace)
      return `#define ${name}(v) do { unsigned __int128 w = (v); ${mix}(w); ${mix}(w >> 64); } while (0)\n`;
    return `static void ${name}(unsigned __int128 v) { ${halves} }\n`;
  }
  if (!isInteger(type)) throw new Error('a helper for integers');
  const { bits, signed } = intTraits(type);
  const half = 1n << BigInt(bits - 1);
  if (what === 'integer' || what === 'truncate') {
    const [from, suffix] = what === 'integer' ? ['double', ''] : ['long double', 'L'];
    const lowest = `${signed ? `-${String(half)}` : '0'}.0${suffix}`;
    const above = `${String(signed ? half : half * 2n)}.0${suffix}`;
    return `static ${own} ${name}(${from} x) { return x > ${lowest} - 1 && x < ${above} ? (${own})x : 0; }\n`;
  }
  const overflow =
    signed ?
      ` || (b == -1 && a == ${bits > 64 ? `(${own})((unsigned ${own})1 << 127)` : `-(${own})${String(half - 1n)} - 1`})`
    : '';
  const op = what === 'divide' ? '/' : '%';
  return `static ${own} ${name}(${own} a, ${own} b) { return b == 0${overflow} ? a : a ${op} b; }\n`;
}

/** Folds the integer part of v / 2^20, and the rest in units of 1/1024: neither is ever rounded. */
function mixLongDouble({ spell, trace, plain }: PrintContext, name: string): string {
  const high = '(long long)(w / 1048576)';
  const low = `(long long)((w - ${high} * 1048576.0L) * 1024)`;
  const parts = [high, low].map((part) => `(unsigned long long)${part}`);
  if (plain && !trace) return `static void ${name}(long double w) { printf("%llx\\n%llx\\n", ${parts.join(', ')}); }\n`;
  const calls = parts.map((part) => `${spell('mix')}(${part});`).join(' ');
  if (trace) return `#define ${name}(v) do { long double w = (v); ${calls} } while (0)\n`;
  return `static void ${name}(long double w) { ${calls} }\n`;
}
