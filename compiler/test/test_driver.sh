# The driver of cc, ir and kit: options, questions, make rules, errors by name, outputs whole or absent. usage: test_driver.sh BUILD_DIRECTORY
# Where gcc is there too, its make rules are compared byte by byte.
out=$1
cc=$out/bin/cc
kit=$out/kit
scratch=$(mktemp -d) || exit 1
trap 'rm -rf "$scratch"' EXIT
cd "$scratch" || exit 1
unset CPATH C_INCLUDE_PATH LIBRARY_PATH SOURCE_DATE_EPOCH
failed=0 checks=0

fail() { echo "FAILED: $1"; failed=1; [ -s log ] && head -n 5 log; }
# passes NAME COMMAND...: exit code 0
passes() { name=$1; shift; checks=$((checks + 1)); "$@" >log 2>&1 || fail "$name: exit code $?"; }
# fails NAME TEXT COMMAND...: exit code 1 and TEXT in the messages
fails() { name=$1 text=$2; shift 2; checks=$((checks + 1)); "$@" >log 2>&1; code=$?; [ $code = 1 ] || fail "$name: exit code $code, not 1"; grep -qF -- "$text" log || fail "$name: no message '$text'"; }
# prints NAME TEXT COMMAND...: exit code 0 and TEXT in what is printed
prints() { name=$1 text=$2; shift 2; checks=$((checks + 1)); "$@" >log 2>&1 || fail "$name: exit code $?"; grep -qF -- "$text" log || fail "$name: does not print '$text'"; }
# lacks NAME TEXT COMMAND...: exit code 0 and TEXT not in what is printed
lacks() { name=$1 text=$2; shift 2; checks=$((checks + 1)); "$@" >log 2>&1 || fail "$name: exit code $?"; grep -qF -- "$text" log && fail "$name: prints '$text'"; }
there() { checks=$((checks + 1)); for f in "$@"; do [ -f "$f" ] || fail "there is no '$f'"; done; }
absent() { checks=$((checks + 1)); for f in "$@"; do [ -e "$f" ] && fail "'$f' should not be there"; done; }
same() { checks=$((checks + 1)); cmp "$1" "$2" >log 2>&1 || fail "'$1' and '$2' differ"; }

printf '#include "part.h"\n#include <stddef.h>\nint main(void) { return PART; }\n' >good.c
printf '#define PART 0\n#include "deep.h"\n' >part.h
echo '#define DEEP 1' >deep.h
echo 'int broken(' >bad.c
echo 'int other(void) { return 1; }' >other.c
printf 'function @main i32 () {\n  ret 0\n}\n' >zero.ir
printf 'function @main i32 () {\n  ret %%9\n}\n' >bad.ir
printf '\t.globl main\nmain:\n\txorl %%eax, %%eax\n\tret\n' >zero.s
printf '#include "deep.h"\n\t.globl main\nmain:\n\tmovl $DEEP - 1, %%eax\n\tret\n' >zero.S

# kit itself
prints "kit --version" "kit 0.1.0" "$kit" --version
prints "kit --help" "objdump" "$kit" --help
prints "kit --build-info" '"version": "0.1.0"' "$kit" --build-info
prints "kit --build-info" '"stage": ' "$kit" --build-info
fails "kit without a tool" "which tool" "$kit"
fails "kit frobnicate" "there is no tool 'frobnicate'" "$kit" frobnicate
prints "kit cc --version" "kit cc 0.1.0" "$kit" cc --version
ln -s "$kit" x86_64-linux-gnu-gcc
prints "a link with another name" "kit cc 0.1.0" ./x86_64-linux-gnu-gcc --version
rm x86_64-linux-gnu-gcc
for help in "$kit --help" "$cc --help" "$kit ir --help"; do
    checks=$((checks + 1))
    $help | awk 'length($0) > 80 { bad = 1 } END { exit bad }' || fail "$help: a line is wider than 80 columns"
done

