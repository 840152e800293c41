// Makes random modules in the IR's text form: many phis, loops, switches, calls with values alive across them.
// In: a seed. Out: a text whose main gives 0, or the number of the first check whose result is not what random_meaning.mjs says.
import { bitsOf, doubleToBits, interpret, signed, wrap } from "./random_meaning.mjs";

let state = 1n;
const M64 = (1n << 64n) - 1n;
function next() {
  state ^= (state << 13n) & M64;
  state ^= state >> 7n;
  state ^= (state << 17n) & M64;
  return state;
}
const below = (n) => Number(next() % BigInt(n));
const pick = (list) => list[below(list.length)];
function constant(t) {
  const k = below(6);
  const x = k === 0 ? 0n : k === 1 ? BigInt(below(20)) - 10n : k === 2 ? 1n << BigInt(below(Number(bitsOf[t]))) : k === 3 ? (1n << (bitsOf[t] - 1n)) - BigInt(below(2)) : next();
  return wrap(x, t);
}
const literal = (x, t) => (t === "f64" ? `f64 bits(0x${x.toString(16)})` : `${t} ${t === "i1" ? x : signed(x, t)}`);

const intOps = ["add", "sub", "mul", "and", "or", "xor", "shl", "lshr", "ashr", "rotl", "rotr", "umulh", "smulh", "add", "sub", "xor"];
const compareOps = ["eq", "ne", "slt", "sle", "ult", "ule"];
const floatCompare = ["feq", "fne", "flt", "fle", "fltq", "fleq"];
const argTypes = ["i64", "i32", "i16", "i8", "f64", "i64", "i64", "i64", "f64"];

/** What helper() of random_meaning.mjs says. */
const helperText = [
  "function @helper i64 (i64, i64, i64, i64, i64, i64, i64, i64) {",
  ...[1, 2, 3, 4, 5, 6, 7, 8].map((k) => `  %${8 + k} = mul i64 %${k}, ${2 * k + 1}`),
  "  %17 = add i64 %9, %10",
  ...[11, 12, 13, 14, 15, 16].map((k, i) => `  %${18 + i} = add i64 %${17 + i}, %${k}`),
  "  ret %23", "}",
].join("\n");

