// What the random programs of random_maker.mjs mean: the result of each operation and of a whole function.
// In: operations on bit patterns (BigInt), or a function's blocks and arguments. Out: bit patterns. Written from the table in ir/ir.h,
// without a look at any back end.

export const bitsOf = { i1: 1n, i8: 8n, i16: 16n, i32: 32n, i64: 64n };
export const wrap = (x, t) => BigInt.asUintN(Number(bitsOf[t]), x);
export const signed = (x, t) => BigInt.asIntN(Number(bitsOf[t]), x);
const f64 = new Float64Array(1);
const u64 = new BigUint64Array(f64.buffer);
const bitsToDouble = (b) => ((u64[0] = b), f64[0]);
export const doubleToBits = (d) => ((f64[0] = d), u64[0]);

/** What one operation gives; every value is the bit pattern of its type. */
function evaluate(op, t, a, b) {
  const n = bitsOf[t] ?? 64n;
  switch (op) {
    case "add": return wrap(a + b, t);
    case "sub": return wrap(a - b, t);
    case "mul": return wrap(a * b, t);
    case "umulh": return (a * b) >> n;
    case "smulh": return wrap((signed(a, t) * signed(b, t)) >> n, t);
    case "udiv": return a / b;
    case "urem": return a % b;
    case "sdiv": return wrap(signed(a, t) / signed(b, t), t);
    case "srem": return wrap(signed(a, t) % signed(b, t), t);
    case "and": return a & b;
    case "or": return a | b;
    case "xor": return a ^ b;
    case "shl": return wrap(a << (b % n), t);
    case "lshr": return a >> (b % n);
    case "ashr": return wrap(signed(a, t) >> (b % n), t);
    case "rotl": return wrap((a << (b % n)) | (a >> ((n - (b % n)) % n)), t);
    case "rotr": return wrap((a >> (b % n)) | (a << ((n - (b % n)) % n)), t);
    case "eq": return BigInt(a === b);
    case "ne": return BigInt(a !== b);
    case "slt": return BigInt(signed(a, t) < signed(b, t));
    case "sle": return BigInt(signed(a, t) <= signed(b, t));
    case "ult": return BigInt(a < b);
    case "ule": return BigInt(a <= b);
    case "feq": return BigInt(bitsToDouble(a) === bitsToDouble(b));
    case "fne": return BigInt(bitsToDouble(a) !== bitsToDouble(b));
    case "flt": case "fltq": return BigInt(bitsToDouble(a) < bitsToDouble(b));
    case "fle": case "fleq": return BigInt(bitsToDouble(a) <= bitsToDouble(b));
    case "fadd": return doubleToBits(bitsToDouble(a) + bitsToDouble(b));
    case "fsub": return doubleToBits(bitsToDouble(a) - bitsToDouble(b));
    case "fmul": return doubleToBits(bitsToDouble(a) * bitsToDouble(b));
    case "fdiv": return doubleToBits(bitsToDouble(a) / bitsToDouble(b));
    case "neg": return wrap(-a, t);
    case "not": return wrap(~a, t);
    default: throw new Error(op);
  }
}

/** helper(a, b, ...) of the text below. */
export const helper = (v) => wrap(v.reduce((sum, x, k) => sum + x * BigInt(2 * k + 3), 0n), "i64");

/** What a function gives: its blocks as random_maker.mjs makes them, `slots` words of memory, the bits of its arguments. */
export function interpret(blocks, slots, args) {
  const value = new Map(args.map((x, k) => [k + 1, x]));
  const memory = Array(slots).fill(0n);
  const get = (x) => (x.constant !== undefined ? x.constant : value.get(x.v));
  let block = blocks[0];
  let from = 0;
  for (;;) {
    const incoming = block.phis.map((phi) => get(phi.pairs.get(from)));
    block.phis.forEach((phi, k) => value.set(phi.v, incoming[k]));
    for (const s of block.steps) {
      const o = s.operands.map(get);
      const t = s.operands[0]?.type;
      if (s.op === "store") { memory[s.extra] = o[0]; continue; }
      let r;
      if (s.op === "load") r = memory[s.extra];
      else if (s.op === "helper") r = helper(o);
      else if (s.op === "select") r = o[0] ? o[1] : o[2];
      else if (s.op === "bitsof") r = o[0];
      else if (s.op === "zext") r = o[0];
      else if (s.op === "sext") r = wrap(signed(o[0], t), s.type);
      else if (s.op === "trunc") r = wrap(o[0], s.type);
      else if (s.op === "stof") r = doubleToBits(Number(signed(o[0], t)));
      else r = evaluate(s.op, t === "f64" ? "f64" : t, o[0], o[1]);
      value.set(s.v, r);
    }
    const e = block.end;
    if (e.op === "ret") return get(e.value);
    from = block.id;
    if (e.op === "jump") block = e.to[0];
    else if (e.op === "branch") block = e.to[get(e.value) ? 0 : 1];
    else { const k = e.cases.indexOf(get(e.value)); block = e.to[k + 1]; }
  }
}
