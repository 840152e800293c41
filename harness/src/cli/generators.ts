// The generator that somebody asks for by its name. In: the generators of the oracles. Out: one, or what to do.
import { which } from '../exec/which.ts';
import { CommandError, EXIT } from '../model/errors.ts';
import { unknownName } from '../model/names.ts';
import type { FoundGenerator } from '../run/discover.ts';

/** Throws a CommandError when there is none of that name, or a tool that it needs is missing. */
export function chooseGenerator(all: readonly FoundGenerator[], name: string): FoundGenerator {
  const found = all.find(({ generator }) => generator.name === name);
  if (found === undefined) {
    const names = all.map(({ generator }) => generator.name);
    throw unknownName('generator', name, names);
  }
  for (const { program, debianPackage } of found.generator.tools) {
    if (which(program) !== undefined) continue;
    throw new CommandError(EXIT.environment, `${program} is missing`, `apt-get install ${debianPackage}`);
  }
  return found;
}
