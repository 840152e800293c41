// Makes a calling-convention test: functions with random parameter and result types, their callers, and a main.
// usage: node generate_abi.mjs OUTDIR [SEED [COUNT]]   writes types.h, callee.c, caller.c and main.c.
// Compile callee.c and caller.c with two compilers in every combination; the program prints what arrived wrong and exits 1.
import { writeFileSync } from "node:fs";

const [, , out = ".", seedText = "1", countText = "300"] = process.argv;
let state = BigInt(seedText) * 0x9e3779b97f4a7c15n + 0x1234567n;
/** A number in [0, n). */
function rnd(n) {
  state = BigInt.asUintN(64, state ^ (state << 13n));
  state ^= state >> 7n;
  state = BigInt.asUintN(64, state ^ (state << 17n));
  return Number((state >> 11n) % BigInt(n));
}
const pick = (list) => list[rnd(list.length)];
let unique = 1;

const scalars = ["char", "signed char", "unsigned char", "short", "unsigned short", "int", "unsigned", "long", "unsigned long", "long long", "float", "double", "long double", "void *", "_Bool"];
const complexes = ["float _Complex", "double _Complex", "long double _Complex"];
const weighted = [...scalars, "int", "int", "long", "double", "double", "float", "char", ...complexes];
const isFloating = (t) => t === "float" || t === "double" || t === "long double";

/** A literal of a scalar type, distinct enough to see when bytes are lost. */
function literal(t) {
  const k = unique++;
  if (t === "_Bool") return String(k & 1);
  if (isFloating(t)) return `(${t})${k * 3}.25`;
  if (complexes.includes(t)) return `(${t})(${k * 3}.25 + ${k}.5i)`;
  if (t === "void *") return `(void *)${0x1000000000 + k * 977}ul`;
  if (t.includes("char")) return `(${t})${(k * 37) % 256 - (t.startsWith("unsigned") ? 0 : 128)}`;
  if (t.includes("short")) return `(${t})${(k * 7919) % 32768 - (t.startsWith("unsigned") ? 0 : 16000)}`;
  if (t === "int" || t === "unsigned") return `(${t})${(k * 104729) % 2147483647}`;
  return `(${t})${BigInt(k) * 0x123456789ab7n}`;
}

const header = [];
const structs = [];
function field(depth) {
  const r = rnd(12);
  if (r === 0 && depth < 2) return { type: makeStruct(depth + 1), array: 0 };
  if (r === 1) return { type: pick(["char", "short", "int", "float"]), array: 1 + rnd(4) };
  if (r === 2) return { type: "int", array: 0, bits: 1 + rnd(20) };
  return { type: pick(weighted), array: 0 };
}
/** Defines a struct or union and gives {name, leaves: [{path, type, bits}]}. */
function makeStruct(depth = 0) {
  const name = `S${structs.length}`;
  structs.push(name);
  const union = rnd(8) === 0, packed = rnd(10) === 0, n = 1 + rnd(union ? 3 : depth ? 2 : 4);
  const fields = [];
  for (let k = 0; k < n; k++) fields.push(field(depth));
  const text = fields.map((f, k) => `${typeof f.type === "string" ? f.type : f.type.tag} m${k}${f.array ? `[${f.array}]` : ""}${f.bits ? ` : ${f.bits}` : ""};`).join(" ");
  const tag = `${union ? "union" : "struct"} ${name}`;
  header.push(`${tag} { ${text} }${packed ? " __attribute__((packed))" : ""};`);
  const leaves = [];
  fields.forEach((f, k) => {
    if (union && k !== n - 1) return;
    if (typeof f.type !== "string") leaves.push(...f.type.leaves.map((l) => ({ ...l, path: `.m${k}${l.path}` })));
    else if (f.array) for (let e = 0; e < f.array; e++) leaves.push({ path: `.m${k}[${e}]`, type: f.type });
    else leaves.push({ path: `.m${k}`, type: f.type, bits: f.bits });
  });
  return { tag, leaves };
}
const pool = [];
for (let k = 0; k < 120; k++) pool.push(makeStruct());

/** A value of a type: statements that make it in variable v, and checks of it. */
function value(type) {
  if (typeof type === "string") {
    const l = literal(type);
    return { make: (v) => `${type} ${v} = ${l};`, check: (v, where) => `if (${v} != ${l}) fail(${where});` };
  }
  const ls = type.leaves.map((f) => (f.bits ? `${rnd(1 << (f.bits - 1))}` : literal(f.type)));
  return {
    make: (v) => `${type.tag} ${v}; memset(&${v}, 0x5a, sizeof ${v}); ${type.leaves.map((f, k) => `${v}${f.path} = ${ls[k]};`).join(" ")}`,
    check: (v, where) => type.leaves.map((f, k) => `if (${v}${f.path} != ${ls[k]}) fail(${where});`).join(" "),
  };
}
const nameOf = (t) => (typeof t === "string" ? t : t.tag);
const randomType = () => (rnd(3) === 0 ? pick(pool) : pick(weighted));
const promoted = (t) => (typeof t === "string" && (t === "_Bool" || t.includes("char") || t.includes("short") || t === "float") ? pick(["int", "double", "long", "unsigned"]) : t);

