// Makes a test of every IR operation on every type and operand shape (operation_shapes.mjs) for a back end.
// usage: node generate_ops.mjs OUTDIR   writes ops.ir (the functions under test) and ops.c (their meaning in C, and main).
// Build: kit ir -c ops.ir -o ops_ir.o; gcc -O1 -fwrapv ops.c ops_ir.o -lm; the program prints failures and exits 1 on any.
import { binary, bitsOf, branchAndSelect, cType, constant, constants, emit, isFloat, reference, shapes, unary, writeOperations } from "./operation_shapes.mjs";

// ---- integers ----
const wrap = (t, e) => `return (${cType(t, false)})(${e})${t === "i1" ? " & 1" : ""};`;
const intOps = {
  add: (t) => wrap(t, "a + b"), sub: (t) => wrap(t, "a - b"), mul: (t) => wrap(t, "a * b"),
  umulh: (t) => `(void)skip; return (${cType(t)})(((unsigned __int128)(${cType(t)})a * (${cType(t)})b) >> ${bitsOf[t]});`,
  smulh: (t) => `(void)skip; return (${cType(t)})(((__int128)(${cType(t, true)})a * (${cType(t, true)})b) >> ${bitsOf[t]});`,
  udiv: (t) => `${cType(t)} x = (${cType(t)})a, y = (${cType(t)})b; if (!y) { *skip = 1; return 0; } ${wrap(t, "x / y")}`,
  urem: (t) => `${cType(t)} x = (${cType(t)})a, y = (${cType(t)})b; if (!y) { *skip = 1; return 0; } ${wrap(t, "x % y")}`,
  sdiv: (t) => `${cType(t, true)} x = (${cType(t, true)})a, y = (${cType(t, true)})b; if (!y || (y == -1 && (${cType(t)})x == (${cType(t)})1 << ${bitsOf[t] - 1})) { *skip = 1; return 0; } ${wrap(t, "x / y")}`,
  srem: (t) => `${cType(t, true)} x = (${cType(t, true)})a, y = (${cType(t, true)})b; if (!y || (y == -1 && (${cType(t)})x == (${cType(t)})1 << ${bitsOf[t] - 1})) { *skip = 1; return 0; } ${wrap(t, "x % y")}`,
  and: (t) => wrap(t, "a & b"), or: (t) => wrap(t, "a | b"), xor: (t) => wrap(t, "a ^ b"),
  shl: (t) => wrap(t, `(u64)(${cType(t)})a << (b & ${bitsOf[t] - 1})`),
  lshr: (t) => wrap(t, `(u64)(${cType(t)})a >> (b & ${bitsOf[t] - 1})`),
  ashr: (t) => wrap(t, `(s64)(${cType(t, true)})a >> (b & ${bitsOf[t] - 1})`),
  rotl: (t) => `(void)skip; unsigned n = b & ${bitsOf[t] - 1}; ${cType(t)} x = (${cType(t)})a; return n ? (${cType(t)})((u64)x << n | (u64)x >> (${bitsOf[t]} - n)) : x;`,
  rotr: (t) => `(void)skip; unsigned n = b & ${bitsOf[t] - 1}; ${cType(t)} x = (${cType(t)})a; return n ? (${cType(t)})((u64)x >> n | (u64)x << (${bitsOf[t]} - n)) : x;`,
};
for (const t of ["i8", "i16", "i32", "i64"])
  for (const op of Object.keys(intOps)) binary(op, t, t, reference(`ref_${op}_${t}`, intOps[op](t)), "", "INTS", 0, constants[t]);
for (const op of ["and", "or", "xor"]) binary(op, "i1", "i1", reference(`ref_${op}_i1`, wrap("i1", `a ${{ and: "&", or: "|", xor: "^" }[op]} b`)), "", "INTS", 0, constants.i1);

const compares = { eq: "==", ne: "!=", slt: "<", sle: "<=", ult: "<", ule: "<=" };
for (const t of ["i8", "i16", "i32", "i64", "ptr"]) {
  const ct = t === "ptr" ? "i64" : t;
  for (const op of Object.keys(compares)) {
    if (t === "ptr" && op[0] === "s") continue;
    const ref = reference(`ref_${op}_${ct}`, `(void)skip; return (${cType(ct, op[0] === "s")})a ${compares[op]} (${cType(ct, op[0] === "s")})b;`);
    const ks = t === "ptr" ? [] : [0n, ...constants[t]];
    binary(op, t, "i1", ref, "", "INTS", 0, ks);
    branchAndSelect(op, t, ref, "INTS", ks.slice(0, 3));
  }
}
for (const op of ["eq", "ne"]) binary(op, "i1", "i1", reference(`ref_${op}_i1`, `(void)skip; return (a & 1) ${compares[op]} (b & 1);`), "", "INTS", 0, [1n]);

