// The shapes in which generate_ops.mjs tests operations: where operands come from, what stays alive meanwhile, and the program
// in C that compares. In: operations and their meaning in C. Out: ops.ir, the functions under test; ops.c, their meaning and main.
//
// Every function takes and gives 64-bit patterns. Operands come as parameters, constants, stack slots or through pointers;
// under pressure, 18 other integers and 18 floats stay live around the operation, with a call that destroys every register it may.
import { writeFileSync } from "node:fs";

const ir = [];
const c = [];
const table = [];
let next = 0;

export const bitsOf = { i1: 1, i8: 8, i16: 16, i32: 32, i64: 64, ptr: 64, f32: 32, f64: 64, f80: 80 };
export const isFloat = (t) => t[0] === "f";
const intOf = (t) => `i${bitsOf[t]}`;
export const cType = (t, signed) => (isFloat(t) ? (t === "f32" ? "float" : t === "f64" ? "double" : "long double") : t === "i1" ? "u8" : `${signed ? "s" : "u"}${bitsOf[t]}`);

/** IR lines that turn the i64 in `from` into a value of type t, and its name. */
class Body {
  constructor() { this.lines = []; this.n = 100; this.slots = []; }
  def(text) { const v = `%${this.n++}`; this.lines.push(`  ${v} = ${text}`); return v; }
  put(text) { this.lines.push(`  ${text}`); }
  slot(size, align) { this.slots.push(`  slot $${this.slots.length + 1} size ${size} align ${align}`); return `$${this.slots.length}`; }
  fromBits(v, t) {
    if (t === "i64") return v;
    if (t === "f80") return this.def(`fcvt f80 ${this.fromBits(v, "f64")}`);
    if (t === "f64") return this.def(`bitcast f64 ${v}`);
    if (t === "f32") return this.def(`bitcast f32 ${this.def(`trunc i32 ${v}`)}`);
    if (t === "ptr") return this.def(`bitcast ptr ${v}`);
    return this.def(`trunc ${t} ${v}`);
  }
  toBits(v, t) {
    if (t === "i64") return v;
    if (t === "f80") return this.toBits(this.def(`fcvt f64 ${v}`), "f64");
    if (t === "f64") return this.def(`bitcast i64 ${v}`);
    if (t === "f32") return this.def(`zext i64 ${this.def(`bitcast i32 ${v}`)}`);
    if (t === "ptr") return this.def(`bitcast i64 ${v}`);
    return this.def(`zext i64 ${v}`);
  }
  /** An operand of type t in a shape: r register, s slot, p pointer, or a bigint: a constant. */
  operand(shape, param, t) {
    if (typeof shape === "bigint") return constant(shape, t);
    if (shape === "r") return this.fromBits(param, t);
    if (shape === "s") {
      const size = t === "f80" ? 16 : Math.max(1, bitsOf[t === "ptr" ? "i64" : t] / 8);
      const slot = this.slot(size, size);
      if (t === "i1") return this.fromBits(param, t);
      this.put(`store ${t} ${this.fromBits(param, t)}, ${slot}`);
      return this.def(`load ${t} ${slot}`);
    }
    const slot = this.slot(16, 16);
    const q = this.slot(8, 8);
    if (t === "i1") return this.fromBits(param, t);
    this.put(`store ${t} ${this.fromBits(param, t)}, ${slot}`);
    this.put(`store ptr ${slot}, ${q}`);
    return this.def(`load ${t} ${this.def(`load ptr ${q}`)}`);
  }
}
export function constant(k, t) {
  if (t === "f64") return `bits(0x${BigInt.asUintN(64, k).toString(16)})`;
  if (t === "f32") return `bits(0x${BigInt.asUintN(32, k).toString(16)})`;
  const bits = bitsOf[t];
  return t === "i1" ? String(k & 1n) : BigInt.asIntN(bits, k).toString();
}

