/*
 * The functions behind the macros of <stdatomic.h> that are no generic ones (C11 7.17.4, 7.17.8): for a program that takes
 * their address or writes (atomic_flag_clear)(f). In: as the standard says. Out: likewise. Hidden: they have no state.
 */
#include <stdatomic.h>

#include "runtime.h"

RUNTIME void (atomic_thread_fence)(memory_order order) { atomic_thread_fence(order); }
RUNTIME void (atomic_signal_fence)(memory_order order) { atomic_signal_fence(order); }
RUNTIME _Bool (atomic_flag_test_and_set)(volatile atomic_flag *flag) { return atomic_flag_test_and_set(flag); }
RUNTIME _Bool (atomic_flag_test_and_set_explicit)(volatile atomic_flag *flag, memory_order order) { return atomic_flag_test_and_set_explicit(flag, order); }
RUNTIME void (atomic_flag_clear)(volatile atomic_flag *flag) { atomic_flag_clear(flag); }
RUNTIME void (atomic_flag_clear_explicit)(volatile atomic_flag *flag, memory_order order) { atomic_flag_clear_explicit(flag, order); }
