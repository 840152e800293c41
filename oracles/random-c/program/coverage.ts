// What programs really contain, feature by feature: a generator that may use something need not. In: programs.
// Out: the features of one, and for each feature how many have it.
import type { FunctionDefinition, Place, Program } from './ast.ts';
import { type CType, intTraits, isVariable } from './ctypes.ts';
import { type Feature, FEATURE_NAMES } from './features.ts';
import { namesIn, type Part, usedNames, visit } from './uses.ts';

function typeFeatures(type: CType): readonly Feature[] {
  switch (type.kind) {
    case 'int':
      if (type.name === '_Bool') return ['bool'];
      if (type.name.includes('128')) return ['int128'];
      if (type.name.includes('long long')) return ['long-long'];
      if (type.name.includes('long')) return ['long-integers'];
      return intTraits(type).bits < 32 ? ['narrow-integers'] : [];
    case 'float':
      return [type.name === 'long double' ? 'long-double' : type.name];
    case 'enum':
      return ['enum'];
    case 'pointer':
      return ['pointer'];
    case 'array':
      return type.of.kind === 'array' ? ['array', 'nested-array'] : ['array'];
    case 'record':
      return ['struct'];
    case 'jump-buffer':
      return [];
  }
}

const expressionFeatures: Readonly<Record<string, Feature>> = {
  call: 'call',
  conditional: 'conditional',
  comma: 'comma',
  logical: 'logical',
  step: 'increment-decrement',

  character: 'string',
  'character-constant': 'string',
  generic: 'generic',
  block: 'statement-expression',
  overflow: 'overflow-builtin',
  atomic: 'atomic-builtin',
  literal: 'compound-literal',
  setjmp: 'setjmp',
};

const statementFeatures: Readonly<Record<string, Feature>> = {
  switch: 'switch',
  skip: 'goto',
  irreducible: 'irreducible-loop',
  dispatch: 'computed-goto',
  break: 'break-continue',
  continue: 'break-continue',
  return: 'early-return',
};

function isPointerToVariable(type: CType): boolean {
  return type.kind === 'pointer' && isVariable(type.to);
}

/** A constant of more than 64 bits. */
function isHuge({ e, value }: Part): boolean {
  return e === 'int' && BigInt.asIntN(64, value as bigint) !== value;
}

function partFeatures(part: Part): readonly Feature[] {
  const found: Feature[] = [];
  const expression = expressionFeatures[part.e as string];
  if (expression !== undefined) found.push(expression);
  const statement = statementFeatures[part.s as string];
  if (statement !== undefined) found.push(statement);
  if (part.s === 'loop') found.push(part.form as Feature);
  if (part.e === 'assign' && part.op !== '') found.push('compound-assignment');
  if (part.op === '<<' || part.op === '>>') found.push('shift');
  if (part.op === '/' || part.op === '%') found.push('division');
  if (part.c === 'table') found.push('function-table');
  if (part.c === 'choice') found.push('function-choice');
  if (part.qualifier === 'const') found.push('const');
  if (part.qualifier === 'volatile') found.push('volatile');
  if (part.designated === true) found.push('designated');
  if (part.i === 'value' && isHuge(part.value as Part)) found.push('int128-static');
  if (part.e === 'advance' || part.e === 'difference') found.push('pointer-arithmetic');
  if (part.s === 'walk') found.push('pointer-walk');
  if (part.home !== undefined) found.push('stored-pointer');
  if (part.qualifier === '_Atomic') found.push('atomic');
  if (part.how === 'vla' || part.how === 'alloca') found.push(part.how);
  if (part.kind === 'array' && part.vary !== undefined) found.push('vla');
  if (part.kind === 'array' && isVariable(part.of as CType)) found.push('nested-vla');
  if (part.bound !== undefined) found.push('vla-parameter');
  const sized =
    part.e === 'size' ? (part.place as Place).type
    : part.e === 'sizeof' ? (part.of as CType)
    : undefined;
  if (sized !== undefined) found.push(isVariable(sized) ? 'vla-sizeof' : 'sizeof');
  if (part.s === 'declaration' && isPointerToVariable(part.type as CType)) found.push('vla-pointer');
  if (part.thread === true) found.push('thread-local');
  if (part.i === 'string') found.push('string-initializer');
  if (typeof part.prefix === 'string' && part.prefix !== '') found.push('wide-string');
  if (part.last !== undefined) found.push('range-designator');
  if (part.falls === true) found.push('fallthrough');
  if (typeof part.low === 'bigint' && part.low !== part.high) found.push('case-range');
  if (part.p === 'field' && part.bits !== undefined) found.push('bit-field');
  if (part.p === 'field' && part.union === true) found.push('union');
  const type = part.type as CType | undefined;
  if (type !== undefined && typeof type === 'object') found.push(...typeFeatures(type));
  if ((part.e === 'call' || part.e === 'assign') && type?.kind === 'record') found.push('struct-by-value');
  return found;
}

