// The second subject's sources: Debian's tcc, fetched with apt-get from the machine's own mirrors into a cache outside of
// the tree. In: nothing. Out: the directory of the unpacked source, or why there is none.
import { execFileSync } from 'node:child_process';
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { which } from 'kit-harness';

/** `deb` lines and stanzas of the machine's lists, turned into their sources' ones. */
function sourceLists(): string {
  const directory = '/etc/apt/sources.list.d';
  const extra = existsSync(directory) ? readdirSync(directory).map((name) => join(directory, name)) : [];
  const parts = ['/etc/apt/sources.list', ...extra].filter((path) => existsSync(path));
  const lines = parts.flatMap((path) => {
    const text = readFileSync(path, 'utf8');
    if (path.endsWith('.list')) return text.split('\n').filter((line) => line.startsWith('deb '));
    if (!path.endsWith('.sources')) return [];
    return text.split(/\n\s*\n/).flatMap(stanzaLines);
  });
  return `${lines.map((line) => line.replace(/^deb\s/, 'deb-src ')).join('\n')}\n`;
}

/** One deb822 stanza as one-line entries. */
function stanzaLines(stanza: string): readonly string[] {
  const field = (name: string): readonly string[] => {
    const match = new RegExp(`^${name}:\\s*(.*)$`, 'mi').exec(stanza);
    return (match?.[1] ?? '').split(/\s+/).filter((word) => word !== '');
  };
  if (!field('Types').includes('deb')) return [];
  const [key] = field('Signed-By');
  const options = key === undefined ? '' : `[signed-by=${key}] `;
  return field('URIs').flatMap((uri) =>
    field('Suites').map((suite) => `deb ${options}${uri} ${suite} ${field('Components').join(' ')}`),
  );
}

/** The directory with tcc's sources; fetched when it is not in the cache yet. */
export function tccSource():
  { readonly kind: 'there'; readonly directory: string } | { readonly kind: 'absent'; readonly reason: string } {
  const cache = join(process.env.XDG_CACHE_HOME ?? join(homedir(), '.cache'), 'kit-harness');
  const directory = join(cache, 'tcc-source');
  if (existsSync(join(directory, 'tcc.c'))) return { kind: 'there', directory };
  if (which('apt-get') === undefined)
    return { kind: 'absent', reason: 'there is no apt-get to fetch the sources of tcc with' };
  mkdirSync(cache, { recursive: true });
  const work = mkdtempSync(join(cache, 'fetch-'));
  try {
    for (const part of ['lists/partial', 'cache/archives/partial', 'parts', 'source'])
      mkdirSync(join(work, part), { recursive: true });
    writeFileSync(join(work, 'sources.list'), sourceLists());
    const settings = {
      'State::lists': 'lists',
      Cache: 'cache',
      'Etc::sourcelist': 'sources.list',
      'Etc::sourceparts': 'parts',
    };
    const lines = Object.entries(settings).map(([name, path]) => `Dir::${name} "${join(work, path)}";`);
    writeFileSync(join(work, 'apt.conf'), `${lines.join('\n')}\nAPT::Sandbox::User "";\n`);
    const run = (program: string, args: readonly string[]): void => {
      execFileSync(program, args, {
        cwd: work,
        env: { ...process.env, APT_CONFIG: join(work, 'apt.conf') },
        stdio: 'pipe',
        timeout: 120_000,
      });
    };
    run('apt-get', ['update', '-q']);
    run('apt-get', ['source', '-q', '--download-only', 'tcc']);
    const archive = readdirSync(work).find((name) => name.includes('.orig.tar.'));
    if (archive === undefined) return { kind: 'absent', reason: 'apt-get source brought no original archive' };
    run('tar', ['-xf', archive, '-C', 'source']);
    const [top = '', ...others] = readdirSync(join(work, 'source'));
    const unpacked = others.length > 0 ? join(work, 'source') : join(work, 'source', top);
    if (!existsSync(directory)) renameSync(unpacked, directory);
    return { kind: 'there', directory };
  } catch (error) {
    return { kind: 'absent', reason: `the sources of tcc cannot be fetched: ${String(error).split('\n')[0] ?? ''}` };
  } finally {
    rmSync(work, { recursive: true, force: true });
  }
}
