// The program model: typed abstract syntax of the generated language, plain data with names for references. A node that
// could be undefined for some operands has a flag `safe`: repair sets it, and the printer then writes a form that is
// defined for all operands. In: types. Out: Program and its parts.
import type { CType, FloatType, IntType, PointerType, RecordType } from './ctypes.ts';
import type { StringPrefix } from './strings.ts';

export type ArithmeticOperator = '+' | '-' | '*' | '/' | '%' | '&' | '|' | '^' | '<<' | '>>';
export type Comparison = '<' | '>' | '<=' | '>=' | '==' | '!=';

type AtomicArithmetic = 'add' | 'sub' | 'and' | 'or' | 'xor' | 'nand';
export type AtomicOperator =
  | `fetch_${AtomicArithmetic}`
  | `${AtomicArithmetic}_fetch`
  | 'load_n'
  | 'store_n'
  | 'exchange_n'
  | 'compare_exchange_n';
export type MemoryOrder = 'RELAXED' | 'ACQUIRE' | 'RELEASE' | 'ACQ_REL' | 'SEQ_CST';

/** An lvalue. */
export type Place =
  /** Atomic: its value has to lose that qualifier where it keeps its type. */
  | { p: 'variable'; type: CType; name: string; atomic?: true }
  | { p: 'field'; type: CType; base: Place; field: string; bits?: number; union: boolean }
  /** An element of an array. Safe: the index modulo the length. */
  | { p: 'element'; type: CType; base: Place; index: Expr; safe?: boolean }
  /** Safe: the home instead of null; the pointer then has no effects. */
  | { p: 'target'; type: CType; pointer: Expr; home?: string | undefined; safe?: boolean }
  /** pointer[index]. Safe: pointer[0], or the home instead of null. */
  | { p: 'offset'; type: CType; pointer: Expr; index: Expr; home?: string | undefined; safe?: boolean };

export type Callee =
  | { c: 'direct'; name: string }
  /** A constant table of function pointers. */
  | { c: 'table'; names: string[]; table: string; index: Expr }
  | { c: 'choice'; condition: Expr; names: [string, string] };

export type Expr =
  | { e: 'int'; type: CType; value: bigint }
  /** A whole number of long double may have more digits than a number. */
  | { e: 'float'; type: FloatType; value: number | bigint }
  | { e: 'enumerator'; type: IntType; name: string; value: bigint }
  /** The value of a place. Safe (a union member that was not written last): zero. */
  | { e: 'read'; type: CType; place: Place; safe?: boolean }
  | { e: 'address'; type: PointerType; place: Place }
  /** pointer + offset. Safe: the pointer. */
  | { e: 'advance'; type: PointerType; op: '+' | '-'; pointer: Expr; offset: Expr; safe?: boolean }
  /** left - right. Safe (not into one array): zero. */
  | { e: 'difference'; type: IntType; left: Expr; right: Expr; safe?: boolean }
  | { e: 'unary'; type: CType; op: '-' | '~' | '!' | '+'; operand: Expr; safe?: boolean }
  | { e: 'binary'; type: CType; op: ArithmeticOperator; left: Expr; right: Expr; safe?: boolean }
  | { e: 'compare'; type: IntType; op: Comparison; left: Expr; right: Expr }
  | { e: 'logical'; type: IntType; op: '&&' | '||'; left: Expr; right: Expr }
  | { e: 'conditional'; type: CType; condition: Expr; yes: Expr; no: Expr }
  | { e: 'comma'; type: CType; left: Expr; right: Expr }
  /** Implicit: stands where the language converts by itself, and is not written. */
  | { e: 'cast'; type: CType; operand: Expr; implicit?: boolean; safe?: boolean }
  | { e: 'call'; type: CType; callee: Callee; args: Expr[] }
  | { e: 'assign'; type: CType; place: Place; op: ArithmeticOperator | ''; value: Expr; safe?: boolean }
  | { e: 'step'; type: CType; place: Place; op: '++' | '--'; prefix: boolean; safe?: boolean }
  | { e: 'sizeof'; type: IntType; of: CType }
  /** sizeof of a place, which is evaluated only if the size is computed. */
  | { e: 'size'; type: IntType; place: Place }
  /** A character of a string literal. Safe: the index modulo the size. */
  | { e: 'character'; type: IntType; prefix: StringPrefix; text: string; index: Expr; safe?: boolean }
  | { e: 'character-constant'; type: IntType; prefix: StringPrefix; text: string }
  | { e: 'generic'; type: IntType; control: Expr; arms: { type: CType; value: bigint }[]; other: bigint }
  | { e: 'block'; type: CType; body: Stmt[]; value: Expr }
  | { e: 'literal'; type: RecordType; init: Init }
  /** __atomic_OP: the old value (fetch_*, load_n, exchange_n), the new one (*_fetch), or whether it was exchanged. */
  | { e: 'atomic'; type: IntType; op: AtomicOperator; order: MemoryOrder; place: Place; value: Expr; expected?: Expr }
  /** Stands only where setjmpOf finds it. Its environment lasts as long as the statement, or as the rest of the list. */
  | { e: 'setjmp'; type: IntType; buffer: Place }
  | { e: 'null'; type: PointerType }
  | { e: 'overflow'; type: IntType; op: 'add' | 'sub' | 'mul'; left: Expr; right: Expr; place: Place };

