/*
 * The idiom that the cases of this corpus share: a failed check ends the
 * function with a code made from its line, so the exit code says where.
 * In: a condition. Out: 1 + (line modulo 125), never 0 and never a signal's code.
 * It includes nothing, so that a case needs no more of the compiler than its subject.
 */
#ifndef CORPUS_CHECK_H
#define CORPUS_CHECK_H

/* Leaves the enclosing function, which returns int, when the condition is false. */
#define CHECK(condition)                                                       \
    do {                                                                       \
        if (!(condition))                                                      \
            return 1 + __LINE__ % 125;                                         \
    } while (0)

/* Calls a function that itself uses CHECK, and passes its failure on. */
#define RUN(call)                                                              \
    do {                                                                       \
        int run_result = (call);                                               \
        if (run_result != 0)                                                   \
            return run_result;                                                 \
    } while (0)

#endif
