// The part of the command line that is about random programs and what they have found. In: the root command. Out: the same
// with its subcommands.
import type { Command } from '@commander-js/extra-typings';
import type { ExitCode } from '../model/errors.ts';
import { chainOption, configOption, EXIT_HELP, jobsOption, percent, positive, repeatable, whole } from './words.ts';

const FUZZ_HELP = `
The same in each campaign: the programs of a seed (with the same --without and
--variants), what each has to do, and what a lane makes of one by itself. No
failure counts that the program does not show by itself, except one that takes
company: which programs share an executable depends, without --batch, on how
fast the compilers are, so that it may be met or missed. It is filed with all
programs that it takes ("together with"), and replayed from them. How far a
shrink comes (--shrink) depends on time, what is new first on --jobs, and costs
and timeouts on the machine.

A program that its generator fails to make is left out, named and counted; the
campaign goes on, and ends with exit code 5 when nothing worse was found.
${EXIT_HELP}`;

/** Campaigns, and a look at their programs. */
export function addRandom(root: Command, setCode: (code: ExitCode) => void): void {
  root
    .command('fuzz')
    .description('make random programs and run them through every lane, until the time or the count is over')
    .option('--budget <time>', 'how long, such as 8h, 30m or 1h30m')
    .option('--count <n>', 'how many programs', positive)
    .option('--seed <n|fresh>', 'the same programs again, or new ones', 'fresh')
    .addOption(jobsOption)
    .option('--batch <n>', 'programs in one executable (default: what keeps all jobs busy)', positive)
    .option('--generator <name>', 'which oracle makes the programs', 'random-c')
    .addOption(repeatable('--without <feature>', 'a feature that the programs must not use', 'none'))
    .addOption(repeatable('--cc <command>', "another compiler instead of the subject's stages", 'none'))
    .option('--mixed', 'programs of two units also by two compilers, to compare ABIs (default without --cc)')
    .option('--no-mixed', 'each program by one compiler alone')
    .option('--variants <n>', 'of 100 programs n look different and must do the same', percent, 10)
    .addOption(chainOption)
    .option('--timeout <seconds>', 'CPU time of one program; what is late is asked again', positive, 5)
    .option('--shrink <seconds>', 'shrink a finding for at most so long; 0 leaves it as it is', whole, 60)
    .option('--min-free <MiB>', 'stop when the disk has less room', positive, 1024)
    .option('--json', 'print the answer as JSON')
    .addOption(configOption)
    .addHelpText('after', FUZZ_HELP)
    .action(async (options) => {
      setCode(await (await import('./fuzz.ts')).fuzzCommand(options));
    });

  root
    .command('programs')
    .description('print random programs and what they have to do, or count their features')
    .option('--seed <n>', 'which programs', whole, 1)
    .option('--from <n>', 'number of the first one', whole, 0)
    .option('--count <n>', 'how many', positive, 1)
    .option('--coverage', 'how many of them use each feature, instead of the programs')
    .option('--generator <name>', 'which oracle makes the programs', 'random-c')
    .addOption(repeatable('--without <feature>', 'a feature that they must not use', 'none'))
    .option('--variants <n>', 'of 100 programs n are variants', percent, 0)
    .addOption(configOption)
    .action(async (options) => {
      setCode(await (await import('./programs.ts')).programsCommand(options));
    });
}

/** What campaigns have found. */
export function addFindings(root: Command, setCode: (code: ExitCode) => void): void {
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