/** An initializer; what a list leaves out is zero. */
export type Init =
  | { i: 'value'; value: Expr }
  | { i: 'fields'; designated: boolean; items: { field: string; init: Init }[] }
  /** `last`: the end of a range of elements that all have this value. */
  | { i: 'elements'; designated: boolean; items: { index: number; last?: number; init: Init }[] }
  /** Of an array of characters. */
  | { i: 'string'; prefix: StringPrefix; text: string };

export interface SwitchCase {
  low: bigint;
  high: bigint;
  body: Stmt[];
  falls: boolean;
  isDefault: boolean;
}

export type Stmt =
  | Declaration
  | { s: 'expression'; value: Expr }
  /** Folds a scalar into the checksum. */
  | { s: 'mix'; value: Expr }
  | { s: 'if'; condition: Expr; then: Stmt[]; otherwise: Stmt[] }
  | {
      s: 'loop';
      form: 'for' | 'while' | 'do';
      counter: string;
      type: IntType;
      count: number;
      first?: number;
      body: Stmt[];
    }
  /** A pointer runs over the elements of an array. */
  | { s: 'walk'; name: string; type: PointerType; base: Place; count: number; body: Stmt[] }
  | { s: 'switch'; value: Expr; cases: SwitchCase[] }
  | { s: 'compound'; body: Stmt[] }
  /** if (condition) goto past; body; past: */
  | { s: 'skip'; label: string; condition: Expr; body: Stmt[] }
  /** A loop with two entries: goto into its middle, and back to its top while the counter lasts. */
  | { s: 'irreducible'; label: string; condition: Expr; count: number; top: Stmt[]; middle: Stmt[] }
  /** A computed goto into a row of blocks, each of which falls into the next or leaves. */
  | { s: 'dispatch'; label: string; index: Expr; blocks: { body: Stmt[]; leaves: boolean }[] }
  /** longjmp. Counted: it takes fuel like a call. Safe (to what has been left): it is never taken. */
  | { s: 'jump'; buffer: Place; value: Expr; counted?: boolean; safe?: boolean }
  | { s: 'break' }
  | { s: 'continue' }
  | { s: 'return'; value: Expr };

export interface Declaration {
  s: 'declaration';
  name: string;
  type: CType;
  init: Init;
  storage: '' | 'static';
  qualifier: '' | 'const' | 'volatile' | '_Atomic';
  /**
   * An array whose length is computed: that of the type and up to three elements more, which nobody touches. Bare: nothing
   * mentions it, and it is not zeroed.
   */
  room?: { how: 'vla' | 'alloca'; more: Expr; bare?: boolean };
  /** A constant that lengths of arrays can be: at least so large. */
  least?: number;
  /** The type has a name of its own (6.7.8). */
  alias?: true;
  /** Of static storage: each thread has its own. */
  thread?: boolean;
  /** Of a global: the translation unit that defines it. */
  unit?: 0 | 1;
}

export interface Field {
  name: string;
  type: CType;
  /** Width of a bit-field. */
  bits?: number;
}

export interface RecordDefinition {
  tag: string;
  union: boolean;
  fields: Field[];
}

export interface EnumDefinition {
  tag: string;
  items: { name: string; value: bigint }[];
}

export interface Parameter {
  name: string;
  type: CType;
  volatile?: boolean;
  /** Of a pointer: written as an array of so many elements, or of at least so many (6.7.6.3p7). */
  array?: { bound: string; least: boolean };
}

export interface FunctionDefinition {
  name: string;
  result: CType;
  parameters: Parameter[];
  /** How many of the parameters are named in the prototype; the others come through va_arg. */
  named: number;
  /** What it returns when the fuel is used up, and falling off its end. */
  fallback: Expr;
  external: boolean;
  /** Its calls are not counted: it is a part of another function, whose calls are. */
  free?: boolean;
  /** The translation unit that defines it. */
  unit?: 0 | 1;
  body: Stmt[];
}

export interface Program {
  records: RecordDefinition[];
  enums: EnumDefinition[];
  globals: Declaration[];
  functions: FunctionDefinition[];
  main: Stmt[];
  /** How many calls, and jumps that are counted, there can be: bounds every recursion. Absent: they end by themselves. */
  fuel: number | undefined;
  /** It prints the values that others fold into a checksum, and returns 0: what shrinking makes of a program. */
  plain?: boolean;
}
