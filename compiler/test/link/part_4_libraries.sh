# Shared libraries: copy relocations, function addresses, versions, what keeps a section alive, as-needed, IFUNC, weak symbols.
cat >lib.c <<'C'
int lib_data = 5, lib_array[10] = {1, 2, 3}; const int lib_constant = 9; int lib_alias_target = 4; extern int lib_alias __attribute__((alias("lib_alias_target"), weak));
int *lib_data_address(void) { return &lib_data; } int lib_read(void) { return lib_data + lib_alias_target; }
int lib_inner(int x) { return x + 1; } int lib_f(int x) { return lib_inner(x); } int (*lib_f_address(void))(int) { return lib_f; }
int callback(int); int lib_call(int x) { return callback(x) + lib_data; }
__attribute__((visibility("protected"))) int lib_protected(void) { return 8; }
static int impl1(void) { return 31; } static void *pick(void) { return (void *)impl1; } int lib_ifunc(void) __attribute__((ifunc("pick"))); int lib_calls_ifunc(void) { return lib_ifunc(); }
C
cat >use.c <<'C'
#include <stdio.h>
extern int lib_data, lib_array[10], lib_alias; extern const int lib_constant; int *lib_data_address(void); int lib_read(void); int lib_f(int); int (*lib_f_address(void))(int); int lib_call(int); int lib_protected(void); int lib_ifunc(void); int lib_calls_ifunc(void);
int callback(int x) { return x * 10; }
int (*table[])(int) = {lib_f, callback}; int *pointers[] = {&lib_data, &lib_array[2]};
static int impl(void) { return 5; } static int impl2(void) { return 6; } static void *pick(void) { return (void *)impl; } static void *pick2(void) { return (void *)impl2; }
int own_ifunc(void) __attribute__((ifunc("pick"))); static int static_ifunc(void) __attribute__((ifunc("pick2"))); int (*ifunc_pointer)(void) = own_ifunc; int (*volatile ifunc_pointer2)(void);
extern int missing(void) __attribute__((weak)); extern int missing_data __attribute__((weak));
int main(void)
{
    lib_data = 6; lib_alias = 40; ifunc_pointer2 = own_ifunc;
    printf("%d %d %d %d\n", *lib_data_address(), lib_read(), lib_constant, lib_array[2]);
    printf("%d %d %d\n", &lib_data == lib_data_address(), lib_f == lib_f_address(), table[0](4));
    printf("%d %d %d %d\n", lib_call(3), lib_protected(), lib_ifunc(), lib_calls_ifunc());
    printf("%d %d %d %d %d\n", own_ifunc(), static_ifunc(), ifunc_pointer(), ifunc_pointer2(), pointers[1] == &lib_array[2]);
    if (missing) printf("%d\n", missing());
    printf("%s %s\n", missing ? "there" : "missing", &missing_data ? "there" : "missing");
    return 0;
}
C
for maker in kit host; do
    eval "\$${maker}cc -shared -fPIC -O1 lib.c -o lib_$maker.so -Wl,-soname,lib_$maker.so" 2>log || fail "library by $maker"
    sane lib_$maker.so "library by $maker"
done
printf 'int missing(void) { return 77; }\n' >preload.c
$hostcc -shared -fPIC preload.c -o preload.so
for lib in kit host; do
    for mode in "-no-pie -fno-pie" "-pie -fPIE" "-pie -fPIC" "-pie -fPIC -fno-plt" "-pie -fPIE -Wl,-z,now" "-no-pie -fno-pie -Wl,-z,now -Wl,--gc-sections -ffunction-sections" "-no-pie -fno-pie -Wl,--export-dynamic -Wl,--hash-style=both"; do
        for level in -O0 -O2; do
            both "library by $lib, $mode $level" $mode $level use.c ./lib_$lib.so -Wl,-rpath,. -Wl,--allow-shlib-undefined
            ok; LD_LIBRARY_PATH=. LD_PRELOAD=./preload.so ./kit.exe >kit.out 2>&1; LD_LIBRARY_PATH=. LD_PRELOAD=./preload.so ./host.exe >host.out 2>&1
            case $mode in *-fPIC*) cmp -s kit.out host.out || { diff kit.out host.out >log; fail "a weak symbol that comes at run time, $mode $level"; };; esac
            ok; LD_BIND_NOW=1 LD_LIBRARY_PATH=. ./kit.exe >kit.out 2>&1 || { cp kit.out log; fail "bound at once: $mode $level"; }
        done
    done
