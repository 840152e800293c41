// The command line: which subcommand, which options, what help says. Each subcommand lives in its own file and is loaded
// only when it is called, so that a run with nothing to do starts fast. In: words. Out: an exit code.
import { Command, CommanderError, Option } from '@commander-js/extra-typings';
import { CommandError, EXIT, type ExitCode, messageOf } from '../model/errors.ts';
import { environmentProblem } from '../run/problem.ts';
import { HARNESS_VERSION } from '../version.ts';

const collect = (value: string, previous: string[]): string[] => [...previous, value];

function positive(value: string): number {
  if (!/^[1-9]\d*$/.test(value)) throw new CommandError(EXIT.usage, `"${value}" is not a positive number`);
  return Number(value);
}

function percent(value: string): number {
  if (/^\d+$/.test(value) && Number(value) <= 100) return Number(value);
  throw new CommandError(EXIT.usage, `"${value}" is not a number from 0 to 100`);
}

function seconds(value: string): number {
  if (!/^\d+$/.test(value)) throw new CommandError(EXIT.usage, `"${value}" is not a number of seconds`);
  return Number(value);
}

const EXIT_HELP = `
Exit codes:
  0 all held   1 a claim failed   2 wrong usage or config   3 a build failed
  4 nothing was checked   5 the environment failed   130 interrupted`;

/** Options that name configurations, for the commands that build. */
const configOption = new Option('--config <file>', 'configuration file (default: kit-harness.config.ts here or above)');
const chainOption = new Option('--chain <name>', 'debug, release or both (repeatable)')
  .argParser(collect)
  .default([] as string[], 'both');
const variantOption = new Option('--variant <name>', 'only this variant, such as pie or static (repeatable)')
  .argParser(collect)
  .default([] as string[], 'all');
const seedOption = new Option('--seed <name>', 'the compiler that builds stage1 (default: the first one)');
const jobsOption = new Option('-j, --jobs <n>', 'at most n processes at a time').argParser(positive);

