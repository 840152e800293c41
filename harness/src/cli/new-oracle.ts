// kit-harness new oracle: copies the template, with the name put in. In: a name. Out: a folder with an oracle that runs.
import { existsSync, readFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { HARNESS_SOURCES } from '../home.ts';
import { loadConfig } from '../config/load.ts';
import { type ExitCode, EXIT, usageError } from '../model/errors.ts';
import { writeFileAtomic } from '../store/atomic.ts';

const TEMPLATE = join(HARNESS_SOURCES, '../templates/oracle/oracle.ts');

/** Makes the folder in the first of the configured oracle directories. */
export async function newOracleCommand(
  name: string,
  options: { readonly config?: string | undefined },
): Promise<ExitCode> {
  if (!/^[a-z][a-z0-9-]*$/.test(name))
    throw usageError(`"${name}" is not a name like my-oracle: small letters, digits and hyphens`);
  const loaded = await loadConfig(process.cwd(), options.config);
  const directory = join(loaded.root, loaded.config.oracles[0] ?? 'oracles', name);
  if (existsSync(directory)) throw usageError(`${relative(process.cwd(), directory)} exists already`);
  const path = join(directory, 'oracle.ts');
  writeFileAtomic(path, readFileSync(TEMPLATE, 'utf8').replaceAll('template-oracle', name));
  process.stdout.write(
    `wrote ${relative(process.cwd(), path)}\nnext: fill in its claim and its check, then npx kit-harness run --oracle ${name}\n`,
  );
  return EXIT.held;
}
