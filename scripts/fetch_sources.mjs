// Fetches the unchanged sources of real C programs, verifies them, and keeps them outside the tree.
//
// In:  a name of `sources`, a cache directory.
// Out: the path of a verified archive, or an unpacked folder. Nothing is taken that does not have the pinned SHA-256.
//
// Debian's archives come through apt-get with a configuration of its own, made from the machine's own source lists with
// "deb-src" in place of "deb"; the SQLite amalgamation is part of an npm package. Whoever cannot use these may put the
// archives into the cache directory by hand.
import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import {
  copyFileSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  readdirSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { homedir, tmpdir } from 'node:os';
import path from 'node:path';

/** The archives: where each comes from, its SHA-256, the folder that it unpacks to, and the program's version. */
export const sources = {
  zlib: {
    debian: 'zlib',
    archive: 'zlib_1.2.13.dfsg.orig.tar.bz2',
    sha256: '71feb7947e3c00ef125f83b79a4e529bde31171e5babe48b391f06758d1ab0a1',
    folder: 'zlib-1.2.13.dfsg',
    version: '1.2.13',
  },
  lua: {
    debian: 'lua5.4',
    archive: 'lua5.4_5.4.4.orig.tar.gz',
    sha256: '164c7849653b80ae67bec4b7473b884bf5cc8d2dca05653475ec2ed27b9ebf61',
    folder: 'lua-5.4.4',
    version: '5.4.4',
  },
  bzip2: {
    debian: 'bzip2',
    archive: 'bzip2_1.0.8.orig.tar.gz',
    sha256: 'ab5a03176ee106d3f0fa90e381da478ddae405918153cca248e682cd0c4a2269',
    folder: 'bzip2-1.0.8',
    version: '1.0.8',
  },
  xz: {
    debian: 'xz-utils',
    archive: 'xz-utils_5.4.1.orig.tar.xz',
    sha256: '5d9827aa1875b21c288f78864bb26d2650b436ea8d2cad364e4921eb6266a5a5',
    folder: 'xz-5.4.1',
    version: '5.4.1',
  },
  mbedtls: {
    debian: 'mbedtls',
    archive: 'mbedtls_2.28.3.orig.tar.gz',
    sha256: '3b4953aa55a681e084d31892d9904cc5328d6b4958ea57b90ae4b4f94ae69a8d',
    folder: 'Mbed-TLS-mbedtls-8f97ca5',
    version: '2.28.3',
  },
  sqlite: {
    npm: 'better-sqlite3@12.4.1',
    archive: 'better-sqlite3-12.4.1.tgz',
    sha256: '14398acbf00d1e8fe0a2753df7d4f15c13138e4b874f4e6e96791f65b4536d0d',
    folder: 'package/deps/sqlite3',
    version: '3.50.4',
  },
};

/** The cache directory: $XDG_CACHE_HOME/kit-sources, else ~/.cache/kit-sources. */
export function cacheDirectory() {
  return path.join(process.env.XDG_CACHE_HOME || path.join(homedir(), '.cache'), 'kit-sources');
}

const digest = (file) => createHash('sha256').update(readFileSync(file)).digest('hex');

/** Runs a command; throws with its last lines of output when it fails. */
function run(command, args, options) {
  try {
    return execFileSync(command, args, { stdio: ['ignore', 'pipe', 'pipe'], encoding: 'utf8', ...options });
  } catch (error) {
    const output = `${error.stdout ?? ''}${error.stderr ?? ''}`.trim().split('\n').slice(-5).join('\n');
    throw new Error(`${command} ${args.join(' ')} failed: ${error.code ?? `exit ${error.status}`}\n${output}`, {
      cause: error,
    });
  }
}

/** The lines of /etc/apt for this release's own suites, as source lists, written below `folder`. */
function writeSourceLists(folder) {
  const release = /^VERSION_CODENAME=(\S+)/m.exec(readFileSync('/etc/os-release', 'utf8'))?.[1] ?? '';
  const ours = (suites) =>
    suites
      .split(/\s+/)
      .some((suite) => suite === release || suite.startsWith(`${release}-`) || suite.startsWith(`${release}/`));
  const parts = path.join(folder, 'parts');
  mkdirSync(parts, { recursive: true });
  const directory = '/etc/apt/sources.list.d';
  const files = [
    ...(existsSync(directory) ? readdirSync(directory).map((name) => path.join(directory, name)) : []),
    '/etc/apt/sources.list',
  ];
  let count = 0;
  for (const file of files.filter((name) => existsSync(name))) {
    const text = readFileSync(file, 'utf8');
    let lists = '';
    if (file.endsWith('.sources')) {
      lists = text
        .split(/\n\s*\n/)
        .filter((stanza) => ours(/^Suites:\s*(.*)$/im.exec(stanza)?.[1] ?? ''))
        .map((stanza) => stanza.replace(/^Types:.*$/im, 'Types: deb-src'))
        .join('\n\n');
    } else if (file.endsWith('.list')) {
      lists = text
        .split('\n')
        .map((line) => /^\s*deb(?:-src)?\s+(\[[^\]]*\]\s+)?(\S+)\s+(\S+)\s*(.*)$/.exec(line))
        .filter((match) => match && ours(match[3]))
        .map(([, options, uri, suite, components]) => `deb-src ${options ?? ''}${uri} ${suite} ${components}`)
        .join('\n');
    }
    if (lists.trim() !== '') writeFileSync(path.join(parts, `${count++}${path.extname(file)}`), `${lists}\n`);
  }
  if (count === 0) throw new Error('no package source for this Debian release was found under /etc/apt');
  return parts;
}

