// Finding programs the way execvp does, before anything is started, so that a missing one is named and not guessed from an
// exit code. In: a name and a PATH. Out: the path of the program.
import { accessSync, constants, statSync } from 'node:fs';
import { delimiter, join } from 'node:path';

function isProgram(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return statSync(path).isFile();
  } catch {
    return false;
  }
}

/** The path of a program, or undefined. A name with a slash is taken as a path. */
export function which(program: string, path: string = process.env.PATH ?? ''): string | undefined {
  if (program.includes('/')) return isProgram(program) ? program : undefined;
  for (const directory of path.split(delimiter)) {
    if (directory === '') continue;
    const candidate = join(directory, program);
    if (isProgram(candidate)) return candidate;
  }
  return undefined;
}
