// A faster second start: the harness, the configuration and the oracles compiled by esbuild into build/launch beside the
// configuration file, with the digest of every input. In: the words of the command. Out: the compiled modules, or nothing,
// and then the sources are run as they are. Whatever goes wrong here costs time and nothing else.
import { hash, randomBytes } from 'node:crypto';
import {
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  realpathSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';

const harness = realpathSync(fileURLToPath(new URL('..', import.meta.url)));
const own = fileURLToPath(import.meta.url);
const MANIFEST = 'manifest.json';
const DAY_MILLISECONDS = 86_400_000;

function digest(path) {
  return hash('sha256', readFileSync(path));
}

/** The configuration file that the words, or the working directory, mean. */
function configFile(words) {
  if (words.some((word) => word.startsWith('--config'))) return undefined;
  for (let directory = process.cwd(); ; directory = dirname(directory)) {
    const path = join(directory, 'kit-harness.config.ts');
    if (existsSync(path)) return path;
    if (directory === dirname(directory)) return undefined;
  }
}

function cacheDirectory(config) {
  return resolve(dirname(config), 'build/launch');
}

/** The compiled modules, if every file that went into them is unchanged. */
export async function compiledLaunch(words) {
  try {
    const config = configFile(words);
    if (config === undefined) return undefined;
    const cache = cacheDirectory(config);
    const { node, entry, inputs } = JSON.parse(readFileSync(join(cache, MANIFEST), 'utf8'));
    if (node !== process.version || inputs[own] === undefined) return undefined;
    if (Object.entries(inputs).some(([path, known]) => digest(path) !== known)) return undefined;
    return await import(pathToFileURL(join(cache, entry)).href);
  } catch {
    return undefined;
  }
}

/** Removes what no running command can still be using. */
function forgetOld(cache, current) {
  for (const name of readdirSync(cache)) {
    const path = join(cache, name);
    if (name !== current && name !== MANIFEST && Date.now() - statSync(path).mtimeMs > DAY_MILLISECONDS) {
      rmSync(path, { recursive: true, force: true });
    }
  }
}

/**
 * Packages that find a program, a worker or a library beside their own file: they stay where they are installed, which is
 * said by an absolute address, since nothing is installed beside the compiled modules.
 */
const stayOutside = {
  name: 'stay-outside',
  setup({ onResolve }) {
    onResolve({ filter: /^(esbuild|libsql|piscina)$/ }, ({ path }) => ({
      path: import.meta.resolve(path),
      external: true,
    }));
  },
};

/** Compiles what was loaded, for the next time. */
export async function rememberLaunch(words, loaded) {
  const config = configFile(words);
  // Only where the state directory is already: a command that made nothing leaves nothing.
  if (config === undefined || !loaded.has(config)) return;
  const cache = cacheDirectory(config);
  if (!['runs', 'store', 'findings'].some((room) => existsSync(join(dirname(cache), room)))) return;
  const name = randomBytes(8).toString('hex');
  const made = join(cache, name);
  try {
    const { build } = await import('esbuild');
    const paths = [...loaded].sort();
    const imports = paths.map((path, index) => `import * as m${index} from ${JSON.stringify(path)};`);
    const entries = paths.map((path, index) => `[${JSON.stringify(path)}, m${index}]`);
    const contents = `${imports.join('\n')}
export const modules = new Map([${entries.join(', ')}]);
export { main } from ${JSON.stringify(join(harness, 'src/cli/main.ts'))};`;
    mkdirSync(made, { recursive: true });
    const { metafile } = await build({
      stdin: { contents, resolveDir: dirname(config), sourcefile: 'launch.js' },
      bundle: true,
      splitting: true,
      format: 'esm',
      platform: 'node',
      target: 'node20',
      outdir: made,
      outExtension: { '.js': '.mjs' },
      metafile: true,
      plugins: [stayOutside],
      absWorkingDir: harness,
      logLevel: 'silent',
      define: { KIT_HARNESS_HOME: JSON.stringify(join(harness, 'src/')) },
      // CommonJS packages ask for Node's modules with require.
      banner: {
        js: "import { createRequire as makeRequire } from 'node:module'; const require = makeRequire(import.meta.url);",
      },
    });
    const inputs = Object.keys(metafile.inputs).filter((path) => !path.endsWith('launch.js') && !path.startsWith('<'));
    // This file is one of them: it decides how the others are compiled.
    const files = [own, ...inputs.map((path) => resolve(harness, path))];
    const digests = files.map((path) => [path, digest(path)]);
    const manifest = { node: process.version, entry: `${name}/stdin.mjs`, inputs: Object.fromEntries(digests) };
    writeFileSync(join(cache, `${name}.json`), JSON.stringify(manifest));
    renameSync(join(cache, `${name}.json`), join(cache, MANIFEST));
    forgetOld(cache, name);
  } catch {
    rmSync(made, { recursive: true, force: true });
  }
}
