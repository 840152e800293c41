// Record layout against the host's compiler: random structures and unions with bit-fields, packed and aligned members,
// #pragma pack. In: the directory of a built kit (argument 1), a seed and a count of files (arguments 2 and 3).
// Out: exit code 0 when sizes, alignments, offsets and the bits of every bit-field agree. HOST_CC names the judge (gcc).
import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const [out, seedText = '1', filesText = '8'] = process.argv.slice(2);
const hostCompiler = process.env.HOST_CC ?? 'gcc';
const recordsPerFile = 60;

/** A small generator of numbers that gives the same sequence everywhere. */
function random(seed) {
  let state = BigInt(seed) * 0x9e3779b97f4a7c15n + 1n;
  return (n) => {
    state = (state * 6364136223846793005n + 1442695040888963407n) & 0xffffffffffffffffn;
    return Number((state >> 33n) % BigInt(n));
  };
}

const integers = [
  ['char', 8], ['signed char', 8], ['unsigned char', 8], ['short', 16], ['unsigned short', 16], ['int', 32], ['unsigned', 32],
  ['long', 64], ['unsigned long', 64], ['long long', 64], ['unsigned long long', 64], ['_Bool', 1], ['enum e', 32], ['int2', 32], ['long16', 64],
];
const atomics = ['_Atomic char', '_Atomic long', '_Atomic double', '_Atomic int2', '_Atomic char16', '_Atomic long double', '_Atomic(void *)', '_Atomic unsigned __int128'];
const others = ['float', 'double', 'long double', 'void *', 'char16'];

function attribute(pick) {
  const n = pick(14);
  if (n === 0) return ' __attribute__((packed))';
  if (n === 1) return ` __attribute__((aligned(${1 << pick(6)})))`;
  if (n === 2) return ` __attribute__((packed, aligned(${1 << pick(4)})))`;
  return '';
}

/** One record as C text, and the statements that print what is to be compared. */
function record(index, pick) {
  const name = `r${index}`;
  const kind = pick(5) === 0 ? 'union' : 'struct';
  const members = [];
  const checks = [`printf("${name} %zu %zu\\n", sizeof(${kind} ${name}), _Alignof(${kind} ${name}));`];
  const count = 1 + pick(8);
  for (let i = 0; i < count; i++) {
    const m = `m${i}`;
    const choice = pick(10);
    if (choice < 6) {
      const [type, bits] = integers[pick(integers.length)];
      const width = pick(9) === 0 ? 0 : 1 + pick(bits);
      const named = width > 0 && pick(8) > 0;
      const extra = named ? attribute(pick) : '';
      members.push(`${type} ${named ? m : ''} : ${width}${extra};`);
      if (named) checks.push(`memset(&x, 0, sizeof x); x.${m} = -1; dump("${m}", &x, sizeof x);`);
    } else if (choice < 9 || index === 0) {
      const type = pick(2) ? integers[pick(integers.length)][0] : pick(4) === 0 ? atomics[pick(atomics.length)] : others[pick(others.length)];
      const isOverAligned = /16$/.test(type); // no arrays of those: an element would not fit its alignment
      members.push(`${type} ${m}${pick(5) === 0 && !isOverAligned ? `[${1 + pick(4)}]` : ''}${attribute(pick)};`);
      checks.push(`printf(" ${m} %zu\\n", offsetof(${kind} ${name}, ${m}));`);
    } else {
      const inner = pick(index);
      const qualifier = pick(3) === 0 ? '_Atomic ' : ''; // raises the alignment of small ones to their size
      members.push(`${qualifier}t${inner} ${m}${attribute(pick)};`);
      checks.push(`printf(" ${m} %zu\\n", offsetof(${kind} ${name}, ${m}));`);
    }
  }
  const pack = pick(6) === 0 ? 1 << pick(5) : 0;
  const text = [
    pack ? `#pragma pack(push, ${pack})` : '',
    `${kind} ${name} { ${members.join(' ')} }${attribute(pick)};`,
    pack ? '#pragma pack(pop)' : '',
    `typedef ${kind} ${name} t${index};`,
    `static void check${index}(void) { ${kind} ${name} x; (void)x; ${checks.join(' ')} }`,
  ];
  return text.filter((line) => line !== '').join('\n');
}

function program(seed) {
  const pick = random(seed);
  const records = Array.from({ length: recordsPerFile }, (_, i) => record(i, pick));
  return `#include <stddef.h>
#include <stdio.h>
#include <string.h>
enum e { E0, E1, E2 };
typedef int int2 __attribute__((aligned(2)));
typedef long long16 __attribute__((aligned(16)));
typedef char char16 __attribute__((aligned(16)));
static void dump(const char *name, const void *p, size_t n)
{
    const unsigned char *b = p;
    printf(" %s", name);
    for (size_t i = 0; i < n; i++) if (b[i]) printf(" %zu:%02x", i, b[i]);
    printf("\\n");
}
${records.join('\n')}
int main(void) { ${records.map((_, i) => `check${i}();`).join(' ')} return 0; }
`;
}

const directory = mkdtempSync(join(tmpdir(), 'kit-layout-'));
let failures = 0;
try {
  for (let i = 0; i < Number(filesText); i++) {
    const seed = Number(seedText) * 1000 + i;
    const source = join(directory, 'layout.c');
    writeFileSync(source, program(seed));
    const run = { encoding: 'utf8', timeout: 60000, stdio: ['ignore', 'pipe', 'pipe'] };
    execFileSync(hostCompiler, ['-w', '-Wno-packed-bitfield-compat', '-o', join(directory, 'expected'), source], run);
    execFileSync(join(out, 'bin', 'cc'), ['-w', '-c', '-o', join(directory, 'layout.o'), source], run);
    execFileSync(hostCompiler, ['-o', join(directory, 'actual'), join(directory, 'layout.o')], run);
    const expected = execFileSync(join(directory, 'expected'), [], run).split('\n');
    const actual = execFileSync(join(directory, 'actual'), [], run).split('\n');
    let lastRecord = '';
    for (let line = 0; line < expected.length; line++) {
      if (expected[line].startsWith('r')) lastRecord = expected[line].split(' ')[0];
      if (expected[line] === actual[line]) continue;
      const definition = program(seed).split('\n').find((text) => new RegExp(`^(struct|union) ${lastRecord} `).test(text));
      console.log(`seed ${seed}, ${lastRecord}: expected "${expected[line]}", kit says "${actual[line]}"\n  ${definition}`);
      failures++;
      break;
    }
    if (expected.length < recordsPerFile) {
      console.log(`seed ${seed}: only ${expected.length} lines were compared`);
      failures++;
    }
  }
} finally {
  rmSync(directory, { recursive: true, force: true });
}
if (failures) process.exit(1);
console.log(`layouts of ${Number(filesText) * recordsPerFile} records agree with ${hostCompiler}`);