# questions
prints "-dumpmachine" "x86_64-linux-" "$cc" -dumpmachine
prints "-dumpmachine for musl" "x86_64-linux-musl" "$cc" --libc=musl -dumpmachine
prints "-dumpversion" "0.1.0" "$cc" -dumpversion
prints "-print-file-name of a file" "/crt1.o" "$cc" -print-file-name=crt1.o
prints "-print-file-name of no file" "nothing.o" "$cc" -print-file-name=nothing.o
prints "-print-prog-name" "/bin/ld" "$cc" -print-prog-name=ld
prints "-print-search-dirs" "libraries: =" "$cc" -print-search-dirs
prints "-print-multiarch" "x86_64-linux-" "$cc" -print-multiarch
prints "--help=ignored" "-fstack-protector-strong" "$cc" --help=ignored
prints "-v" "Target: x86_64-linux-" "$cc" -v

# unknown, refused, ignored
fails "a transposed letter" "unknown option '-fpci'; did you mean '-fpic'?" "$cc" -fpci -c good.c
fails "a missing letter" "did you mean '-fno-strict-aliasing'?" "$cc" -fno-strict-aliasin -c good.c
fails "nothing like it" "unknown option '-qwertyuiopasdf'" "$cc" -qwertyuiopasdf -c good.c
fails "-m32" "'-m32' is not supported" "$cc" -m32 -c good.c
fails "-fsanitize=" "kit has no sanitizers" "$cc" -fsanitize=address -c good.c
fails "-std=" "unknown standard 'c42'" "$cc" -std=c42 -c good.c
fails "-x" "language 'c++' is not supported" "$cc" -x c++ -c good.c
fails "-march=" "unknown processor 'vax'" "$cc" -march=vax -c good.c
fails "-Wa," "unknown option '--frob' for the assembler" "$cc" -Wa,--frob -c good.c
fails "--target=" "target 'aarch64-linux-gnu' is not supported" "$cc" --target=aarch64-linux-gnu -c good.c
fails "an argument that is not there" "'-o' wants an argument" "$cc" good.c -o
fails "no input" "no input files" "$cc" -O1
fails "no such file" "nowhere.c" "$cc" -c nowhere.c
fails "no such object" "nowhere.o" "$cc" nowhere.o
fails "-o twice over" "takes one source" "$cc" -c zero.ir zero.s -o both.o
fails "an input as output" "would be overwritten" "$cc" -c good.c -o good.c
fails "stdin without -x" "say with '-x LANGUAGE'" "$cc" -c -
absent both.o good.o nowhere.o
fails "an unknown warning" "unknown warning option '-Wfrobnicate'" "$cc" -Wfrobnicate -E good.c
fails "an unknown warning as an error" "unknown warning option '-Werror=frobnicate'" "$cc" -Werror=frobnicate -E good.c
lacks "a warning of gcc's about C++" "unknown" "$cc" -Wold-style-cast -Wno-sign-promo -Wabi-tag -Walloca-larger-than=9 -E good.c
printf 'int one = first;\nint two = second;\n' >two.c
fails "the first error is the last" "too many errors (1)" "$cc" -Wfatal-errors -fsyntax-only two.c
fails "the last word on errors" "'second' undeclared" "$cc" -Wfatal-errors -fmax-errors=0 -fsyntax-only two.c
printf 'int named(unsigned x) { int unused; return x < 0; }\n' >named.c
lacks "a name before its group" "type-limits" "$cc" -Wno-type-limits -Wall -Wextra -fsyntax-only named.c
prints "a group before and after" "Wunused-variable" "$cc" -Wunused-variable -Wno-all -fsyntax-only named.c
lacks "a family of warnings off" "unused" "$cc" -Wall -Wno-unused -fsyntax-only named.c
fails "a warning made an error" "error: comparison of unsigned" "$cc" -Werror=type-limits -fsyntax-only named.c
lacks "an unknown -Wno-" "unknown" "$cc" -Wno-frobnicate -E good.c
lacks "a warning of gcc's" "unknown" "$cc" -Wcast-qual -Wformat-security -Wimplicit-fallthrough=3 -Werror=array-bounds -Wno-error=pedantic -E good.c
passes "what build systems pass" "$cc" -pipe -O2 -g -Wall -Wextra -Wno-unused-parameter -std=gnu11 -fno-strict-aliasing -fstack-protector-strong -fno-omit-frame-pointer -fdiagnostics-color=never \
    -ffile-prefix-map=/a=/b -march=x86-64 -mtune=generic -m64 -D_FORTIFY_SOURCE=2 -DNDEBUG -fvisibility=hidden -fPIC -MD -MP -MF x.d -MT x.o -Wp,-D_GLIBCXX_ASSERTIONS -fno-plt -flto=auto -ffat-lto-objects -E good.c