function program(setCode: (code: ExitCode) => void): Command {
  const root = new Command('kit-harness')
    .description('Builds a self-hosting compiler in stages, and believes nothing that it has not compared.')
    .version(HARNESS_VERSION)
    .exitOverride()
    .configureHelp({ showGlobalOptions: true })
    .showSuggestionAfterError()
    .addHelpText(
      'after',
      `
Examples:
  npx kit-harness run                          everything
  npx kit-harness run --oracle fixed-point     is stage2 the same as stage3?
  npx kit-harness run --dry-run                what would be built, and why
  npx kit-harness replay 7Q2K                  the failures of a run again
${EXIT_HELP}`,
    );

  root
    .command('run')
    .description('check the claims of the oracles, building what they need')
    .option('-o, --oracle <name>', 'only this oracle (repeatable)', collect, [] as string[])
    .addOption(chainOption)
    .addOption(variantOption)
    .option(
      '--seed <name|n>',
      'the compiler that builds stage1; or, as a number, the seed of random cases',
      collect,
      [] as string[],
    )
    .option('--count <n>', 'how many random cases', positive)
    .option('--filter <word>', 'only cases whose id contains the word (repeatable)', collect, [] as string[])
    .addOption(jobsOption)
    .option('--keep-stage <n>', 'use stage n as it is; refused when its inputs changed', positive)
    .option('--force', 'with --keep-stage: use it although it is stale')
    .option('--no-sanitizers', 'build stage1 of the debug chain without sanitizers')
    .option('--strict', 'a missing tool is a failure, not a skip (the default when CI is set)')
    .option('--fresh', 'do not take up a run that was killed')
    .option('--dry-run', 'say what would be built and why, and build nothing')
    .option('--json', 'print the report as JSON')
    .addOption(configOption)
    .addHelpText('after', EXIT_HELP)
    .action(async (options) => {
      setCode(await (await import('./run.ts')).runCommand(options));
    });

  root
    .command('build')
    .description('build a stage and print the directory of its tools')
    .requiredOption('--stage <n>', 'which stage', positive)
    .addOption(chainOption)
    .addOption(variantOption)
    .addOption(seedOption)
    .addOption(jobsOption)
    .option('--no-sanitizers', 'build stage1 of the debug chain without sanitizers')
    .addOption(configOption)
    .action(async (options) => {
      setCode(await (await import('./build.ts')).buildCommand(options));
    });

  root
    .command('list')
    .description('show oracles, configurations, stored stages and runs')
    .option('--json', 'print as JSON')
    .addOption(configOption)
    .action(async (options) => {
      setCode(await (await import('./list.ts')).listCommand(options));
    });

  root
    .command('doctor')
    .description('say what is missing on this machine, and the command that installs it')
    .option('--json', 'print as JSON')
    .addOption(configOption)
    .action(async (options) => {
      setCode(await (await import('./doctor.ts')).doctorCommand(options));
    });

  root
    .command('replay')
    .argument('[run]', 'the id of the run (default: the newest)')
    .description('check the failures of a run again, with the same request')
    .option('--case <id>', 'only this case (repeatable)', collect, [] as string[])
    .addOption(jobsOption)
    .addOption(configOption)
    .action(async (run, options) => {
      setCode(await (await import('./replay.ts')).replayCommand(run, options));
    });

  root
    .command('report')
    .argument('[run]', 'the id of the run (default: the newest)')
    .description('draw a report from the journal of a run')
    .addOption(
      new Option('-f, --format <name>', 'which report')
        .choices(['terminal', 'markdown', 'junit', 'json'] as const)
        .default('terminal' as const),
    )
    .option('--output <file>', 'write to a file instead of stdout')
    .option('--baseline', "write the committed baseline from the run's stages")
    .addOption(configOption)
    .action(async (run, options) => {
      setCode(await (await import('./report.ts')).reportCommand(run, options));
    });

  addFindings(root, setCode);

  root
    .command('fuzz')
    .description('make random programs and run them through every lane, until the time or the count is over')
    .option('--budget <time>', 'how long, such as 8h, 30m or 1h30m')
    .option('--count <n>', 'how many programs', positive)
    .option('--seed <n|fresh>', 'the same programs again, or new ones', 'fresh')
    .addOption(jobsOption)
    .option('--batch <n>', 'programs in one executable (default: what keeps all jobs busy)', positive)
    .option('--generator <name>', 'which oracle makes the programs', 'random-c')
    .option('--without <feature>', 'a feature that the programs must not use (repeatable)', collect, [] as string[])
    .option('--cc <command>', "another compiler instead of the subject's stages (repeatable)", collect, [] as string[])
    .option('--mixed', 'programs of two units also by two compilers, to compare ABIs (default without --cc)')
    .option('--no-mixed', 'each program by one compiler alone')
    .option('--variants <n>', 'of 100 programs n look different and must do the same', percent, 10)
    .addOption(chainOption)
    .option('--timeout <seconds>', 'CPU time of one program; what is late is asked again', positive, 5)
    .option('--shrink <seconds>', 'shrink a finding for at most so long; 0 leaves it as it is', seconds, 60)
    .option('--min-free <MiB>', 'stop when the disk has less room', positive, 1024)
    .option('--json', 'print the answer as JSON')
    .addOption(configOption)
    .addHelpText('after', EXIT_HELP)
    .action(async (options) => {
      setCode(await (await import('./fuzz.ts')).fuzzCommand(options));
    });

  root
    .command('new')
    .description('make something from a template')
    .command('oracle')
    .argument('<name>', 'name of the oracle, also of its folder')
    .description('make a folder with an oracle that compiles, fails and can be filled in')
    .addOption(configOption)
    .action(async (name, options) => {
      setCode(await (await import('./new-oracle.ts')).newOracleCommand(name, options));
    });
  return root;
}