/** Downloads one archive into `folder` and returns its path. */
function download(source, folder) {
  if (source.npm) {
    run('npm', ['pack', '--silent', '--pack-destination', folder, source.npm], { cwd: folder });
    return path.join(folder, source.archive);
  }
  for (const name of ['state/lists/partial', 'cache/archives/partial', 'archives'])
    mkdirSync(path.join(folder, name), { recursive: true });
  const config = path.join(folder, 'apt.conf');
  writeFileSync(
    config,
    [
      `Dir::Etc::SourceList "/dev/null";`,
      `Dir::Etc::SourceParts "${writeSourceLists(folder)}";`,
      `Dir::State "${path.join(folder, 'state')}";`,
      `Dir::State::status "/var/lib/dpkg/status";`,
      `Dir::Cache "${path.join(folder, 'cache')}";`,
      `APT::Sandbox::User "";`,
      '',
    ].join('\n'),
  );
  const env = { ...process.env, APT_CONFIG: config, LC_ALL: 'C' };
  run('apt-get', ['-q', 'update'], { env });
  run('apt-get', ['-q', 'source', '--download-only', source.debian], { env, cwd: path.join(folder, 'archives') });
  return path.join(folder, 'archives', source.archive);
}

/** The path of the verified archive of a source, from the cache or fetched now. */
export function fetchArchive(name, cache = cacheDirectory()) {
  const source = sources[name];
  const target = path.join(cache, source.archive);
  if (existsSync(target) && digest(target) === source.sha256) return target;
  const scratch = mkdtempSync(path.join(tmpdir(), 'fetch-'));
  try {
    const archive = download(source, scratch);
    if (!existsSync(archive))
      throw new Error(`${source.archive} is not what the package holds now; put it into ${cache}`);
    const found = digest(archive);
    if (found !== source.sha256) throw new Error(`${source.archive} has SHA-256 ${found}, expected ${source.sha256}`);
    mkdirSync(cache, { recursive: true });
    const partial = path.join(cache, `.${source.archive}.${process.pid}`);
    copyFileSync(archive, partial);
    renameSync(partial, target);
  } catch (error) {
    throw new Error(`cannot fetch ${name}: ${error.message}\nput ${source.archive} into ${cache}`, { cause: error });
  } finally {
    rmSync(scratch, { recursive: true, force: true });
  }
  return target;
}

/** Unpacks a source below `folder` and returns the folder of its files. */
export function unpack(name, folder, cache = cacheDirectory()) {
  const archive = fetchArchive(name, cache);
  mkdirSync(folder, { recursive: true });
  run('tar', ['-xf', archive, '-C', folder]);
  const unpacked = path.join(folder, sources[name].folder);
  if (!existsSync(unpacked)) throw new Error(`${archive} holds no folder ${sources[name].folder}`);
  return unpacked;
}
