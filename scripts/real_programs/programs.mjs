// The real programs, by the names that fetch_sources.mjs knows them by.
import { bzip2 } from './bzip2.mjs';
import { lua } from './lua.mjs';
import { mbedtls } from './mbedtls.mjs';
import { sqlite } from './sqlite.mjs';
import { xz } from './xz.mjs';
import { zlib } from './zlib.mjs';

/** @type {Record<string, import('./program.mjs').Program>} */
export const programs = { zlib, lua, bzip2, sqlite, xz, mbedtls };