/** A function: its text, and run(arguments), which says what it gives. */
function makeFunction(name) {
  let number = argTypes.length;
  const blocks = [];
  const count = 3 + below(8);
  const variables = Array.from({ length: 2 + below(9) }, () => pick(["i64", "i32", "i64", "f64", "i8", "i16", "i1"]));
  for (let k = 0; k <= count; k++) blocks.push({ id: k + 1, steps: [], phis: [], preds: [], end: null });
  const exit = blocks[count];
  const slots = 3;
  function step(block, type, op, operands, extra) {
    const s = { v: ++number, type, op, operands, extra };
    block.steps.push(s);
    return { v: s.v, type };
  }
  const operand = (pool, t, mayBeConstant = true) => {
    const fitting = pool.filter((x) => x.type === t);
    if (fitting.length && (!mayBeConstant || below(4))) return pick(fitting);
    return { constant: t === "f64" ? doubleToBits(pick([0, -0, 1, -1.5, 3e10, 1e-300, 7])) : constant(t), type: t };
  };
  /** The bits of a float, but for those of a NaN, which nothing says anything about. */
  function plainBits(block, x) {
    const number = step(block, "i1", "feq", [x, x]);
    return step(block, "i64", "select", [number, step(block, "i64", "bitsof", [x]), { constant: 99n, type: "i64" }]);
  }
  function convert(block, x, t) {
    if (x.type === t) return x;
    if (x.type === "f64") return convert(block, plainBits(block, x), t);
    if (t === "f64") return step(block, "f64", "stof", [bitsOf[x.type] < 32n ? step(block, "i32", "sext", [x]) : x]);
    return step(block, t, bitsOf[t] < bitsOf[x.type] ? "trunc" : pick(["zext", "sext"]), [x]);
  }
  function randomValue(block, pool, t) {
    if (below(8) === 0) return convert(block, pick(pool), t);
    if (below(10) === 0) return step(block, t, "select", [operand(pool, "i1"), operand(pool, t), operand(pool, t)]);
    if (t === "f64") return step(block, t, pick(["fadd", "fsub", "fmul", "fdiv"]), [operand(pool, t), operand(pool, t)]);
    if (t === "i1") {
      const kind = pick(["i64", "i32", "i16", "i8", "f64", "i1"]);
      if (kind === "i1") return step(block, t, pick(["and", "or", "xor"]), [operand(pool, t), operand(pool, t)]);
      return step(block, "i1", pick(kind === "f64" ? floatCompare : compareOps), [operand(pool, kind), operand(pool, kind)]);
    }
    if (below(12) === 0) {
      const divisor = step(block, t, "or", [operand(pool, t), { constant: 1n, type: t }]);
      return step(block, t, pick(["udiv", "urem"]), [operand(pool, t), divisor]);
    }
    if (below(16) === 0) return step(block, t, pick(["sdiv", "srem"]), [operand(pool, t), { constant: BigInt(2 + below(20)), type: t }]);
    if (below(10) === 0) return step(block, t, pick(["neg", "not"]), [operand(pool, t)]);
    if (t === "i64" && below(6) === 0) return step(block, t, "helper", Array.from({ length: 8 }, () => operand(pool, "i64")));
    if (t === "i64" && below(4) === 0) return step(block, t, "load", [], below(slots));
    return step(block, t, pick(intOps), [operand(pool, t), operand(pool, t)]);
  }
  // The entry gives the parameters and first values; they dominate everything.
  const shared = argTypes.map((type, k) => ({ v: k + 1, type }));
  for (let k = 0; k < slots; k++) blocks[0].steps.push({ op: "store", operands: [operand(shared, "i64")], extra: k });
  for (const block of [...blocks]) {
    const pool = [...shared];
    if (block.id > 1) {
      block.phis = [...variables, "i32"].map((type) => ({ v: ++number, type, pairs: new Map() }));
      for (let k = 0; k < 2; k++) pool.push(...block.phis.slice(0, -1)); // twice: they are the point
    }
    for (let k = below(7); k >= 0; k--) {
      const value = randomValue(block, pool, pick(["i64", "i32", "f64", "i8", "i16", "i1", "i64"]));
      pool.push(value);
      if (block.id === 1 && shared.length < 25) shared.push(value);
      if (below(4) === 0) block.steps.push({ op: "store", operands: [operand(pool, "i64")], extra: below(slots) });
    }
    if (block === exit) {
      let sum = { constant: 17n, type: "i64" };
      for (const phi of block.phis) {
        let x = phi;
        if (x.type === "f64") x = plainBits(block, x);
        else if (x.type !== "i64") x = step(block, "i64", "sext", [x]);
        const product = step(block, "i64", "mul", [sum, { constant: 31n, type: "i64" }]);
        sum = step(block, "i64", "xor", [product, x]);
      }
      for (let k = 0; k < slots; k++) sum = step(block, "i64", "add", [sum, step(block, "i64", "load", [], k)]);
      block.end = { op: "ret", value: sum };
      continue;
    }
    // The last phi is the fuel: when it is spent, control goes to the exit.
    const fuel = block.id === 1 ? { constant: BigInt(20 + below(200)), type: "i32" } : step(block, "i32", "sub", [block.phis.at(-1), { constant: 1n, type: "i32" }]);
    const target = () => blocks[1 + below(count)];
    if (block.id === 1) {
      block.end = { op: "jump", to: [target()] };
    } else {
      const spent = step(block, "i1", "sle", [fuel, { constant: 0n, type: "i32" }]);
      const middle = { id: blocks.length + 1, steps: [], phis: [], preds: [], end: null, extra: true };
      blocks.push(middle);
      block.end = { op: "branch", value: spent, to: [exit, middle] };
      const kind = below(3);
      if (kind === 0) middle.end = { op: "branch", value: randomValue(middle, pool, "i1"), to: [target(), target()] };
      else if (kind === 1) middle.end = { op: "jump", to: [target()] };
      else middle.end = { op: "switch", value: convert(middle, pick(pool), pick(["i32", "i8", "i64"])), to: Array.from({ length: 2 + below(5) }, target), cases: [] };
      if (kind === 2) {
        const t = middle.end.value.type;
        middle.end.cases = [...new Set(middle.end.to.slice(1).map((_, k) => (below(2) ? BigInt(k) : constant(t))))];
        middle.end.to = middle.end.to.slice(0, middle.end.cases.length + 1);
      }
      middle.pool = pool;
      middle.fuel = fuel;
    }
    block.pool = pool;
    block.fuel = fuel;
  }
  // Which values go along each edge.
  for (const block of blocks) {
    if (block.end.op === "ret") continue;
    for (const to of new Set(block.end.to)) {
      if (!to.phis.length) continue;
      to.phis.forEach((phi, k) => {
        phi.pairs.set(block.id, k === to.phis.length - 1 ? block.fuel : operand(block.pool, phi.type));
      });
    }
  }
  // Blocks that nothing reaches have phis without pairs; they are left out.
  const reachable = new Set();
  const work = [blocks[0]];
  while (work.length) {
    const b = work.pop();
    if (reachable.has(b)) continue;
    reachable.add(b);
    if (b.end.to) work.push(...b.end.to);
  }
  const order = blocks.filter((b) => reachable.has(b));
  for (const b of order) for (const phi of b.phis) for (const id of [...phi.pairs.keys()]) if (!order.some((p) => p.id === id && p.end.to?.includes(b))) phi.pairs.delete(id);

  const show = (x) => (x.constant !== undefined ? literal(x.constant, x.type) : `%${x.v}`);
  const lines = [`function @${name} i64 (${argTypes.map((t) => (t === "i8" || t === "i16" ? `${t} sext` : t)).join(", ")}) {`];
  for (let k = 1; k <= slots; k++) lines.push(`  slot $${k} size 8 align 8`);
  for (const block of order) {
    lines.push(`b${block.id}:`);
    for (const phi of block.phis) lines.push(`  %${phi.v} = phi ${phi.type} ${[...phi.pairs].map(([id, x]) => `[b${id} ${show(x)}]`).join(", ")}`);
    for (const s of block.steps) {
      const o = s.operands.map(show);
      if (s.op === "store") lines.push(`  store i64 ${o[0]}, $${s.extra + 1} align 8`);
      else if (s.op === "load") lines.push(`  %${s.v} = load i64 $${s.extra + 1} align 8`);
      else if (s.op === "helper") lines.push(`  %${s.v} = call i64 (i64, i64, i64, i64, i64, i64, i64, i64) @helper(${o.join(", ")})`);
      else if (s.op === "bitsof") lines.push(`  %${s.v} = bitcast i64 ${o[0]}`);
      else if (compareOps.includes(s.op) || floatCompare.includes(s.op)) lines.push(`  %${s.v} = ${s.op} ${s.operands[0].type} ${o.join(", ")}`);
      else lines.push(`  %${s.v} = ${s.op} ${s.type} ${o.join(", ")}`);
    }
    const e = block.end;
    if (e.op === "ret") lines.push(`  ret ${show(e.value)}`);
    else if (e.op === "jump") lines.push(`  jump b${e.to[0].id}`);
    else if (e.op === "branch") lines.push(`  branch ${show(e.value)}, b${e.to[0].id}, b${e.to[1].id}`);
    else lines.push(`  switch ${e.value.type} ${show(e.value)}, b${e.to[0].id} [${e.cases.map((c, k) => `${signed(c, e.value.type)} b${e.to[k + 1].id}`).join(", ")}]`);
  }
  lines.push("}");

  return { text: lines.join("\n"), run: (args) => interpret(blocks, slots, args) };
}

