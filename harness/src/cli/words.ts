// What several subcommands have in common: options, and what their words have to look like. In: words. Out: numbers, options.
import { InvalidArgumentError, Option } from '@commander-js/extra-typings';

/** An option that may be given several times; `otherwise` says what counts when it is not given. */
export function repeatable<Flags extends string>(flags: Flags, what: string, otherwise: string) {
  const collect = (value: string, previous: string[]): string[] => [...previous, value];
  return new Option(flags, `${what} (repeatable)`).argParser(collect).default([] as string[], otherwise);
}

export function positive(value: string): number {
  if (!/^[1-9]\d*$/.test(value)) throw new InvalidArgumentError('It is not a positive number.');
  return Number(value);
}

export function percent(value: string): number {
  if (/^\d+$/.test(value) && Number(value) <= 100) return Number(value);
  throw new InvalidArgumentError('It is not a number from 0 to 100.');
}

export function whole(value: string): number {
  if (!/^\d+$/.test(value)) throw new InvalidArgumentError('It is not a number.');
  return Number(value);
}

export const EXIT_HELP = `
Exit codes:
  0 all held   1 a claim failed   2 wrong usage or config   3 a build failed
  4 nothing was checked   5 the environment failed   130 interrupted`;

/** Options that name configurations, for the commands that build. */
export const configOption = new Option(
  '--config <file>',
  'configuration file (default: kit-harness.config.ts here or above)',
);
export const chainOption = repeatable('--chain <name>', 'debug, release or both', 'both');
export const variantOption = repeatable('--variant <name>', 'only this variant, such as pie or static', 'all');
export const seedOption = new Option('--seed <name>', 'the compiler that builds stage1 (default: the first one)');
export const jobsOption = new Option('-j, --jobs <n>', 'at most n processes at a time').argParser(positive);
