// The version of the harness, as journals and reports state it.
// In: nothing. Out: a string.

/** Kept equal to package.json by a test. */
export const HARNESS_VERSION = '0.1.0';