for (const t of ["i8", "i16", "i32", "i64"]) {
  const ct = cType(t);
  unary("neg", t, t, reference(`ref_neg_${t}`, wrap(t, "0 - a")), "INTS");
  unary("not", t, t, reference(`ref_not_${t}`, wrap(t, "~a")), "INTS");
  unary("clz", t, t, reference(`ref_clz_${t}`, `(void)b; (void)skip; ${ct} x = (${ct})a; return x ? (u64)__builtin_clzll(x) - ${64 - bitsOf[t]} : ${bitsOf[t]};`), "INTS");
  unary("ctz", t, t, reference(`ref_ctz_${t}`, `(void)b; (void)skip; ${ct} x = (${ct})a; return x ? (u64)__builtin_ctzll(x) : ${bitsOf[t]};`), "INTS");
  unary("popcount", t, t, reference(`ref_popcount_${t}`, `(void)b; (void)skip; return (u64)__builtin_popcountll((${ct})a);`), "INTS");
  if (t !== "i8") unary("bswap", t, t, reference(`ref_bswap_${t}`, `(void)b; (void)skip; return __builtin_bswap${bitsOf[t]}((${ct})a);`), "INTS");
}
unary("not", "i1", "i1", reference("ref_not_i1", "(void)b; (void)skip; return ~a & 1;"), "INTS");
const widths = ["i1", "i8", "i16", "i32", "i64"];
for (let i = 0; i < widths.length; i++)
  for (let j = 0; j < widths.length; j++) {
    const [f, t] = [widths[i], widths[j]];
    if (j > i) {
      unary("zext", f, t, reference(`ref_zext_${f}_${t}`, f === "i1" ? "(void)b; (void)skip; return a & 1;" : `(void)b; (void)skip; return (${cType(f)})a;`), "INTS");
      unary("sext", f, t, reference(`ref_sext_${f}_${t}`, f === "i1" ? `(void)b; (void)skip; return (${cType(t)})-(a & 1);` : `(void)b; (void)skip; return (${cType(t)})(${cType(f, true)})a;`), "INTS");
    } else if (j < i) {
      unary("trunc", f, t, reference(`ref_trunc_${f}_${t}`, t === "i1" ? "(void)b; (void)skip; return a & 1;" : `(void)b; (void)skip; return (${cType(t)})a;`), "INTS");
    }
  }