const callee = [], caller = [], runs = [];
const count = Number(countText);
for (let i = 0; i < count; i++) {
  const variadic = rnd(3) === 0;
  const params = [];
  for (let k = rnd(10) + (variadic ? 1 : 0); k > 0; k--) params.push(randomType());
  const extra = [];
  if (variadic) for (let k = rnd(12); k > 0; k--) extra.push(promoted(randomType()));
  const result = rnd(5) === 0 ? "void" : randomType();
  const proto = `${nameOf(result)} f${i}(${params.map((t, k) => `${nameOf(t)} a${k}`).join(", ")}${variadic ? ", ..." : params.length ? "" : "void"})`;
  header.push(`${proto};`);
  const values = params.map(value), more = extra.map(value), r = result === "void" ? undefined : value(result);
  callee.push(`${proto}\n{`);
  // Locals around the call and the parameters' own storage must survive.
  values.forEach((v, k) => callee.push(`    ${v.check(`a${k}`, `${i}, ${k}`)}`));
  if (variadic) {
    callee.push(`    va_list ap, copy; va_start(ap, a${params.length - 1}); va_copy(copy, ap);`);
    for (const list of ["ap", "copy"])
      more.forEach((v, k) => callee.push(`    { ${nameOf(extra[k])} x = va_arg(${list}, ${nameOf(extra[k])}); ${v.check("x", `${i}, ${100 + k}`)} }`));
    callee.push("    va_end(ap); va_end(copy);");
  }
  params.forEach((t, k) => { if (typeof t !== "string") callee.push(`    memset(&a${k}, 0xee, sizeof a${k});`); });
  if (r) callee.push(`    ${r.make("result")}\n    return result;`);
  callee.push("}");

  const pointer = rnd(4) === 0;
  caller.push(`void c${i}(void)\n{\n    long guard = 0x1122334455667788; double fguard = 1.5;`);
  values.forEach((v, k) => caller.push(`    ${v.make(`a${k}`)}`));
  more.forEach((v, k) => caller.push(`    ${v.make(`b${k}`)}`));
  const args = [...params.map((_, k) => `a${k}`), ...extra.map((_, k) => `b${k}`)].join(", ");
  if (pointer) caller.push(`    ${nameOf(result)} (*volatile p)(${params.map(nameOf).join(", ")}${variadic ? ", ..." : params.length ? "" : "void"}) = f${i};`);
  const call = `${pointer ? "p" : `f${i}`}(${args})`;
  if (r) caller.push(`    struct { long before; ${nameOf(result)} r; long after; } box; box.before = guard; box.after = ~guard;\n    box.r = ${call};\n    ${r.check("box.r", `${i}, 200`)}\n    if (box.before != guard || box.after != ~guard) fail(${i}, 201);`);
  else caller.push(`    ${call};`);
  values.forEach((v, k) => caller.push(`    ${v.check(`a${k}`, `${i}, ${300 + k}`)}`));
  caller.push(`    if (guard != 0x1122334455667788 || fguard != 1.5) fail(${i}, 400);\n}`);
  runs.push(`c${i}`);
}
writeFileSync(`${out}/types.h`, `#include <stdarg.h>\n#include <string.h>\nvoid fail(int function, int what);\n${header.join("\n")}\n`);
writeFileSync(`${out}/callee.c`, `#include "types.h"\n${callee.join("\n")}\n`);
writeFileSync(`${out}/caller.c`, `#include "types.h"\n${caller.join("\n")}\n`);
writeFileSync(`${out}/main.c`, `#include <stdio.h>
static int failures;
void fail(int function, int what)
{
    if (failures++ < 30) printf("FAIL f%d: %s %d\\n", function, what < 100 ? "parameter" : what < 200 ? "variadic argument" : what < 300 ? "result" : what < 400 ? "caller's argument" : "caller's locals", what % 100);
}
${runs.map((r) => `void ${r}(void);`).join("\n")}
int main(void)
{
${runs.map((r) => `    ${r}();`).join("\n")}
    printf("${runs.length} functions, %d failures\\n", failures);
    return failures != 0;
}
`);