rm -f x.d

# preprocessing
prints "-E" "int main(void) { return 0; }" "$cc" -E good.c
prints "-E -P" "int main(void) { return 0; }" "$cc" -E -P good.c
lacks "-E -P" '# 1 "good.c"' "$cc" -E -P good.c
prints "-dM" "#define PART 0" "$cc" -E -dM good.c
prints "-Os" "#define __OPTIMIZE_SIZE__ 1" "$cc" -Os -E -dM good.c
lacks "-Os before -O2" "__OPTIMIZE_SIZE__" "$cc" -Os -O2 -E -dM good.c
prints "amendment 1" "#define __STDC_VERSION__ 199409L" "$cc" -std=iso9899:199409 -E -dM other.c
lacks "C90" "__STDC_VERSION__" "$cc" -std=c90 -E -dM other.c
prints "-fgnu89-inline" "#define __GNUC_GNU_INLINE__ 1" "$cc" -fgnu89-inline -E -dM other.c
prints "-fno-gnu89-inline" "#define __GNUC_STDC_INLINE__ 1" "$cc" -std=gnu89 -fno-gnu89-inline -E -dM other.c
prints "stdc-predef.h" "#define __STDC_ISO_10646__ 201706L" "$cc" -E -dM other.c
lacks "stdc-predef.h, -ffreestanding" "__STDC_IEC_559__" "$cc" -ffreestanding -E -dM other.c
lacks "stdc-predef.h, -nostdinc" "__STDC_IEC_559__" "$cc" -nostdinc -E -dM other.c
prints "-D and -U in order" "A B 2" sh -c "echo 'A B C' | '$cc' -E -P -DA=1 -UA -D C=2 -"
prints "-include" "return DEEPER" sh -c "echo '#define PART DEEPER' >first.h; sed -i d part.h; '$cc' -E -include first.h good.c"
printf '#define PART 0\n#include "deep.h"\n' >part.h
mkdir -p inc
echo 'found_it' >inc/only.h
echo '#include <only.h>' >uses.c
prints "-I" "found_it" "$cc" -E -Iinc uses.c
prints "-isystem" "found_it" "$cc" -E -isystem inc uses.c
prints "CPATH" "found_it" env CPATH=inc "$cc" -E uses.c
prints "C_INCLUDE_PATH" "found_it" env C_INCLUDE_PATH=nowhere:inc "$cc" -E uses.c
fails "no -I" "only.h" "$cc" -E uses.c
fails "-nostdinc" "stddef.h" "$cc" -nostdinc -E good.c
prints "@file" "found_it" sh -c "echo '-E -Iinc' >args; '$cc' @args uses.c"
passes "-E -o" "$cc" -E good.c -o good.i
there good.i
rm -f good.i

# make rules
passes "-MM" "$cc" -MM good.c -o rule.d
printf 'good.o: good.c part.h deep.h\n' >want
same want rule.d
passes "-MM -MT -MQ -MP" "$cc" -MM -MP -MT 'a$b' -MQ 'c$d e' good.c -o rule.d
printf 'a$b c$$d\\ e: good.c part.h deep.h\npart.h:\ndeep.h:\n' >want
same want rule.d
passes "-M has system headers" "$cc" -M good.c -o rule.d
checks=$((checks + 1)); grep -q stddef.h rule.d || fail "-M leaves out stddef.h"
passes "-MMD with -E" "$cc" -E -MMD good.c -o good.i
printf 'good.o: good.c part.h deep.h\n' >want
same want good.d
rm -f good.i good.d
echo '#define PART 0' >'odd $name#1.h'
printf '#include "odd $name#1.h"\nint main(void) { return PART; }\n' >odd.c
passes "odd names" "$cc" -MM odd.c -o rule.d
printf 'odd.o: odd.c odd\\ $$name\\#1.h\n' >want
same want rule.d
for n in 1 2 3 4 5 6 7 8 9; do echo "#include \"a_rather_long_name_for_a_header_$n.h\""; : >a_rather_long_name_for_a_header_$n.h; done >long.c
if command -v gcc >/dev/null 2>&1; then
    for flags in -MM "-MM -MP" "-MM -MT x"; do
        gcc $flags long.c -o want && passes "$flags of many headers" "$cc" $flags long.c -o rule.d && same want rule.d
        gcc $flags odd.c -o want && passes "$flags of odd names" "$cc" $flags odd.c -o rule.d && same want rule.d
    done
