// A program of csmith as a part of a unit that holds many. Everything that csmith and its run-time headers put into file
// scope has a name of a few known kinds, so that a prefix before each of them keeps programs apart; macros end with their
// program. Strings stay as they are: some are printed. In: a whole program. Out: a ProgramPart.
import type { ProgramPart, RandomProgram } from 'kit-harness';

/** Names of file scope; `safe_` alone stands before ## in a macro. What is in quotation marks is passed over. */
const NAMES =
  /"(?:[^"\\\n]|\\.)*"|\b(?:main|__undefined|func_\d+|g_\d+|[SU]\d+|safe_\w*|crc32_\w+|transparent_crc\w*|platform_main_\w+)\b/g;

/** The program under names of its own. */
export function partOf({ index, units }: RandomProgram): ProgramPart {
  const prefix = `q${String(index)}_`;
  const text = units.map((unit) => unit.text).join('');
  const renamed = text.replace(NAMES, (word) => (word.startsWith('"') ? word : `${prefix}${word}`));
  const macros = [...new Set([...text.matchAll(/^[ \t]*#[ \t]*define[ \t]+(\w+)/gm)].map(([, name]) => name ?? ''))];
  const end = macros.map((name) => `#undef ${name}\n`).join('');
  const entry = `${prefix}main`;
  // The batch has to know that there are FILEs.
  return { entry, includes: ['<stdio.h>'], text: `${renamed.replace(`int ${entry}`, `static int ${entry}`)}\n${end}` };
}
