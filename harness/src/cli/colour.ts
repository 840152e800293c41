// Whether stdout wants colour: a terminal that can, or a user who insists. In: the environment. Out: yes or no.

/** Obeys FORCE_COLOR and NO_COLOR, then asks the terminal. */
export function wantsColour(): boolean {
  const force = process.env.FORCE_COLOR;
  if (force !== undefined) return force !== '0' && force !== 'false';
  return process.stdout.isTTY && process.stdout.hasColors();
}