/** A module of four functions and a main that calls each three times. */
export function makeModule(seed) {
  state = BigInt(seed) * 0x9e3779b97f4a7c15n & M64 || 1n;
  for (let k = 0; k < 8; k++) next();
  const text = ["; seed " + seed, helperText];
  const main = ["function @main i32 () {"];
  let number = 0;
  let label = 1;
  for (let k = 0; k < 4; k++) {
    const f = makeFunction(`f${k}`);
    text.push(f.text);
    for (let round = 0; round < 3; round++) {
      const args = argTypes.map((t) => (t === "f64" ? doubleToBits((below(2000) - 1000) / 8) : constant(t)));
      const want = f.run(args);
      const call = ++number;
      const same = ++number;
      main.push(`b${label}:`, `  %${call} = call i64 (${argTypes.map((t) => (t === "i8" || t === "i16" ? `${t} sext` : t)).join(", ")}) @f${k}(${args.map((x, j) => literal(x, argTypes[j])).join(", ")})`);
      main.push(`  %${same} = eq i64 %${call}, ${signed(want, "i64")}`, `  branch %${same}, b${label + 2}, b${label + 1}`, `b${label + 1}:`, `  ret ${k * 3 + round + 1}`);
      label += 2;
    }
  }
  main.push(`b${label}:`, "  ret 0", "}");
  text.push(main.join("\n"));
  return text.join("\n") + "\n";
}