// ---- floats ----
const ops2 = { fadd: "+", fsub: "-", fmul: "*", fdiv: "/" };
const get = (t, v) => (t === "f32" ? `f32_of(${v})` : t === "f64" ? `f64_of(${v})` : `(long double)f64_of(${v})`);
const put = (t, e) => (t === "f32" ? `bits32(${e})` : `bits64((double)(${e}))`);
const fkind = { f32: 1, f64: 2, f80: 2 };
const fconst = { f32: [0x3f800000n, 0n, 0x80000000n], f64: [0x3ff0000000000000n, 0n, 0xc008000000000000n], f80: [] };
const fvalues = { f32: "FLOATS", f64: "DOUBLES", f80: "DOUBLES" };
for (const t of ["f32", "f64", "f80"]) {
  for (const op of Object.keys(ops2))
    binary(op, t, t, reference(`ref_${op}_${t}`, `(void)skip; return ${put(t, `${get(t, "a")} ${ops2[op]} ${get(t, "b")}`)};`), "", fvalues[t], fkind[t], fconst[t]);
  for (const [op, e] of [["feq", "=="], ["fne", "!="], ["flt", "<"], ["fle", "<="], ["fltq", "<"], ["fleq", "<="]]) {
    const ref = reference(`ref_${op}_${t}`, `(void)skip; return ${get(t, "a")} ${e} ${get(t, "b")};`);
    binary(op, t, "i1", ref, "", fvalues[t], 0, fconst[t]);
    branchAndSelect(op, t, ref, fvalues[t], fconst[t].slice(0, 2));
  }
  unary("fneg", t, t, reference(`ref_fneg_${t}`, `(void)b; (void)skip; return ${put(t, `-${get(t, "a")}`)};`), fvalues[t], fkind[t]);
  unary("fabs", t, t, reference(`ref_fabs_${t}`, `(void)b; (void)skip; return ${put(t, t === "f32" ? `fabsf(${get(t, "a")})` : t === "f64" ? `fabs(${get(t, "a")})` : `fabsl(${get(t, "a")})`)};`), fvalues[t], fkind[t]);
  unary("fsqrt", t, t, reference(`ref_fsqrt_${t}`, `(void)b; (void)skip; return ${put(t, t === "f32" ? `sqrtf(${get(t, "a")})` : t === "f64" ? `sqrt(${get(t, "a")})` : `sqrtl(${get(t, "a")})`)};`), fvalues[t], fkind[t]);
  for (const i of ["i32", "i64"]) {
    unary("stof", i, t, reference(`ref_stof_${i}_${t}`, `(void)b; (void)skip; return ${put(t, `(${cType(t)})(${cType(i, true)})a`)};`), "INTS", fkind[t]);
    unary("utof", i, t, reference(`ref_utof_${i}_${t}`, `(void)b; (void)skip; return ${put(t, `(${cType(t)})(${cType(i)})a`)};`), "INTS", fkind[t]);
    const top = i === "i32" ? ["-2147483649.0", "2147483648.0", "4294967296.0"] : ["-9223372036854775809.0L", "9223372036854775808.0", "18446744073709551616.0"];
    unary("ftos", t, i, reference(`ref_ftos_${t}_${i}`, `(void)b; ${cType(t)} x = ${get(t, "a")}; if (!(x > ${top[0]} && x < ${top[1]})) { *skip = 1; return 0; } return (${cType(i)})(${cType(i, true)})x;`), fvalues[t], 0);
    unary("ftou", t, i, reference(`ref_ftou_${t}_${i}`, `(void)b; ${cType(t)} x = ${get(t, "a")}; if (!(x > -1.0 && x < ${top[2]})) { *skip = 1; return 0; } return (${cType(i)})x;`), fvalues[t], 0);
  }
  for (const u of ["f32", "f64", "f80"])
    if (u !== t) unary("fcvt", t, u, reference(`ref_fcvt_${t}_${u}`, `(void)b; (void)skip; return ${put(u, `(${cType(u)})${get(t, "a")}`)};`), fvalues[t], fkind[u]);
}
for (const t of ["i8", "i16", "i32", "i64", "f32", "f64", "f80"])
  for (const pressure of [false, true])
    for (const [sa, sb] of shapes)
      emit((b) => {
        const x = b.operand(sa, "%1", t), y = b.operand(sb, "%2", t);
        const k = b.def(`and i64 ${b.def("lshr i64 %1, 3")}, 1`);
        const v = b.def(`select ${t} ${b.def(`trunc i1 ${k}`)}, ${x}, ${y}`);
        return b.toBits(v, t);
      }, { reference: reference(`ref_select_${t}`, isFloat(t) ? `(void)skip; return ${put(t, `(a >> 3 & 1) ? ${get(t, "a")} : ${get(t, "b")}`)};` : `(void)skip; return (a >> 3 & 1) ? (${cType(t)})a : (${cType(t)})b;`),
           kind: `select ${t} ${sa},${sb}`, values: isFloat(t) ? fvalues[t] : "INTS", floatResult: isFloat(t) ? fkind[t] : 0, pressure });

// ---- memory: read-modify-write, narrow too ----
for (const t of ["i8", "i16", "i32", "i64"])
  for (const [op, e] of [["add", "+"], ["sub", "-"], ["and", "&"], ["or", "|"], ["xor", "^"]])
    for (const shape of ["slot", "pointer"])
      for (const k of [undefined, 1n, -3n, 100n])
        emit((b) => {
          const place = b.slot(8, 8), q = b.slot(8, 8);
          b.put(`store i64 %1, ${place}`);
          b.put(`store ptr ${place}, ${q}`);
          const p = shape === "slot" ? place : b.def(`ptradd ${b.def(`ptradd ${b.def(`load ptr ${q}`)}, ${b.def("and i64 %2, 0")}`)}, 0`.replace("ptradd ", "ptradd ").replace(/, 0$/, ", 0"));
          const wide = t === "i8" || t === "i16";
          const y = k === undefined ? (wide ? b.def("trunc i32 %2") : b.fromBits("%2", t)) : constant(k, wide ? "i32" : t);
          let v = b.def(`load ${t} ${p}`);
          if (wide) v = b.def(`sext i32 ${v}`);
          v = b.def(`${op} ${wide ? "i32" : t} ${v}, ${y}`);
          if (wide) v = b.def(`trunc ${t} ${v}`);
          b.put(`store ${t} ${v}, ${p}`);
          return b.def(`load i64 ${place}`);
        }, { reference: reference(`ref_rmw_${op}_${t}`, `(void)skip; u64 m = ${bitsOf[t] === 64 ? "~0ull" : `(1ull << ${bitsOf[t]}) - 1`}; return (a & ~m) | ((a ${e} b) & m);`), kind: `rmw ${op} ${t} ${shape} ${k}`, values: "INTS", fixedB: k, pressure: false });

writeOperations(process.argv[2] ?? ".");
