// Where the harness's own sources are. In: nothing; the launcher says it when it has compiled them to somewhere else.
// Out: a directory.
import { fileURLToPath } from 'node:url';

declare const KIT_HARNESS_HOME: string | undefined;

/** The directory `src`. */
export const HARNESS_SOURCES =
  typeof KIT_HARNESS_HOME === 'string' ? KIT_HARNESS_HOME : fileURLToPath(new URL('.', import.meta.url));