/** Features of statements lists that are not seen from one part alone. */
function contextFeatures(program: Program): readonly Feature[] {
  const used = usedNames(program);
  const found = program.functions.filter(({ name }) => used.has(name)).flatMap(functionFeatures);
  visit({ body: program.main }, (part) => {
    if (part.s === 'declaration' && part.storage === 'static') found.push('static-local');
  });
  for (const { fields, tag } of program.records) {
    if (used.has(tag) && fields.some(({ type }) => type.kind === 'record')) found.push('nested-struct');
  }
  visit(program as unknown as Part, (part) => {
    if (part.e !== 'assign' && part.e !== undefined && (part.value as Part | undefined)?.e === 'assign')
      found.push('assignment-value');
    for (const key of ['operand', 'left', 'right', 'condition', 'value', 'yes', 'no']) {
      const inner = part[key] as Part | undefined;
      if (inner?.e === 'assign' && part.s !== 'expression') found.push('assignment-value');
    }
    if (depthOf(part) > 12) found.push('deep-expressions');
  });
  return found;
}

/** Features of a function as a whole. */
function functionFeatures({ name, parameters, named, body, unit }: FunctionDefinition): readonly Feature[] {
  const found: Feature[] = [];
  if (parameters.length > 6) found.push('many-arguments');
  if (named < parameters.length) found.push('varargs');
  if (body.length > 14) found.push('long-functions');
  if (body.filter(({ s }) => s === 'declaration').length > 9) found.push('many-live-values');
  if (unit === 1) found.push('two-units');
  if (jumpsOut(body)) found.push('longjmp-from-callee');
  visit({ body }, (part) => {
    const names = part.c === 'direct' ? [part.name] : ((part.names as string[] | undefined) ?? []);
    if (part.c !== undefined && names.includes(name)) found.push('recursion');
    if (part.s === 'declaration' && part.storage === 'static') found.push('static-local');
  });
  return found;
}

/** Whether a jump is taken to a buffer that no setjmp of the function has. */
function jumpsOut(body: FunctionDefinition['body']): boolean {
  const text = (place: unknown): string => [...namesIn([place as Part])].join();
  const [own, left] = [new Set<string>(), new Set<string>()];
  visit({ body }, (part) => {
    if (part.e === 'setjmp') own.add(text(part.buffer));
    if (part.s === 'jump' && part.safe !== true) left.add(text(part.buffer));
  });
  return [...left].some((buffer) => !own.has(buffer));
}

function depthOf(part: Part): number {
  if (part.s !== 'mix' && part.s !== 'expression') return 0;
  let deepest = 0;
  const down = (inner: unknown, depth: number): void => {
    if (typeof inner !== 'object' || inner === null) return;
    deepest = Math.max(deepest, depth);
    for (const next of Object.values(inner)) down(next, depth + ('e' in inner ? 1 : 0));
  };
  down(part.value, 0);
  return deepest;
}

/** The features of one program, sorted. */
export function featuresOf(program: Program): readonly Feature[] {
  const present = new Set<Feature>(contextFeatures(program));
  visit(program as unknown as Part, (part) => {
    for (const feature of partFeatures(part)) present.add(feature);
  });
  return [...present].sort();
}

/** The features of one function of a program, main too, and of the objects that it mentions; sorted. */
export function featuresOfFunction(program: Program, name: string): readonly Feature[] {
  const definition = program.functions.find((one) => one.name === name);
  const main = definition?.body ?? program.main;
  const parameters = definition?.parameters.map(({ type }) => ({ type })) ?? [];
  const mentioned = namesIn([{ main, parameters }]);
  const globals = program.globals.filter((global) => mentioned.has(global.name));
  const records = program.records.filter(({ tag }) => namesIn([{ main, parameters, globals }]).has(tag));
  const own = featuresOf({ ...program, main, functions: [], globals, records, enums: [] });
  const about = definition === undefined ? [] : functionFeatures(definition);
  return [...new Set([...own, ...about, ...parameters.flatMap(({ type }) => typeFeatures(type))])].sort();
}

/** For each feature, in how many of the programs it occurs. */
export function coverage(programs: readonly Program[]): ReadonlyMap<Feature, number> {
  const counts = new Map<Feature, number>(FEATURE_NAMES.map((name) => [name, 0]));
  for (const program of programs) {
    for (const feature of featuresOf(program)) counts.set(feature, (counts.get(feature) ?? 0) + 1);
  }
  return counts;
}