done
for mode in "-static -fno-pie" "-static-pie -fPIE"; do both "the library's code in a program, $mode" $mode -O1 use.c lib.c; done
# The names of one object are copied together: environ and __environ.
cat >environ.c <<'C'
#include <stdio.h>
#include <stdlib.h>
extern char **environ, **__environ;
int main(void) { setenv("LINK_TEST", "seen", 1); int n = 0; for (char **p = environ; *p; p++) n += p[0][0] == 'L' && p[0][5] == 'T'; printf("%d %d %s %d\n", n > 0, environ == __environ, getenv("LINK_TEST"), &environ == &__environ); environ = 0; printf("%s\n", getenv("LINK_TEST") ? "wrong" : "gone"); return 0; }
C
both "environ is copied with its aliases" -no-pie -fno-pie environ.c
both "environ is copied with its aliases, PIE" -pie -fPIE environ.c
sed 's/, \*\*__environ//; s/environ == __environ/1/; s/&environ == &__environ/1/' environ.c >environ1.c
both "environ alone" -no-pie -fno-pie environ1.c

# Versions: an unversioned reference binds to the default, never to a hidden one.
cat >ver.c <<'C'
int f_old(void) { return 1; } int f_new(void) { return 2; } int g(void) { return 3; } int hidden_only(void) { return 4; } int local_one(void) { return 5; } int data_v = 6;
__asm__(".symver f_old,f@V1"); __asm__(".symver f_new,f@@V2"); __asm__(".symver hidden_only,h@V1");
C
printf 'int f(void) { return 1; } int f_new(void) { return 2; } int g(void) { return 3; } int data_v = 6;\n' >ver_plain.c
printf 'V1 { global: f; g; h; local: *; };\nV2 { global: data_*; } V1;\n' >ver.map
printf '#include <stdio.h>\nint f(void); int g(void); extern int data_v;\nint main(void) { printf("%%d %%d %%d\\n", f(), g(), data_v); return 0; }\n' >ver_use.c
printf '#include <stdio.h>\nint old(void); int g(void);\n__asm__(".symver old,f@V1");\nint main(void) { printf("%%d %%d\\n", old(), g()); return 0; }\n' >ver_old.c
for maker in kit host; do
    eval "\$${maker}cc -shared -fPIC ver.c -o libver_$maker.so -Wl,--version-script=ver.map -Wl,-soname,libver_$maker.so" 2>log || fail "versioned library by $maker"
    sane libver_$maker.so "versioned library by $maker"
    for mode in "-no-pie -fno-pie" "-pie -fPIE"; do
        both "versions of a library by $maker, $mode" $mode ver_use.c ./libver_$maker.so -Wl,-rpath,.
        expect "f binds to V2" sh -c 'readelf -W --dyn-syms kit.exe | grep -q "f@V2"'
        expect "the program needs V2" sh -c 'readelf -W -V kit.exe | grep -q "Name: V2"'
        both "the old version by name, library by $maker, $mode" $mode ver_old.c ./libver_$maker.so -Wl,-rpath,.
        expect "old binds to V1" sh -c 'readelf -W --dyn-syms kit.exe | grep -q "f@V1"'
    done
    expect_not "local symbols stay inside" sh -c "$nm -D libver_$maker.so | grep -q local_one"
    printf 'int h(void); int main(void) { return h(); }\n' >ver_hidden.c
    gcc -c ver_hidden.c
    refuses "a hidden version does not satisfy an unversioned reference, library by $maker" "undefined reference to 'h'" -e main ver_hidden.o libver_$maker.so
done
ok; readelf -W --dyn-syms libver_kit.so | awk '$8 ~ /@/ {print $8}' | sort >kit.out; readelf -W --dyn-syms libver_host.so | awk '$8 ~ /@/ {print $8}' | sort >host.out
diff kit.out host.out >log || fail "versions differ from the host's"