fi
fails "-MM of what is not there" "nowhere.h" sh -c "echo '#include \"nowhere.h\"' >missing.c; '$cc' -MM missing.c -o missing.d"
passes "-MM -MG" "$cc" -MM -MG missing.c -o rule.d
printf 'missing.o: missing.c nowhere.h\n' >want
same want rule.d
fails "-MG without -M" "'-MG' is for '-M' and '-MM'" "$cc" -c -MG missing.c
echo '#include "two.h"' >one.h
: >two.h
printf '#include "./one.h"\n#include "./two.h"\n' >levels.c
passes "-H" sh -c "'$cc' -H -fsyntax-only levels.c 2>headers"
printf '. ./one.h\n.. ./two.h\n. ./two.h\n' >want
same want headers
prints "-fgnuc-version=" "major 7 0" sh -c "echo 'major __GNUC__ __GNUC_MINOR__' | '$cc' -E -P -fgnuc-version=7 -x c -"
absent missing.d

# what an attribute says of visibility wins over the option
printf '__attribute__((visibility("default"))) int shown(void) { return 0; }\nint not_shown(void) { return 0; }\nextern int elsewhere;\nint *use(void) { return &elsewhere; }\n' >shown.c
for how in -c "-S -o shown.s"; do
    passes "-fvisibility=hidden $how" "$cc" -fvisibility=hidden $how shown.c
    [ "$how" = -c ] || passes "$how" "$cc" -c shown.s
    prints "what -fvisibility=hidden hides ($how)" ".hidden not_shown" "$out/bin/objdump" -t shown.o
    lacks "what -fvisibility=hidden must not hide ($how)" ".hidden shown" "$out/bin/objdump" -t shown.o
    lacks "what is defined elsewhere ($how)" ".hidden elsewhere" "$out/bin/objdump" -t shown.o
done

# the directory of kit itself does not show in debug information
printf '#include <emmintrin.h>\n__m128i twice(__m128i a) { return _mm_add_epi32(a, a); }\n' >own.c
passes "-g with one of kit's headers" "$cc" -g -c own.c
checks=$((checks + 1)); grep -qF "kit/include/emmintrin.h" own.o || fail "-g does not name kit/include/emmintrin.h"
checks=$((checks + 1)); grep -qF "$out" own.o && fail "-g names the directory of kit"
passes "-S -g with one of kit's headers" "$cc" -g -S own.c
checks=$((checks + 1)); grep '[.]file' own.s | grep -qF "$out" && fail "-S -g names the directory of kit"

