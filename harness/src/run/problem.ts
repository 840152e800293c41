// Telling the machine's fault from the subject's. In: anything thrown. Out: a sentence, or undefined.
import { messageOf } from '../model/errors.ts';

/** What to say when an exception means that the machine has run out of something. */
export function environmentProblem(error: unknown): string | undefined {
  const code = (error as NodeJS.ErrnoException | undefined)?.code ?? '';
  switch (code) {
    case 'ENOSPC':
      return `the disk is full (${messageOf(error)}); the run can be taken up when there is room`;
    case 'EMFILE':
    case 'ENFILE':
      return `too many open files (${messageOf(error)}); try fewer --jobs`;
    case 'ENOMEM':
      return `out of memory (${messageOf(error)}); try fewer --jobs`;
    case 'EACCES':
    case 'EROFS':
      return `not writable or not readable (${messageOf(error)})`;
    default:
      return undefined;
  }
}
