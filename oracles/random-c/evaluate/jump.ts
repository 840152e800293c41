// setjmp and longjmp (C17 7.13): where a jump goes, and which objects have no value after it. The language is narrower than C:
// an environment lasts no longer than the statement of its setjmp. In: a machine. Out: jumps as exceptions, lost objects.
import type { Stmt } from '../program/ast.ts';
import type { Setjmp } from '../program/jumps.ts';
import { asInteger } from './access.ts';
import { type Exit, flag, type Frame, InvalidProgram, type Machine, step } from './machine.ts';
import type { Environment, JumpStmt, Lost, MemoryObject } from './memory.ts';
import { locate, objectAt } from './place.ts';

/** How often a jump is taken before it takes fuel. */
const FREE_JUMPS = 20;

/** On its way from longjmp to setjmp. */
class Jump extends Error {
  readonly environment: Environment;
  readonly value: bigint;
  readonly from: JumpStmt;

  constructor(environment: Environment, value: bigint, from: JumpStmt) {
    super('a jump to nowhere');
    this.environment = environment;
    this.value = value;
    this.from = from;
  }
}

/** The scalars of an object. */
function scalarsOf(object: MemoryObject): readonly (MemoryObject & { o: 'scalar' })[] {
  switch (object.o) {
    case 'scalar':
      return [object];
    case 'array':
      return object.items.flatMap(scalarsOf);
    case 'record':
      return [...object.fields.values()].flatMap(scalarsOf);
    case 'buffer':
      return [];
  }
}

/** The locals of a function that a jump can spoil, with how often each was written. */
function snapshot({ variables, volatile }: Frame): ReadonlyMap<string, readonly (readonly [MemoryObject, number])[]> {
  const locals = [...variables].filter(([name]) => !volatile.has(name));
  return new Map(
    locals.map(([name, object]) => [name, scalarsOf(object).map((one) => [one, one.writes] as const)] as const),
  );
}

/** What has been changed since setjmp has no value any more (7.13.2.1p3). */
function lose(frame: Frame, before: ReturnType<typeof snapshot>, jump: JumpStmt): void {
  for (const [name, scalars] of before) {
    const lost: Lost = { frame: frame.name, name, jump };
    for (const [object, writes] of scalars) if (object.o === 'scalar' && object.writes !== writes) object.lost = lost;
  }
}

/** Executes what a setjmp decides, again for each jump back to it. */
export function withEnvironment(machine: Machine, frame: Frame, { buffer }: Setjmp, body: () => Exit): Exit {
  const object = objectAt(locate(machine, frame, buffer));
  if (object.o !== 'buffer') throw new InvalidProgram('setjmp needs a jump buffer');
  const environment: Environment = { alive: true };
  object.environment = environment;
  const before = snapshot(frame);
  machine.landing = 0n;
  try {
    for (;;) {
      try {
        return body();
      } catch (error) {
        if (!(error instanceof Jump) || error.environment !== environment) throw error;
        step(machine);
        lose(frame, before, error.from);
        machine.landing = error.value;
      }
    }
  } finally {
    environment.alive = false;
  }
}

/** What setjmp returns: zero, and then what each jump brings. */
export function landing(machine: Machine): bigint {
  const { landing: value } = machine;
  if (value === undefined) throw new InvalidProgram('setjmp stands where C has none');
  machine.landing = undefined;
  return value;
}

/** longjmp: it never returns, but in its safe form, or when there is no fuel. */
export function jump(machine: Machine, frame: Frame, node: Extract<Stmt, { s: 'jump' }>): void {
  if (node.safe === true) return;
  if (node.counted === true && machine.fuel !== undefined) {
    if (machine.fuel <= 0) return;
    machine.fuel--;
  }
  const object = objectAt(locate(machine, frame, node.buffer));
  if (object.o !== 'buffer') throw new InvalidProgram('longjmp needs a jump buffer');
  const value = asInteger(machine.evaluate(frame, node.value));
  // To a function that has returned, or to no setjmp at all (7.13.2.1p2).
  if (object.environment?.alive !== true) {
    flag(machine, node);
    return;
  }
  const times = (machine.jumps.get(node) ?? 0) + 1;
  machine.jumps.set(node, times);
  if (times > FREE_JUMPS && node.counted !== true) {
    node.counted = true;
    machine.flips++;
    machine.doubts++;
  }
  // 7.13.2.1p4.
  throw new Jump(object.environment, value === 0n ? 1n : value, node);
}

/** Notes that an object is read which has lost its value; `read` is what does that, where it has a safe form. */
export function noteRead(machine: Machine, object: MemoryObject, read?: { safe?: boolean }): void {
  if (machine.jumps.size === 0) return;
  const lost = object.o === 'scalar' ? object.lost : scalarsOf(object).find((one) => one.lost !== undefined)?.lost;
  if (lost === undefined) return;
  machine.lostReads.push({ lost, read });
  machine.flips++;
  machine.doubts++;
}