# outputs, whole or absent
passes "ir -c" "$kit" ir -c zero.ir
there zero.o
passes "ir -S" "$kit" ir -S zero.ir -o zero_ir.s
passes "ir to a program" "$kit" ir zero.ir -o zero && passes "it runs" ./zero
passes "assembly to a program" "$cc" zero.s -o zero && passes "it runs" ./zero
passes "assembly with directives" "$cc" zero.S -o zero && passes "it runs" ./zero
passes "-S of assembly with directives" "$cc" -S zero.S -o expanded.s
checks=$((checks + 1)); grep -q '1 - 1' expanded.s || fail "-S did not expand a macro"
passes "C to a program" "$cc" good.c -o good && passes "it runs" ./good
passes "C from standard input" sh -c "echo 'int main(void) { return 0; }' | '$cc' -x c - -o good" && passes "it runs" ./good
passes "several sources" "$cc" -c good.c other.c zero.s
there good.o other.o zero.o
passes "objects and sources" "$cc" good.o other.c -o good && passes "it runs" ./good
passes "-MMD beside the object" "$cc" -MMD -c good.c -o sub.x.o
printf 'sub.x.o: good.c part.h deep.h\n' >want
same want sub.x.d
rm -f ./*.o ./*.d
passes "-MMD and linking" "$cc" -MMD good.c -o prog
there prog.d
passes "-MMD and linking two" "$cc" -MMD good.c other.c -o prog
there prog-good.d prog-other.d
passes "-Wp,-MMD,FILE" "$cc" -Wp,-MMD,wp.d -c good.c
there wp.d
rm -f ./*.o ./*.d prog
fails "a broken file" "bad.c:" "$cc" -c bad.c
absent bad.o
fails "a broken file among others" "bad.c:" "$cc" -c good.c bad.c other.c
there good.o other.o
absent bad.o
rm -f ./*.o
fails "a broken file with -MMD" "bad.c:" "$cc" -MMD -c bad.c
absent bad.o bad.d
fails "nothing is linked after an error" "bad.c:" "$cc" good.c bad.c -o prog
absent prog a.out bad.o good.o
echo old >keep.o
fails "an old output stays" "bad.c:" "$cc" -c bad.c -o keep.o
checks=$((checks + 1)); [ "$(cat keep.o)" = old ] || fail "an old output was touched by a failing compilation"
fails "broken IR" "the value '%9' is not defined" "$kit" ir -c bad.ir
absent bad.o
printf 'function @main i32 (i64) {\n  ret %%1\n}\n' >wrong.ir
fails "IR that does not verify" "has type i64, not i32" "$kit" ir -c wrong.ir
absent wrong.o
fails "an undefined symbol" "nobody" sh -c "printf 'function @main i32 () {\n  call void () @nobody()\n  ret 0\n}\n' >undefined.ir; '$kit' ir undefined.ir -o prog"
absent prog
fails "a directory that is not there" "cannot write" "$kit" ir -c zero.ir -o nowhere/zero.o
mkdir full
fails "a directory as output" "cannot write" "$kit" ir -c zero.ir -o full
checks=$((checks + 1)); [ -z "$(ls -A full)" ] || fail "something was left in a directory"
absent ./*.tmp
lacks "-fsyntax-only" "error" "$cc" -fsyntax-only good.c
fails "-fsyntax-only of a broken file" "bad.c:" "$cc" -fsyntax-only bad.c
absent good.o bad.o
passes "-emit-ir" "$cc" -emit-ir good.c -o good.ir && passes "and back" "$kit" ir good.ir -o good && passes "it runs" ./good
prints "-time-report" "CPU seconds" "$cc" -time-report -c good.c -o x.o
prints "a linker input that is not used" "nothing is linked" "$cc" -c good.c x.o

passes "-fno-ident" sh -c "'$kit' ir -c -fno-ident zero.ir -o x.o && ! grep -q 'kit 0' x.o && '$kit' ir -S -fno-ident zero.ir -o x.s && ! grep -q ident x.s"
passes "the producer" sh -c "'$kit' ir -c zero.ir -o x.o && grep -q 'kit 0' x.o"

# linking
prints "-### shows and does not do" '"-dynamic-linker"' "$cc" '-###' good.c -o never
absent never
prints "PIE is the default" '"-pie"' "$cc" '-###' good.c
prints "-no-pie" '/crt1.o"' "$cc" '-###' -no-pie good.c
prints "-static" '"--start-group"' "$cc" '-###' -static good.c
prints "-static-pie" 'rcrt1.o"' "$cc" '-###' -static-pie good.c
prints "-shared" '"-shared"' "$cc" '-###' -shared good.c
lacks "-shared has no crt1" 'crt1.o"' "$cc" '-###' -shared good.c
lacks "-nostartfiles" 'crti.o"' "$cc" '-###' -nostartfiles good.c
lacks "-nodefaultlibs" '"-lc"' "$cc" '-###' -nodefaultlibs good.c
lacks "-nolibc" '"-lc"' "$cc" '-###' -nolibc good.c
lacks "-r" '"-lc"' "$cc" '-###' -r good.c
prints "-rdynamic" '"--export-dynamic"' "$cc" '-###' -rdynamic good.c
prints "-Wl," '"--as-needed" "-lm" "--no-as-needed"' "$cc" '-###' good.c -Wl,--as-needed,-lm,--no-as-needed
prints "-Xlinker" '"-z" "now"' "$cc" '-###' good.c -Xlinker -z -Xlinker now
prints "-L and -l" '"-Lsomewhere"' "$cc" '-###' good.c -Lsomewhere -lfoo
prints "LIBRARY_PATH" '"-Lsomewhere"' env LIBRARY_PATH=somewhere "$cc" '-###' good.c
prints "-T" '"-T" "script.ld"' "$cc" '-###' -T script.ld good.c
prints "musl" "/lib/ld-musl-x86_64.so.1" "$cc" '-###' --libc=musl -nostartfiles good.c
fails "a sysroot without a C library" "cannot find the C library's" "$cc" --sysroot="$scratch/full" -nostdinc zero.s -o prog
fails "-shared and -r" "cannot be used together" "$cc" -shared -r good.c

# what configure scripts ask of an assembler
prints "-Wa,-v" "GNU assembler version 2.24" "$cc" -Wa,-v -c -o /dev/null -x assembler /dev/null
prints "as -v" "GNU assembler version 2.24" "$out/bin/as" -v zero.s -o zero.o

# what Meson asks: who the compiler is, and its linker
prints "cc --version" "Free Software Foundation" "$cc" --version
prints "cc -Wl,--version" "GNU ld" "$cc" -Wl,--version
prints "cc -Wl,--version with an input" "GNU ld" "$cc" -Wl,--version good.c -o none.exe
absent none.exe

# what Libtool and gcc's libraries ask of a linker: no word that begins with 0. or 1., the version at the end
for option in -v --version; do
    prints "ld $option" "GNU ld" "$out/bin/ld" $option
    lacks "ld $option names no old version" " 0." "$out/bin/ld" $option
    prints "ld $option ends in its version" "2.24" sh -c "'$out/bin/ld' $option | sed -e 's/.* \\([^ ]\\{1,\\}\\)\$/\\1/; q'"
done

prints "ld --verbose names its inputs" "crt1.o" "$cc" good.c -o none.exe -Wl,--verbose

# attribute symver: names with versions, in objects and in text
printf '__attribute__((symver("f@V1"), symver("f@@V2"))) int f1(void) { return 1; }\nint w(void) __attribute__((weak, alias("f1"), symver("w@V1")));\n' >symver.c
passes "symver" "$cc" -c symver.c -o symver.o
passes "symver, text" sh -c "'$cc' -S symver.c && '$cc' -c symver.s -o symver_text.o"
for f in symver.o symver_text.o; do
    passes "symver: symbols of $f" sh -c "[ \"\$('$out/bin/nm' $f | cut -d' ' -f2,3 | sort | tr '\\n' ' ')\" = 'T f1 T f@@V2 T f@V1 W w W w@V1 ' ]"
done
fails "an intrinsic that there is not" "intrinsic '_mm256_zeroall' is not supported yet" sh -c "echo '#include <immintrin.h>
int main(void) { _mm256_zeroall(); return 0; }' | '$cc' -xc - -c -o none.o"

# ar: files of one command do not replace each other, members are replaced in their order
mkdir -p one two
cp zero.s one/same.s && cp good.c two/same.c
passes "ar: one" "$cc" -c one/same.s -o one/same.o
passes "ar: two" "$cc" -I. -c two/same.c -o two/same.o
passes "ar rc" "$out/bin/ar" rc twins.a one/same.o two/same.o
passes "ar t" sh -c "[ \$('$out/bin/ar' t twins.a | grep -c same.o) = 2 ]"
passes "ar r" "$out/bin/ar" r twins.a two/same.o two/same.o one/same.o
passes "ar t" sh -c "[ \$('$out/bin/ar' t twins.a | grep -c same.o) = 3 ]"

# the same bytes from another directory, environment and time
mkdir -p far/away
cp good.c part.h deep.h far/away
passes "here" "$cc" -g -c good.c -o here.o
passes "there" sh -c "cd far/away && TZ=Asia/Tokyo LC_ALL=C.UTF-8 HOME=/ '$cc' -g -c good.c -o ../../there.o"
same here.o there.o

echo "$checks checks"
[ $checks -gt 100 ] || { echo "too few checks were made"; failed=1; }
exit $failed
