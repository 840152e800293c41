// What a C case says about itself: the `//!` lines at its head. In: the text of a source file. Out: Directives, or complaints.

export interface Directives {
  /** A translation unit of another case, and no case itself. */
  readonly part: boolean;
  /** One line, with the section of the standard. */
  readonly what: string;
  readonly exit: number;
  /** What the program prints, byte by byte. */
  readonly stdout: string;
  readonly flags: readonly string[];
  readonly link: readonly string[];
  /** Further translation units, relative to the case. */
  readonly with: readonly string[];
  /** Tags of the modes in which it runs; all when empty. */
  readonly only: readonly string[];
  /** Where it does not run although `only` would let it, each with its reason: tags of modes, names of references. */
  readonly unless: readonly { readonly tag: string; readonly reason: string }[];
  readonly known?: { readonly reason: string; readonly expires: string };
}

export type DirectivesResult =
  { readonly kind: 'directives'; readonly directives: Directives } | { readonly kind: 'malformed'; readonly problem: string };

/** Reads the directives of a case. */
export function parseDirectives(source: string): DirectivesResult {
  let part = false;
  let what = '';
  let exit = 0;
  let known: Directives['known'];
  const unless: { tag: string; reason: string }[] = [];
  const lists: Record<'stdout' | 'flags' | 'link' | 'with' | 'only', string[]> = { stdout: [], flags: [], link: [], with: [], only: [] };
  const malformed = (line: number, problem: string): DirectivesResult => ({ kind: 'malformed', problem: `line ${String(line)}: ${problem}` });
  for (const [index, text] of source.split('\n').entries()) {
    if (!text.startsWith('//!')) {
      // Directives stand in the leading comment; the code ends them.
      if (text.startsWith('//') || text.trim() === '') continue;
      break;
    }
    const match = /^\/\/!\s*(\w+)(?::\s?(.*))?$/.exec(text.replace(/\r$/, ''));
    if (match === null) return malformed(index + 1, `not a directive: ${text}`);
    const [, name = '', value = ''] = match;
    switch (name) {
      case 'part':
        part = true;
        break;
      case 'what':
        what = value.trim();
        break;
      case 'exit':
        if (!/^\d{1,3}$/.test(value.trim()) || Number(value) > 255) return malformed(index + 1, `not an exit code: ${value}`);
        exit = Number(value);
        break;
      case 'stdout':
        lists.stdout.push(value);
        break;
      case 'flags':
      case 'link':
      case 'with':
      case 'only':
        lists[name].push(...value.split(/\s+/).filter((word) => word !== ''));
        break;
      case 'unless': {
        const [, tag = '', reason = ''] = /^(\S+)\s+(\S.*)$/.exec(value.trim()) ?? [];
        if (reason === '') return malformed(index + 1, 'unless needs a tag and a reason');
        unless.push({ tag, reason });
        break;
      }
      case 'known': {
        const announced = /^(.*?)\s*expires=(\d{4}-\d{2}-\d{2})$/.exec(value.trim());
        if (announced === null) return malformed(index + 1, 'known needs a reason and expires=YYYY-MM-DD');
        known = { reason: announced[1] ?? '', expires: announced[2] ?? '' };
        break;
      }
      default:
        return malformed(index + 1, `unknown directive ${name}`);
    }
  }
  if (!part && what === '') return malformed(1, 'the directive what is missing');
  const stdout = lists.stdout.map((line) => `${line}\n`).join('');
  const { flags, link, with: others, only } = lists;
  const directives = { part, what, exit, stdout, flags, link, with: others, only, unless };
  return { kind: 'directives', directives: known === undefined ? directives : { ...directives, known } };
}
