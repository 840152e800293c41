// The question that text reduction asks thousands of times: is this still the same finding, in a program that means
// something? A shell script, since starting anything bigger would take longer than the answer. It asks the lane first,
// because most candidates fail there, then every reference compiler, then the sanitizers. In: compilers and a failure.
// Out: the script.
import type { Compiler, LaneTools } from '../lane/compilers.ts';
import { shellLine } from '../model/command.ts';
import type { FindingKind, LaneSaid } from '../model/lane.ts';
import { signatureOf } from './signature.ts';

/** What reference compilers must not complain about: the ways in which a program loses its meaning without a sanitizer's word. */
export const STRICT_FLAGS: readonly string[] = [
  'uninitialized',
  'return-type',
  'implicit-function-declaration',
  'implicit-int',
  'int-conversion',
  'incompatible-pointer-types',
  'format',
].map((name) => `-Werror=${name}`);

export interface Question {
  readonly kind: FindingKind;
  readonly said: LaneSaid;
  readonly lane: LaneTools;
  /** Have to agree on what the program prints. */
  readonly judges: readonly Compiler[];
  /** Names of the translation units, the one with main first. */
  readonly units: readonly string[];
}

/** Where a crash or a refusal happens, as an extended regular expression; empty when it names no place. */
export function sitePattern(site: string): string {
  return site
    .replace(/[.*+?^${}()|[\]\\]/g, '\\$&')
    .replaceAll('…', '.*')
    .replaceAll('#', '[0-9a-fA-Fx]+')
    .replaceAll(' ', '[[:space:]]+');
}

const quoted = (text: string): string => `'${text.replaceAll("'", "'\\''")}'`;

/** Compiles and links in the current directory; `name` begins the names of what it makes. */
function building(
  first: Compiler,
  others: Compiler,
  units: readonly string[],
  name: string,
): { compile: string; link: string } {
  const objects = units.map((_, index) => `${name}.${String(index)}.o`);
  const compile = units.map((unit, index) => {
    const { program, args } = (index === 0 ? first : others).compile(unit, objects[index] ?? '');
    return shellLine({ program, args });
  });
  return { compile: `{ ${compile.join(' && ')}; }`, link: shellLine(first.link(objects, `./${name}.exe`)) };
}

/** Lines that leave the lane's exit code in $lane and its output in lane.out, or end the script. */
function laneLines({ kind, said, lane, units }: Question): readonly string[] {
  const { compile, link } = building(lane.first, lane.others, units, 'lane');
  const tools = said.step === 'link' ? `${compile} >lane.log 2>&1 || exit 1; ${link}` : compile;
  if (kind === 'crash' || kind === 'rejected') {
    const program = {
      generator: '',
      seed: 0,
      index: 0,
      path: '',
      units: [],
      answer: { kind: 'agreed' },
      features: [],
    } as const;
    const { site } = signatureOf({ kind, lanes: [said], program, compilerDigest: '' });
    const named = !/^(?:compile|link)\b/.test(site);
    const dead = kind === 'crash' ? '-ge' : '-lt';
    return [
      `${tools} >lane.log 2>&1; lane=$?`,
      '[ "$lane" -ne 0 ] || exit 1',
      named ? `grep -Eq ${quoted(sitePattern(site))} lane.log || exit 1` : `[ "$lane" ${dead} 128 ] || exit 1`,
    ];
  }
  return [
    `${compile} >lane.log 2>&1 && ${link} >>lane.log 2>&1 || exit 1`,
    './lane.exe >lane.out 2>/dev/null; lane=$?',
    // A signal stays a signal, and a wrong answer does not turn into one. 152 is SIGXCPU: a loop without end.
    /killed by/.test(said.said) ?
      '[ "$lane" -ge 128 ] && [ "$lane" -ne 152 ] || exit 1'
    : '[ "$lane" -lt 128 ] || exit 1',
  ];
}

/** Lines that compare the lane with the first judge. */
function differenceLines({ kind, said }: Question): readonly string[] {
  if (kind !== 'wrong-answer') return [];
  if (said.step === 'output') return ['[ "$lane" -eq "$first" ] || exit 1', 'cmp -s lane.out judge0.out && exit 1'];
  return ['[ "$lane" -ne "$first" ] || exit 1'];
}

/** The script. Exit code 0: still interesting. */
export function interestingScript(question: Question): string {
  const { judges, units } = question;
  const asking = judges.flatMap((judge, index) => {
    const name = `judge${String(index)}`;
    const { compile, link } = building(judge, judge, units, name);
    return [
      `${compile} >${name}.log 2>&1 && ${link} >>${name}.log 2>&1 || exit 1`,
      `./${name}.exe >${name}.out 2>/dev/null; code=$?`,
      ...(index === 0 ?
        ['first=$code', '[ "$first" -lt 99 ] || exit 1', ...differenceLines(question)]
      : ['[ "$code" -eq "$first" ] || exit 1', `cmp -s judge0.out ${name}.out || exit 1`]),
    ];
  });
  return [
    '#!/bin/sh',
    'export LC_ALL=C TZ=UTC ASAN_OPTIONS=detect_leaks=0:exitcode=99 UBSAN_OPTIONS=exitcode=99 MSAN_OPTIONS=exitcode=99',
    'ulimit -c 0; ulimit -t 10; ulimit -f 65536',
    ...laneLines(question),
    ...asking,
    'exit 0',
    '',
  ].join('\n');
}
