# Whole programs: each kind of output, glibc and musl, unwinding, constructors, merged strings, archives.
cat >hello.c <<'C'
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
static __thread int a = 5;
__thread int b;
static int zero[5000];
extern char **environ;
__attribute__((constructor)) static void first(void) { puts("constructor"); }
__attribute__((destructor)) static void last(void) { puts("destructor"); }
static void leaving(void) { puts("leaving"); }
int main(int argc, char **argv)
{
    (void)argv;
    b = argc;
    errno = 0;
    atexit(leaving);
    char buffer[64];
    snprintf(buffer, sizeof buffer, "%.3f %s", strtod("1.5", NULL), strchr("abc", 'b'));
    printf("hello %d %d %s %d %s %d\n", a, b, environ ? "env" : "none", errno, buffer, zero[17]);
    setenv("TZ", "UTC0", 1);
    time_t t = 86400;
    printf("%s", asctime(gmtime(&t)));
    fflush(stdout);
    fputs("to stderr\n", stderr);
    return 3;
}
C
for mode in "-no-pie -fno-pie" "-pie -fPIE" "-static -fno-pie" "-static-pie -fPIE"; do
    for extra in "" "-Wl,--gc-sections -ffunction-sections -fdata-sections" "-Wl,-z,now" "-Wl,-z,norelro" "-Wl,-z,noseparate-code" "-Wl,--hash-style=both -s" "-g -Wl,--build-id -fno-plt" "-Wl,--no-relax" "-Wl,--hash-style=sysv -Wl,--export-dynamic"; do
        case "$mode $extra" in *static-pie*sysv*) continue;; esac # glibc cannot start that from any linker
        both "hello $mode $extra" $mode $extra hello.c
    done
    if command -v musl-gcc >/dev/null; then
        ok
        if musl-gcc -B"$scratch/tools" $mode hello.c -o kit.exe 2>log; then
            sane kit.exe "musl $mode"
            timeout 20 ./kit.exe >kit.out 2>&1
            [ $? = 3 ] && grep -q 'hello 5 1 env 0 1.500 bc 0' kit.out && grep -q destructor kit.out || { cp kit.out log; fail "musl $mode"; }
        else
            fail "musl $mode: does not link"
        fi
    else
        skipped=$((skipped + 1)); echo "skipped: no musl-gcc"
    fi
done
if command -v g++ >/dev/null; then
    cat >throw.cc <<'C'
#include <iostream>
#include <map>
#include <stdexcept>
#include <string>
template <class T> struct Counter { static int n; ~Counter() { n++; } };
template <class T> int Counter<T>::n = 0;
static void deep(int n) { Counter<int> c; if (n == 0) throw std::runtime_error("deep"); deep(n - 1); }
int main() { try { deep(7); } catch (std::exception &e) { std::cout << e.what() << Counter<int>::n << std::endl; } std::map<std::string, int> m; m["x"] = 2; return m["x"]; }
C
    for mode in "-no-pie -fno-pie" "-pie -fPIE" "-static" "-static-pie -fPIE"; do
        kitcc_saved=$kitcc hostcc_saved=$hostcc
        kitcc="g++ -B$scratch/tools/" hostcc=g++
        both "exceptions $mode" $mode throw.cc
        both "exceptions $mode gc" $mode -ffunction-sections -Wl,--gc-sections throw.cc
        kitcc=$kitcc_saved hostcc=$hostcc_saved
    done
else
    skipped=$((skipped + 1)); echo "skipped: no g++ for exceptions"
fi
cat >order.c <<'C'
#include <stdio.h>
__attribute__((constructor)) static void plain(void) { puts("plain"); }
__attribute__((constructor(200))) static void p200(void) { puts("200"); }
__attribute__((constructor(1000))) static void p1000(void) { puts("1000"); }
__attribute__((constructor(101))) static void p101(void) { puts("101"); }
__attribute__((destructor(101))) static void d101(void) { puts("d101"); }
__attribute__((destructor)) static void d(void) { puts("d"); }
static void old1(void) { puts("ctors 1"); }
static void old2(void) { puts("ctors 2"); }
__attribute__((section(".ctors"), used)) static void (*const list[2])(void) = {old1, old2};
__attribute__((section(".ctors.65000"), used)) static void (*const early[1])(void) = {old2};
__attribute__((section(".preinit_array"), used)) static void (*const pre[1])(void) = {old1};
int main(void) { puts("main"); return 0; }
C
both "constructor order" -no-pie order.c
both "constructor order, PIE" -pie -fPIE order.c
both "constructor order, static" -static order.c
both "constructor order, gc" -Wl,--gc-sections -ffunction-sections order.c
cat >text1.c <<'C'
const char *one(void) { return "the same text"; }
const int *wide1(void) { return L"wide"; }
double d1(void) { return 3.25; }
const char table1[] __attribute__((section(".rodata.str1.1,\"aMS\",@progbits,1#"))) = "quoted";
C
cat >text2.c <<'C'
#include <stdio.h>
const char *one(void); const int *wide1(void); double d1(void); extern const char table1[];
int main(void) { const char *two = "the same text"; const int *w = L"wide"; const char *three = "the same text" + 4;
  printf("%d %d %s %s %g %g\n", one() == two, wide1() == w, three, table1, d1() , 3.25 * d1()); return 0; }
C
for mode in "-O1 -no-pie -fno-pie" "-O1 -pie -fPIE" "-O1 -static" "-O1 -mcmodel=large -no-pie -fno-pie"; do
    ok
    $kitcc $mode text1.c text2.c -o kit.exe 2>log && ./kit.exe >kit.out && grep -q '^1 1 same text quoted 3.25 10.5625$' kit.out || { cat kit.out >>log; fail "merged strings $mode"; }
done
cat >unwind.c <<'C'
#include <stdio.h>
#include <pthread.h>
#include <unwind.h>
static int frames;
static _Unwind_Reason_Code count(struct _Unwind_Context *c, void *p) { (void)c; (void)p; frames++; return frames > 50 ? _URC_END_OF_STACK : _URC_NO_REASON; }
__attribute__((noinline)) static int deep(int n) { if (n == 0) { _Unwind_Backtrace(count, 0); return 1; } return deep(n - 1) + 1; }
static void cleaned(int *p) { printf("cleaned %d\n", *p); }
static void *thread(void *p) { __attribute__((cleanup(cleaned))) int x = 7; (void)p; pthread_exit(&frames); return 0; }
static int unused_function(void) { return 5; }
int (*volatile never)(void) = 0;
int main(void) { pthread_t t; int r = deep(10); if (never) r = unused_function(); pthread_create(&t, 0, thread, 0); pthread_join(t, 0); printf("%d %d\n", r, frames > 11); return 0; }
C
for mode in "-no-pie" "-pie -fPIE" "-static" "-static-pie -fPIE"; do both "unwinding $mode" $mode -O1 -fno-optimize-sibling-calls -fexceptions -ffunction-sections -Wl,--gc-sections unwind.c -pthread; done
