// kit-harness doctor: what this machine lacks, for which purpose, and the one command that installs it.
// In: a configuration. Out: a table on stdout; exit code 5 when something is missing that every run needs.
import { existsSync } from 'node:fs';
import { statfs } from 'node:fs/promises';
import { loadConfig } from '../config/load.ts';
import { which } from '../exec/which.ts';
import { type ExitCode, EXIT } from '../model/errors.ts';
import type { Subject } from '../model/subject.ts';
import { discoverOracles } from '../run/discover.ts';
import { toSelection } from '../run/selection.ts';
import { findFiles } from '../store/files.ts';

export interface DoctorOptions {
  readonly json?: true | undefined;
  readonly config?: string | undefined;
}

interface Finding {
  readonly what: string;
  readonly purpose: string;
  readonly present: boolean;
  /** Whether nothing works without it. */
  readonly required: boolean;
  readonly debianPackage?: string;
}

const OLDEST_NODE = [20, 19] as const;
const ROOM_BYTES = 1024 * 1024 * 1024;

/** Looks at the machine. */
export async function doctorCommand(options: DoctorOptions): Promise<ExitCode> {
  const loaded = await loadConfig(process.cwd(), options.config);
  const { subject } = loaded.config;
  const findings: Finding[] = [
    ...machineFindings(),
    await roomFinding(loaded.root),
    ...toolFindings(subject),
    ...(await modeFindings(subject)),
    {
      what: 'cvise',
      purpose: 'reducing the text of findings',
      present: which('cvise') !== undefined,
      required: false,
      debianPackage: 'cvise',
    },
  ];
  const selection = toSelection(subject, {
    chains: subject.chains.map(({ name }) => name),
    variants: subject.variants.map(({ name }) => name),
    seed: subject.seeds[0]?.name ?? '',
    filter: [],
  });
  for (const oracle of await discoverOracles(loaded)) {
    for (const { program, debianPackage } of oracle.needs(subject, selection).tools) {
      findings.push({
        what: program,
        purpose: `oracle ${oracle.name}`,
        present: which(program) !== undefined,
        required: false,
        debianPackage,
      });
    }
  }
  const missing = findings.filter(({ present }) => !present);
  const packages = [
    ...new Set(missing.flatMap(({ debianPackage }) => (debianPackage === undefined ? [] : [debianPackage]))),
  ].sort();
  const command = packages.length === 0 ? undefined : `apt-get install --no-install-recommends ${packages.join(' ')}`;
  if (options.json === true) process.stdout.write(`${JSON.stringify({ version: 1, findings, command }, null, 2)}\n`);
  else process.stdout.write(doctorText(findings, command));
  return missing.some(({ required }) => required) ? EXIT.environment : EXIT.held;
}

function machineFindings(): readonly Finding[] {
  const [major = 0, minor = 0] = process.versions.node.split('.').map(Number);
  const recent = major > OLDEST_NODE[0] || (major === OLDEST_NODE[0] && minor >= OLDEST_NODE[1]);
  return [
    {
      what: `Node ${OLDEST_NODE.join('.')} or newer (this is ${process.versions.node})`,
      purpose: 'the harness',
      present: recent,
      required: true,
    },
    {
      what: '/bin/sh',
      purpose: 'limits and clean-up',
      present: existsSync('/bin/sh'),
      required: true,
      debianPackage: 'dash',
    },
    {
      what: '/proc',
      purpose: 'memory limits, stray processes',
      present: existsSync('/proc/self/stat'),
      required: false,
    },
  ];
}

async function roomFinding(root: string): Promise<Finding> {
  const { bavail, bsize } = await statfs(root);
  const room = bavail * bsize;
  const free = `${(room / ROOM_BYTES).toFixed(1)} GiB free of the 1 GiB that stages may take`;
  return { what: free, purpose: 'the store', present: room >= ROOM_BYTES, required: true };
}

function toolFindings(subject: Subject): readonly Finding[] {
  const programs = new Map<string, Finding>();
  const add = (program: string, finding: Omit<Finding, 'what' | 'present'>): void => {
    if (!programs.has(program))
      programs.set(program, { what: program, present: which(program) !== undefined, ...finding });
  };
  for (const { program, debianPackage } of subject.buildTools)
    add(program, { purpose: 'building stages', required: true, debianPackage });
  for (const [index, { name, tools, debianPackage }] of subject.seeds.entries()) {
    add(tools.cc[0] ?? name, { purpose: `stage0 ${name}`, required: index === 0, debianPackage });
  }
  for (const { name, cc, debianPackage } of subject.programs?.references ?? []) {
    add(cc[0] ?? name, { purpose: `second opinion ${name}`, required: false, debianPackage });
  }
  return [...programs.values()];
}

async function modeFindings(subject: Subject): Promise<readonly Finding[]> {
  const findings: Finding[] = [];
  for (const { name, needs } of subject.programs?.modes ?? []) {
    if (needs === undefined) continue;
    const found = await Promise.all(needs.files.map((glob) => findFiles('/', [glob.replace(/^\//, '')])));
    const present = found.every((files) => files.length > 0);
    findings.push({
      what: needs.files.join(' '),
      purpose: `programs ${name}`,
      present,
      required: false,
      debianPackage: needs.debianPackage,
    });
  }
  return findings;
}

function doctorText(findings: readonly Finding[], command: string | undefined): string {
  const lines = findings.map(({ what, purpose, present, required }) => {
    const state =
      present ? '✓'
      : required ? '✗'
      : '–';
    return `${state} ${what}  (${purpose}${
      present ? ''
      : required ? ', required'
      : ', optional'
    })`;
  });
  if (command === undefined)
    lines.push('', findings.every(({ present }) => present) ? 'Nothing is missing.' : 'What is missing is no package.');
  else lines.push('', 'To install what is missing:', `  ${command}`);
  return `${lines.join('\n')}\n`;
}