/** A function under test: build(body) gives the name of its result; the rest is its row in the table of checks. */
export function emit(build, { reference, kind, values, fixedA, fixedB, floatResult, pressure }) {
  const name = `t${next++}`;
  const b = new Body();
  let kept = [];
  let keptFloat = [];
  if (pressure) {
    for (let k = 0; k < 18; k++) kept.push(b.def(`load i64 @live+${8 * k}`));
    for (let k = 0; k < 18; k++) keptFloat.push(b.def(`load f64 @livef+${8 * k}`));
  }
  let r = build(b, pressure);
  if (pressure) {
    let x = r;
    for (const v of kept) x = b.def(`xor i64 ${x}, ${v}`);
    let f = keptFloat[0];
    for (const v of keptFloat.slice(1)) f = b.def(`fadd f64 ${f}, ${v}`);
    r = b.def(`xor i64 ${x}, ${b.def(`bitcast i64 ${f}`)}`);
  }
  ir.push(`symbol @${name} function global`);
  ir.push(`function @${name} i64 (i64, i64) {`, ...b.slots, ...(b.lines[0] && b.labelled ? [] : ["b1:"]), ...b.lines, `  ret ${r}`, "}");
  c.push(`extern u64 ${name}(u64, u64);`);
  const fix = (k) => (k === undefined ? "0, 0" : `1, 0x${BigInt.asUintN(64, k).toString(16)}ull`);
  table.push(`  {"${name} ${kind}", ${name}, ${reference}, ${values}, ${fix(fixedA)}, ${fix(fixedB)}, ${floatResult ?? 0}, ${pressure ? 1 : 0}},`);
}

const references = new Set();
/** A function of C that says what an operation means; returns its name. */
export function reference(name, body) {
  if (!references.has(name)) {
    references.add(name);
    c.push(`static u64 ${name}(u64 a, u64 b, int *skip) { ${body} }`);
  }
  return name;
}

export const shapes = [["r", "r"], ["s", "s"], ["r", "s"], ["s", "r"], ["p", "p"], ["p", "r"], ["r", "p"]];
export const constants = { i1: [0n, 1n], i8: [1n, 0x7fn, -1n], i16: [3n, -300n], i32: [1n, 2n, 64n, 0x40000000n, 100n, -5n, 0x7fffffffn], i64: [1n, 2n, 4096n, 0x4000000000000000n, -7n, 0x12345678n, 0x123456789abcdefn, -0x80000000n, 0x80000000n] };

/** A binary operation on all shapes of its operands, and on constants. */
export function binary(op, t, resultType, refName, kind, values, floatResult, constantList) {
  const make = (sa, sb, pressure) => emit((b, p) => {
    const x = b.operand(sa, "%1", t);
    if (p) b.put("call void () @clobber()");
    const y = b.operand(sb, "%2", t);
    if (p) b.put("call void () @clobber()");
    const compare = resultType === "i1" && op !== "and" && op !== "or" && op !== "xor";
    const v = b.def(`${op} ${compare ? t : resultType} ${typeof sa === "bigint" && compare ? x : x}, ${y}`);
    return b.toBits(v, resultType);
  }, { reference: refName, kind: `${op} ${t} ${sa},${sb}${pressure ? " pressed" : ""}`, values, fixedA: typeof sa === "bigint" ? sa : undefined, fixedB: typeof sb === "bigint" ? sb : undefined, floatResult, pressure });
  for (const [sa, sb] of shapes) make(sa, sb, false);
  for (const [sa, sb] of [["r", "r"], ["s", "p"]]) make(sa, sb, true);
  for (const k of constantList ?? []) {
    make("r", k, false);
    make("s", k, false);
    make(k, "r", false);
    make(k, "s", true);
  }
}

