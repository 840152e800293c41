// Parameters as C text, in definitions and elsewhere. In: functions. Out: text.
import type { FunctionDefinition, Parameter } from '../program/ast.ts';
import { declare, declareQualified, type Names } from '../program/ctypes.ts';

/** Where parameters are listed: in a function's definition, in a prototype, in the type of a function. */
export type Listing = 'definition' | 'prototype' | 'type';

/** The parameters of a function. */
export function parameterList(names: Names, { parameters, named }: FunctionDefinition, listing: Listing): string {
  const list = parameters.slice(0, named).map((one) => printParameter(names, one, listing).trim());
  if (named < parameters.length) list.push('...');
  return list.length === 0 ? 'void' : list.join(', ');
}

/** A parameter; lengths need not be specified but in the definition (6.7.6.2p4). */
function printParameter(names: Names, { name, type, array, volatile }: Parameter, listing: Listing): string {
  const unspecified = { ...names, length: () => '*' };
  const own = listing === 'type' ? '' : name;
  if (array === undefined || volatile === true || type.kind !== 'pointer')
    return declareQualified(
      type,
      volatile === true && own !== '' ? 'volatile' : '',
      own,
      listing === 'definition' ? names : unspecified,
    );
  if (listing === 'type' || (listing === 'prototype' && !array.least))
    return declare(type.to, `${own}[*]`, unspecified);
  return declare(type.to, `${name}[${array.least ? 'static ' : ''}${array.bound}]`, names);
}
