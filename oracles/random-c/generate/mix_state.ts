// Statements that fold variables into the checksum, member by member. Of a union every member is folded; repair makes zeros
// of those that were not written last. In: variables. Out: statements.
import type { Expr, Parameter, Place, Program, Stmt } from '../program/ast.ts';
import { type CType, INT } from '../program/ctypes.ts';
import { recordOf } from '../evaluate/memory.ts';
import { readType } from '../program/operands.ts';

/** The name of a global that stands for the target of a null pointer. */
type HomeOf = (type: CType) => string;

/** Folds every scalar of the variables. */
export function mixAll(program: Program, variables: readonly Parameter[], homeOf: HomeOf): Stmt[] {
  return variables.flatMap(({ name, type }) => mixPlace(program, { p: 'variable', type, name }, `${name}_`, homeOf));
}

function mixPlace(program: Program, place: Place, prefix: string, homeOf: HomeOf): Stmt[] {
  const { type } = place;
  switch (type.kind) {
    case 'pointer': {
      if (type.to.kind === 'jump-buffer') return [];
      // What a pointer in the target of a pointer points to is folded elsewhere.
      if (type.to.kind === 'pointer' || prefix.startsWith('*')) return [];
      // A pointer to an array is never null.
      const home = type.to.kind === 'array' ? {} : { home: homeOf(type.to) };
      const pointer: Expr = { e: 'read', type, place };
      return mixPlace(program, { p: 'target', type: type.to, pointer, ...home }, `*${prefix}`, homeOf);
    }
    case 'array': {
      const counter = `${prefix.replace('*', '')}i`;
      const index: Expr = { e: 'read', type: INT, place: { p: 'variable', type: INT, name: counter } };
      const body = mixPlace(program, { p: 'element', type: type.of, base: place, index }, `${prefix}i`, homeOf);
      if (body.length === 0) return [];
      return [{ s: 'loop', form: 'for', counter, type: INT, count: type.length, body }];
    }
    case 'record': {
      const { union, fields } = recordOf(type.tag, new Map(program.records.map((record) => [record.tag, record])));
      return fields.flatMap((field) => {
        const bits = field.bits === undefined ? {} : { bits: field.bits };
        const member: Place = { p: 'field', type: field.type, base: place, field: field.name, union, ...bits };
        return mixPlace(program, member, `${prefix}${field.name}`, homeOf);
      });
    }
    case 'jump-buffer':
      return [];
    case 'int':
    case 'enum':
    case 'float':
      return [{ s: 'mix', value: { e: 'read', type: readType(place), place } }];
  }
}
