// The command line: which subcommand, which options, what help says. Each subcommand lives in its own file and is loaded
// only when it is called, so that a run with nothing to do starts fast. In: words. Out: an exit code.
import { Command, CommanderError, Option } from '@commander-js/extra-typings';
import { CommandError, EXIT, type ExitCode, messageOf } from '../model/errors.ts';
import { environmentProblem } from '../run/problem.ts';
import { HARNESS_VERSION } from '../version.ts';
import { addFindings, addRandom } from './main_random.ts';
import {
  chainOption,
  configOption,
  EXIT_HELP,
  jobsOption,
  positive,
  repeatable,
  seedOption,
  variantOption,
} from './words.ts';

function program(setCode: (code: ExitCode) => void): Command {
  const root = new Command('kit-harness')
    .description('Builds a self-hosting compiler in stages, and believes nothing that it has not compared.')
    .version(HARNESS_VERSION)
    .exitOverride()
    // One voice for what commander refuses and what the commands refuse.
    .configureOutput({
      outputError: (text, write) => {
        write(text.replace(/^error: /, 'kit-harness: '));
      },
    })
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
    .addOption(repeatable('-o, --oracle <name>', 'only this oracle', 'all'))
    .addOption(chainOption)
    .addOption(variantOption)
    .addOption(
      repeatable(
        '--seed <name|n>',
        'the compiler that builds stage1; or, as a number, the seed of random cases',
        'the first compiler',
      ),
    )
    .option('--count <n>', 'how many random cases', positive)
    .addOption(repeatable('--filter <word>', 'only cases whose id contains the word', 'all'))
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
    .requiredOption('--stage <n>', 'which stage: 1 is built by the seed, 2 by stage1, and so on', positive)
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
    .addOption(repeatable('--case <id>', 'only this case', 'all that failed'))
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

  addRandom(root, setCode);

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