/** A comparison that decides a branch, a select, a phi. */
export function branchAndSelect(op, t, ref, values, constantsOf) {
  for (const [sa, sb] of [...shapes, ...constantsOf.map((k) => ["r", k]), ...constantsOf.map((k) => ["s", k]), ...constantsOf.map((k) => [k, "p"])]) {
    const fixed = { fixedA: typeof sa === "bigint" ? sa : undefined, fixedB: typeof sb === "bigint" ? sb : undefined };
    for (const pressure of [false, true]) {
      emit((b) => {
        const slot = b.slot(8, 8);
        const x = b.operand(sa, "%1", t);
        if (pressure) b.put("call void () @clobber()");
        const y = b.operand(sb, "%2", t);
        const v = b.def(`${op} ${t} ${x}, ${y}`);
        b.put(`branch ${v}, b2, b3`);
        b.lines.push("b2:");
        b.put(`store i64 1, ${slot}`);
        b.put("jump b4");
        b.lines.push("b3:");
        b.put(`store i64 0, ${slot}`);
        b.put("jump b4");
        b.lines.push("b4:");
        return b.def(`load i64 ${slot}`);
      }, { reference: ref, kind: `branch ${op} ${t} ${sa},${sb}`, values, ...fixed, pressure });
      emit((b) => {
        const x = b.operand(sa, "%1", t);
        if (pressure) b.put("call void () @clobber()");
        const y = b.operand(sb, "%2", t);
        const v = b.def(`${op} ${t} ${x}, ${y}`);
        return b.def(`select i64 ${v}, 1, 0`);
      }, { reference: ref, kind: `select ${op} ${t} ${sa},${sb}`, values, ...fixed, pressure });
      // The negation, with the blocks the other way round, and a phi.
      emit((b) => {
        const x = b.operand(sa, "%1", t);
        const y = b.operand(sb, "%2", t);
        const v = b.def(`${op} ${t} ${x}, ${y}`);
        b.put(`branch ${v}, b3, b2`);
        b.lines.push("b2:");
        b.put("jump b3");
        b.lines.push("b3:");
        const p = b.def("phi i64 [b1 1], [b2 0]");
        return p;
      }, { reference: ref, kind: `phi ${op} ${t} ${sa},${sb}`, values, ...fixed, pressure });
    }
  }
}

/** A unary operation on all shapes of its operand. */
export function unary(op, t, resultType, refName, values, floatResult) {
  for (const s of ["r", "s", "p"])
    for (const pressure of [false, true])
      emit((b) => {
        const x = b.operand(s, "%1", t);
        if (pressure) b.put("call void () @clobber()");
        const v = b.def(`${op} ${resultType} ${x}`);
        return b.toBits(v, resultType);
      }, { reference: refName, kind: `${op} ${t}->${resultType} ${s}`, values, floatResult, pressure });
}

