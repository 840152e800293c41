// What a check can come to. An oracle returns a Verdict; every report is made from these and from nothing else.
// In: nothing. Out: the unions Verdict, Evidence and SkipCause.

/** One place where two files differ, as far as the format readers could name it. */
export interface Difference {
  /** Path of the file inside the stage, or of the object inside the archive as `archive(member)`. */
  readonly file: string;
  /** What was compared with what, for example `stage2` and `stage3`. */
  readonly sides: readonly [string, string];
  /** Byte offset of the first difference in the file; -1 if one side is absent. */
  readonly offset: number;
  readonly section?: string;
  /** Offset of the first difference inside the section. */
  readonly sectionOffset?: number;
  readonly symbol?: string;
  /** `file:line`; `(declared)` is appended when only the definition of the function could be found. */
  readonly line?: string;
  /** The first differing bytes of both sides in hexadecimal. */
  readonly bytes?: readonly [string, string];
}

/** What supports a failure. */
export type Evidence =
  | { readonly kind: 'difference'; readonly difference: Difference }
  | { readonly kind: 'output'; readonly label: string; readonly expected: string; readonly actual: string }
  | { readonly kind: 'text'; readonly label: string; readonly text: string };

/**
 * Why something was not checked. `not-applicable` is stated by the case itself; `missing-tool` is an incomplete machine,
 * which is allowed on a developer's machine and is a failure under CI.
 */
export type SkipCause = 'not-applicable' | 'missing-tool';

export type Verdict =
  /** `comparisons` is how many things were really compared: zero never passes. */
  | { readonly kind: 'pass'; readonly comparisons: number; readonly detail?: string }
  | {
      readonly kind: 'fail';
      readonly summary: string;
      readonly evidence: readonly Evidence[];
      /** How often the failure came back when it was tried again from scratch. */
      readonly confirmed?: { readonly seen: number; readonly of: number };
    }
  | { readonly kind: 'skip'; readonly cause: SkipCause; readonly reason: string }
  /** A failure that the case announces, until the day `expires` (YYYY-MM-DD). */
  | { readonly kind: 'known'; readonly reason: string; readonly expires: string }
  /** Nothing can be concluded: a limit was hit, a stage is absent, the disk is full. */
  | { readonly kind: 'inconclusive'; readonly reason: string };

export type VerdictKind = Verdict['kind'];

/** A short constructor for failures, since oracles write many. */
export function fail(summary: string, evidence: readonly Evidence[] = []): Verdict {
  return { kind: 'fail', summary, evidence };
}

/**
 * Settles a verdict against what the case announces: an announced failure is `known` until it expires, and an announced
 * failure that passes is itself a failure, because the announcement is out of date.
 * @param today YYYY-MM-DD
 */
export function settleKnown(
  verdict: Verdict,
  announced: { readonly reason: string; readonly expires: string } | undefined,
  today: string,
): Verdict {
  if (announced === undefined) return verdict;
  if (verdict.kind === 'pass')
    return fail(`passes, but is announced as a known failure (${announced.reason}): remove the announcement`);
  if (verdict.kind !== 'fail') return verdict;
  if (today > announced.expires) {
    return {
      ...verdict,
      summary: `${verdict.summary}; was known (${announced.reason}) but expired ${announced.expires}`,
    };
  }
  return { kind: 'known', reason: `${announced.reason}: ${verdict.summary}`, expires: announced.expires };
}
