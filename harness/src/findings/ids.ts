// Names of findings and buckets: short, speakable, and the same on every machine, because they come from digests.
// In: anything. Out: eight letters and digits.
import { digestValue } from '../store/digest.ts';

// Crockford's base 32: no letter that can be read as another.
const ALPHABET = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';
const LENGTH = 8;

/** A name for a value: 40 bits of its digest. */
export function shortId(value: unknown): string {
  const digest = digestValue(value);
  let bits = BigInt(`0x${digest.slice(0, 10)}`);
  let id = '';
  for (let place = 0; place < LENGTH; place++) {
    id = (ALPHABET[Number(bits & 31n)] ?? '0') + id;
    bits >>= 5n;
  }
  return id;
}