function addFindings(root: Command, setCode: (code: ExitCode) => void): void {
  const findings = root.command('findings').description('what campaigns have found and kept');
  const load = async () => import('./findings.ts');
  findings
    .command('list')
    .description('open findings, a line for each bucket')
    .option('--all', 'closed and ignored ones too')
    .option('--json', 'print as JSON')
    .addOption(configOption)
    .action(async (options) => {
      setCode(await (await load()).listFindings(options));
    });
  findings
    .command('show')
    .argument('<id>', 'a finding or a bucket; the beginning of the id is enough')
    .description('everything that is known about a finding')
    .option('--json', 'print as JSON')
    .addOption(configOption)
    .action(async (id, options) => {
      setCode(await (await load()).showFinding(id, options));
    });
  findings
    .command('replay')
    .argument('<id|path>', 'a finding, or the folder of a capsule from anywhere')
    .description('run the program again in the lanes that got it wrong')
    .addOption(configOption)
    .addHelpText('after', '\nExit codes: 0 right in every lane   1 still fails   5 cannot be told')
    .action(async (word, options) => {
      setCode(await (await load()).replayFindingCommand(word, options));
    });
  findings
    .command('report')
    .description('what campaigns came to, as Markdown for a job summary')
    .option('--since <time>', 'only campaigns that began at this time or later (YYYY-MM-DD, or with THH:MM:SSZ)')
    .option('--output <file>', 'write to a file instead of stdout')
    .addOption(configOption)
    .action(async (options) => {
      setCode(await (await load()).reportFindings(options));
    });
  findings
    .command('close')
    .argument('<id>', 'a finding or a bucket')
    .description('close a bucket; it is reopened when the bug comes back')
    .requiredOption('--reason <text>', 'why, for those who come after')
    .option('--ignore', 'never show it again, even when it comes back')
    .addOption(configOption)
    .action(async (id, options) => {
      setCode(await (await load()).closeFinding(id, options));
    });
  withCaseOptions(findings.command('promote'))
    .argument('<id|path>', 'a finding, reduced or not, or the folder of a capsule')
    .description('write a finding into the corpus as a case that checks itself')
    .action(async (word, options) => {
      setCode(await (await import('./reduce.ts')).promoteCommand(word, options));
    });
  withCaseOptions(root.command('reduce'))
    .argument('<id|path>', 'a finding, or the folder of a capsule')
    .description('make the program of a finding small: by structure, then by text where C-Vise is installed')
    .option('--lane <name>', 'the lane that has to fail (default: the first that did)')
    .option('--seconds <n>', 'at most so long for each of both', positive, 300)
    .option('--no-structure', 'leave out the structural part')
    .option('--no-text', 'leave out C-Vise')
    .option('--promote', 'write the result into the corpus')
    .action(async (word, options) => {
      setCode(await (await import('./reduce.ts')).reduceCommand(word, options));
    });
}

/** What a case of the corpus is called and says. */
function withCaseOptions(command: Command) {
  return command
    .option('--area <name>', 'folder of the corpus', 'found')
    .option('--name <name>', 'file name of the case (default: from the finding)')
    .option('--what <text>', 'what the case is about (default: from the finding)')
    .option('--known <reason>', 'the bug is not repaired yet: why')
    .option('--expires <date>', 'with --known: until when (YYYY-MM-DD)')
    .addOption(configOption);
}

/** Runs the command line. Never throws; messages go to stderr. */
export async function main(words: readonly string[]): Promise<number> {
  let code: ExitCode = EXIT.held;
  try {
    const root = program((value) => {
      code = value;
    });
    if (words.length === 0) {
      root.outputHelp({ error: true });
      return EXIT.usage;
    }
    await root.parseAsync([...words], { from: 'user' });
    return code;
  } catch (error) {
    return failure(error);
  }
}

function failure(error: unknown): ExitCode {
  // commander has printed its own message already; help and version are no failures.
  if (error instanceof CommanderError) return error.exitCode === 0 ? EXIT.held : EXIT.usage;
  if (error instanceof CommandError) {
    process.stderr.write(`kit-harness: ${error.message}\n`);
    if (error.hint !== undefined) process.stderr.write(`  hint: ${error.hint}\n`);
    return error.exitCode;
  }
  const problem = environmentProblem(error);
  process.stderr.write(`kit-harness: ${problem ?? messageOf(error)}\n`);
  if (problem === undefined && error instanceof Error) process.stderr.write(`${error.stack ?? ''}\n`);
  return EXIT.environment;
}