# The same library by attribute symver, and versions that are the library's own name.
cat >symver.c <<'C'
__attribute__((symver("f@V1"))) int f_old(void) { return 1; }
int f_new(void); int f_new(void) __attribute__((symver("f@@V2"))); int f_new(void) { return 2; }
__attribute__((symver("twice@V1"), symver("twice@@V2"))) int t(void) { return 3; }
int also_t(void) __attribute__((alias("t"), symver("also@V1")));
__attribute__((symver("data_v@@V2"))) int data_v1 = 6;
C
printf 'V1 { global: f; twice; also; local: *; };\nV2 { global: data_*; } V1;\n' >symver.map
dynamic_names() { readelf -W --dyn-syms "$1" | awk '$7 ~ /^[0-9]+$/ && $8 != "" {print $4, $5, $8}' | sort; }
same_names() { ok; dynamic_names "$2" >kit.out; dynamic_names "$3" >host.out; test -s host.out && diff kit.out host.out >log || fail "$1"; }
$hostcc -shared -fPIC symver.c -o symver_host.so -Wl,--version-script=symver.map
$kitcc -shared -fPIC symver.c -o symver_kit.so -Wl,--version-script=symver.map 2>log || fail "attribute symver"
same_names "attribute symver" symver_kit.so symver_host.so
for soname in "-Wl,-soname,libname.so.3" ""; do
    for script in "" "-Wl,--version-script=anonymous.map" "-Wl,--version-script=ver.map"; do
        printf '{ global: f*; local: *; };\n' >anonymous.map
        mkdir -p of_kit of_host
        $kitcc -shared -fPIC -Wl,--default-symver $soname $script ver_plain.c -o of_kit/libdefault.so 2>log || fail "--default-symver $soname $script"
        $hostcc -shared -fPIC -Wl,--default-symver $soname $script ver_plain.c -o of_host/libdefault.so
        same_names "--default-symver $soname $script" of_kit/libdefault.so of_host/libdefault.so
    done
done

# Garbage collection keeps what only a library refers to, what start files walk over, and what __start_ names.
cat >gc.c <<'C'
#include <stdio.h>
int callback(int x) { return x; } int unused1(void) { return 1; } static int used_by_pointer(void) { return 2; } int (*keep)(void) = used_by_pointer;
int unused_data[100] = {1}; static int in_list __attribute__((section("my_list"), used)) = 7; static int in_other __attribute__((section("other_list"), used)) = 8;
__attribute__((section(".text.retained"), retain, used)) int retained(void) { return 4; }
extern int __start_my_list[], __stop_my_list[]; int lib_call(int);
__attribute__((constructor)) static void started(void) { puts("started"); }
int main(void) { int n = 0; for (int *p = __start_my_list; p < __stop_my_list; p++) n += *p; printf("%d %d %d\n", n, keep(), lib_call(2)); return 0; }
C
for mode in "-no-pie -fno-pie" "-pie -fPIE"; do
    both "garbage collection, $mode" $mode -O1 -ffunction-sections -fdata-sections -Wl,--gc-sections gc.c ./lib_host.so -Wl,-rpath,.
    expect_not "unused code goes" sh -c "$nm kit.exe | grep -q unused1"
    expect_not "unused data goes" sh -c "$nm kit.exe | grep -q unused_data"
    expect_not "a list that nobody walks goes" sh -c "readelf -SW kit.exe | grep -q other_list"
    expect "what the library calls stays" sh -c "$nm -D kit.exe | grep -q ' T callback'"
    expect "retained sections stay" sh -c "$nm kit.exe | grep -q ' T retained'"
done
expect "--print-gc-sections says so" sh -c "$kitcc -ffunction-sections -Wl,--gc-sections,--print-gc-sections gc.c ./lib_host.so -o kit.exe 2>&1 | grep -q 'removing unused section .*unused1'"
both "unused code stays without --gc-sections" -no-pie -ffunction-sections gc.c ./lib_host.so -Wl,-rpath,.
expect "unused code is there" sh -c "$nm kit.exe | grep -q unused1"