/** Writes ops.ir and ops.c with all that was emitted. */
export function writeOperations(out) {
  const head = ["layout x86_64", 'source "ops.c"', "symbol @live data global", "symbol @livef data global", "symbol @clobber function global"];
  writeFileSync(`${out}/ops.ir`, [...head, ...ir.filter((l) => l.startsWith("symbol")), ...ir.filter((l) => !l.startsWith("symbol"))].join("\n") + "\n");
  writeFileSync(`${out}/ops.c`, `#include <math.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>
typedef uint8_t u8; typedef uint16_t u16; typedef uint32_t u32; typedef uint64_t u64;
typedef int8_t s8; typedef int16_t s16; typedef int32_t s32; typedef int64_t s64;
u64 live[18]; double livef[18];
static float f32_of(u64 x) { u32 y = (u32)x; float f; memcpy(&f, &y, 4); return f; }
static double f64_of(u64 x) { double f; memcpy(&f, &x, 8); return f; }
static u64 bits32(float f) { u32 x; memcpy(&x, &f, 4); return x; }
static u64 bits64(double f) { u64 x; memcpy(&x, &f, 8); return x; }
void clobber(void)
{
    __asm__ volatile("mov $-0x5a5a5a5a, %%rax; mov %%rax, %%rcx; mov %%rax, %%rdx; mov %%rax, %%rsi; mov %%rax, %%rdi; mov %%rax, %%r8; mov %%rax, %%r9;"
        "mov %%rax, %%r10; mov %%rax, %%r11; movq %%rax, %%xmm0; movaps %%xmm0, %%xmm1; movaps %%xmm0, %%xmm2; movaps %%xmm0, %%xmm3; movaps %%xmm0, %%xmm4;"
        "movaps %%xmm0, %%xmm5; movaps %%xmm0, %%xmm6; movaps %%xmm0, %%xmm7; movaps %%xmm0, %%xmm8; movaps %%xmm0, %%xmm9; movaps %%xmm0, %%xmm10;"
        "movaps %%xmm0, %%xmm11; movaps %%xmm0, %%xmm12; movaps %%xmm0, %%xmm13; movaps %%xmm0, %%xmm14; movaps %%xmm0, %%xmm15"
        ::: "rax", "rcx", "rdx", "rsi", "rdi", "r8", "r9", "r10", "r11", "xmm0", "xmm1", "xmm2", "xmm3", "xmm4", "xmm5", "xmm6", "xmm7", "xmm8", "xmm9", "xmm10",
        "xmm11", "xmm12", "xmm13", "xmm14", "xmm15", "cc", "memory");
}
enum { INTS, FLOATS, DOUBLES };
static const u64 ints[] = {0, 1, 2, 3, 7, 8, 15, 16, 31, 32, 63, 64, 100, 0x7f, 0x80, 0xff, 0x7fff, 0x8000, 0xffff, 0x12345678, 0x7fffffff, 0x80000000, 0xffffffff,
    0x100000000, 0x123456789abcdef0, 0x7fffffffffffffff, 0x8000000000000000, 0x8000000000000401, 0xfffffffffffffc00, 0xfffffffffffffffe, 0xffffffffffffffff, 0xfedcba9876543210, 0x8000008000000001, 0xffffff8000000001};
static const u64 floats[] = {0, 0x80000000, 0x3f800000, 0xbf800000, 0x40490fdb, 0x00000001, 0x7f7fffff, 0x7f800000, 0xff800000, 0x7fc00000, 0x4f000000, 0x4effffff, 0x5f000000, 0x5f7fffff, 0x5effffff, 0xcf000000, 0x3f000000, 0x4b000001, 0xbf7fffff};
static const u64 doubles[] = {0, 0x8000000000000000, 0x3ff0000000000000, 0xbff0000000000000, 0x400921fb54442d18, 1, 0x7fefffffffffffff, 0x7ff0000000000000, 0xfff0000000000000, 0x7ff8000000000000,
    0x41dfffffffc00000, 0x41e0000000000000, 0x41efffffffe00000, 0x43e0000000000000, 0x43efffffffffffff, 0x43dfffffffffffff, 0xc3e0000000000000, 0xc1e0000000000000, 0x3fefffffffffffff, 0x4330000000000001, 0xbfefffffffffffff};
${c.join("\n")}
static const struct { const char *name; u64 (*fn)(u64, u64); u64 (*ref)(u64, u64, int *); int values; int fix_a; u64 a; int fix_b; u64 b; int is_float, pressure; } table[] = {
${table.join("\n")}
};
int main(void)
{
    u64 mix = 0, checks = 0, failures = 0;
    double sum = 0;
    for (int k = 0; k < 18; k++) {
        live[k] = 0x9e3779b97f4a7c15u * (u64)(k + 1);
        livef[k] = k * 1.5 + 0.25;
        mix ^= live[k];
        sum += livef[k];
    }
    mix ^= bits64(sum);
    for (size_t t = 0; t < sizeof table / sizeof *table; t++) {
        const u64 *v = table[t].values == INTS ? ints : table[t].values == FLOATS ? floats : doubles;
        size_t n = table[t].values == INTS ? sizeof ints / 8 : table[t].values == FLOATS ? sizeof floats / 8 : sizeof doubles / 8;
        for (size_t i = 0; i < (table[t].fix_a ? 1 : n); i++)
            for (size_t j = 0; j < (table[t].fix_b ? 1 : n); j++) {
                u64 a = table[t].fix_a ? table[t].a : v[i], b = table[t].fix_b ? table[t].b : v[j];
                int skip = 0;
                u64 want = table[t].ref(a, b, &skip);
                if (skip) continue;
                checks++;
                u64 got = table[t].fn(a, b);
                if (table[t].pressure) got ^= mix;
                if (got == want) continue;
                if (table[t].is_float == 1 && f32_of(got) != f32_of(got) && f32_of(want) != f32_of(want)) continue;
                if (table[t].is_float == 2 && f64_of(got) != f64_of(got) && f64_of(want) != f64_of(want)) continue;
                if (failures++ < 40) printf("FAIL %s: %#llx, %#llx gives %#llx, not %#llx\\n", table[t].name, (unsigned long long)a, (unsigned long long)b, (unsigned long long)got, (unsigned long long)want);
            }
    }
    printf("%llu checks of %zu functions, %llu failures\\n", (unsigned long long)checks, sizeof table / sizeof *table, (unsigned long long)failures);
    return failures != 0 || checks < 100000;
}
`);
}
