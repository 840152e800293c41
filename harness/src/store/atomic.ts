// Writing so that nothing half-made is ever seen: everything is made under another name in the same file system, and
// renamed. In: paths and contents. Out: whole files and directories, or none.
import { closeSync, existsSync, fsyncSync, mkdirSync, openSync, renameSync, rmSync, writeSync } from 'node:fs';
import { randomBytes } from 'node:crypto';
import { dirname } from 'node:path';

/** Writes a file whole or not at all, and forces it to the disk. */
export function writeFileAtomic(path: string, contents: string | Uint8Array): void {
  mkdirSync(dirname(path), { recursive: true });
  const temporary = `${path}.${String(process.pid)}.${randomBytes(4).toString('hex')}.tmp`;
  const file = openSync(temporary, 'wx');
  try {
    const data = typeof contents === 'string' ? Buffer.from(contents) : contents;
    for (let at = 0; at < data.length;) at += writeSync(file, data, at);
    fsyncSync(file);
  } catch (error) {
    rmSync(temporary, { force: true });
    throw error;
  } finally {
    closeSync(file);
  }
  renameSync(temporary, path);
}

/**
 * Moves a finished directory to its final name. When somebody else was faster, theirs stays and ours goes: both were made
 * from the same inputs.
 */
export function publishDirectory(made: string, final: string): void {
  mkdirSync(dirname(final), { recursive: true });
  try {
    renameSync(made, final);
  } catch (error) {
    if (!existsSync(final)) throw error;
    rmSync(made, { recursive: true, force: true });
  }
}
