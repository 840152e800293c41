// Where setjmp may stand (C17 7.13.1.1p4), and what the static half of validity asks of it. In: statements. Out: the setjmp
// of a statement.
import type { Expr, Program, Stmt } from './ast.ts';
import { type Part, visit } from './uses.ts';

export type Setjmp = Extract<Expr, { e: 'setjmp' }>;

/** A whole controlling expression, its negation, or its comparison with a constant. */
function setjmpIn(value: Expr): Setjmp | undefined {
  if (value.e === 'setjmp') return value;
  if (value.e === 'unary') return value.op === '!' && value.operand.e === 'setjmp' ? value.operand : undefined;
  if (value.e !== 'compare') return undefined;
  const { left, right } = value;
  if (left.e === 'setjmp' && right.e === 'int') return left;
  return right.e === 'setjmp' && left.e === 'int' ? right : undefined;
}

/** The setjmp that decides what a statement does, or that is all of it. */
export function setjmpOf(statement: Stmt): Setjmp | undefined {
  if (statement.s === 'if' || statement.s === 'skip') return setjmpIn(statement.condition);
  if (statement.s === 'switch') return setjmpIn(statement.value);
  return statement.s === 'expression' && statement.value.e === 'setjmp' ? statement.value : undefined;
}

/** Whether setjmp stands only where C allows it, in what is never executed, too. */
export function setjmpsAreFine(program: Program): boolean {
  const allowed = new Set<object>();
  let fine = true;
  visit(program as unknown as Part, (part) => {
    const own = part.s === undefined ? undefined : setjmpOf(part as unknown as Stmt);
    if (own !== undefined) allowed.add(own);
    if (part.e === 'setjmp' && !allowed.has(part)) fine = false;
  });
  return fine;
}