# --as-needed, and the order of libraries.
printf 'int main(void) { return 0; }\n' >empty.c
printf 'int lib_f(int); int main(void) { return lib_f(1); } int callback(int x) { return x; }\n' >needs.c
printf 'int lib_f(int); int main(void) { return lib_f(1); }\n' >lacks.c; gcc -c lacks.c
printf 'int needy(void) { extern int nobody(void); return nobody(); } int lib_f(int x) { return x; }\n' >needy.c; gcc -shared -fPIC -nostdlib needy.c -o libneedy.so
refuses "what a library lacks" "libneedy.so: undefined reference to 'nobody'" -e main lacks.o libneedy.so
expect "what a library lacks, allowed" "$ld" -e main --allow-shlib-undefined lacks.o libneedy.so -o kit.exe
$kitcc empty.c -Wl,--as-needed ./lib_host.so -o kit.exe 2>log || fail "as-needed"
expect_not "a library that nothing needs is not named" sh -c 'readelf -d kit.exe | grep -q lib_host'
$kitcc empty.c -Wl,--no-as-needed ./lib_host.so -Wl,--allow-shlib-undefined -o kit.exe 2>log || fail "no-as-needed"
expect "a library that was named is named" sh -c 'readelf -d kit.exe | grep -q lib_host'
$kitcc needs.c -Wl,--as-needed ./lib_host.so ./lib_kit.so -o kit.exe 2>log || fail "as-needed"
expect "a library that is needed is named" sh -c 'readelf -d kit.exe | grep -q lib_host'
expect_not "but not the one behind it" sh -c 'readelf -d kit.exe | grep -q lib_kit'

# dlopen and dlsym see what --export-dynamic, a dynamic list and a version script show.
cat >dl.c <<'C'
#include <dlfcn.h>
#include <stdio.h>
int shown(void) { return 1; } int also(void) { return 2; }
int main(void) { void *p = dlopen(0, RTLD_NOW), *q = dlopen("./lib_kit.so", RTLD_LAZY); printf("%d %d %d\n", dlsym(p, "shown") != 0, dlsym(p, "also") != 0, q && ((int (*)(int))dlsym(q, "lib_f"))(3) == 4); return 0; }
int callback(int x) { return x; }
C
printf '{ shown; callback; };\n' >dl.list
both "exported symbols" -rdynamic dl.c
both "no exported symbols" dl.c -Wl,--export-dynamic-symbol=callback
both "a dynamic list" -Wl,--dynamic-list=dl.list dl.c
both "a dynamic list, gc" -Wl,--dynamic-list=dl.list -ffunction-sections -Wl,--gc-sections dl.c
$kitcc -shared -fPIC -Wl,-z,global,-z,interpose lib.c -o lib_flags.so 2>log || fail "-z global and interpose"
expect "their flags" sh -c 'readelf -d lib_flags.so | grep -q "GLOBAL.*INTERPOSE"'
ok; $kitcc -shared -fPIC -Wl,-Bsymbolic lib.c -o lib_sym.so 2>log && sane lib_sym.so "symbolic library" || fail "-Bsymbolic"
printf 'int ab(void) { return 1; } int ac(void) { return 2; } int b(void) { return 3; } int c_(void) { return ab() + b(); }\n' >anon.c
printf '{ global: a*; extern "C" { c_; }; local: *; };\n' >anon.map
$kitcc -shared -fPIC anon.c -o anon.so -Wl,--version-script=anon.map 2>log || fail "anonymous version"
$hostcc -shared -fPIC anon.c -o anon_host.so -Wl,--version-script=anon.map
ok; $nm -D anon.so | grep ' T ' | cut -d' ' -f2- >kit.out; $nm -D anon_host.so | grep ' T ' | cut -d' ' -f2- >host.out; diff kit.out host.out >log || fail "what an anonymous version shows"
# protected data cannot be copied
printf '__attribute__((visibility("protected"))) int p = 5; int *pa(void) { return &p; }\n' >prot.c; $hostcc -shared -fPIC prot.c -o libprot.so
printf 'extern int p; int main(void) { return p; }\n' >prot_use.c; gcc -fno-pie -c prot_use.c
refuses "a copy of protected data" "protected" -e main -no-pie prot_use.o libprot.so
