# Inputs: archives, groups, scripts, COMDAT, common symbols, options that change symbols, errors.
for n in 1 2 3; do :; done
printf 'int b(void); int a(void) { return b() + 1; }\n' >a.c; printf 'int c(void); int b(void) { return c() + 1; }\n' >b.c; printf 'int a(void); int deep; int c(void) { return deep++ ? 5 : a(); }\n' >c.c
printf '#include <stdio.h>\nint a(void);\nint main(void) { printf("%%d\\n", a()); return 0; }\n' >m.c
gcc -c a.c b.c c.c m.c
rm -f liba.a libb.a libno.a libthin.a; ar rcs liba.a a.o c.o; ar rcs libb.a b.o; "$ar" rcs libkit.a a.o b.o c.o; ar rcS libno.a a.o b.o c.o; ar rcT libthin.a a.o b.o c.o
both "archives in a circle" m.o -Wl,--start-group liba.a libb.a -Wl,--end-group
both "an archive by kit" m.o libkit.a
both "-l and -L" m.o -L. -lkit
both "-l:name" m.o -L. -l:libkit.a
both "a thin archive" m.o libthin.a
ok; $kitcc m.o libno.a -o kit.exe 2>log && ./kit.exe >kit.out && grep -q 9 kit.out || fail "an archive without an index"
both "the whole archive" m.o -Wl,--whole-archive libkit.a -Wl,--no-whole-archive
printf 'int deep_unused(void) { return 1; }\n' >extra.c; gcc -c extra.c; cp libkit.a libextra.a; "$ar" r libextra.a extra.o
$kitcc m.o -Wl,--push-state,--whole-archive libextra.a -Wl,--pop-state -o kit.exe 2>log || fail "push-state"
expect "--whole-archive takes all" sh -c "$nm kit.exe | grep -q deep_unused"
$kitcc m.o libextra.a -o kit.exe 2>log
expect_not "else only what is needed" sh -c "$nm kit.exe | grep -q deep_unused"
$kitcc m.o -Wl,-u,deep_unused libextra.a -o kit.exe 2>log
expect "-u asks for more" sh -c "$nm kit.exe | grep -q deep_unused"
printf '/* GNU ld script */\nOUTPUT_FORMAT(elf64-x86-64)\nGROUP ( %s/liba.a AS_NEEDED ( libb.a ) )\n' "$scratch" >libscript.so
both "a script in place of a library" m.o -L. -lscript
printf 'INPUT(-lkit)\n' >libinput.a
both "a script of INPUT" m.o -L. -linput
printf 'SECTIONS { .text : { *(.text) } }\n' >sections.ld
refuses "a script that lays out sections" "not an object" m.o sections.ld
refuses "-T" "not supported" -T sections.ld m.o
printf 'int only(void) { return 1; }\n' >only.c; gcc -c only.c; printf '@options2\n' >options; printf -- '-o kit.exe "only.o" -e\nonly' >options2
expect "response files" "$ld" @options
# common symbols
printf 'int shared_common[4]; int common_small; int get(void) { return shared_common[3] + common_small; }\n' >com1.c
printf '#include <stdio.h>\nint shared_common[8]; short pad; int common_small = 5; int get(void);\nint main(void) { shared_common[3] = 2; printf("%%d %%d\\n", get(), (int)sizeof shared_common); return 0; }\n' >com2.c
both "common symbols" -fcommon com1.c com2.c
printf 'int defined_in_archive[3] = {1, 2, 3};\n' >com3.c; gcc -c com3.c; rm -f libcom.a; ar rcs libcom.a com3.o
printf '#include <stdio.h>\nint defined_in_archive[3];\nint main(void) { printf("%%d\\n", defined_in_archive[2]); return 0; }\n' >com4.c
both "a definition in an archive over a common symbol" -fcommon com4.c libcom.a
# weak and strong, COMDAT, .gnu.linkonce
printf '__attribute__((weak)) int w(void) { return 1; } __attribute__((weak)) int only(void) { return 3; }\n' >w1.c; printf 'int w(void) { return 2; }\n' >w2.c
printf '#include <stdio.h>\nint w(void); int only(void);\nint main(void) { printf("%%d %%d\\n", w(), only()); return 0; }\n' >w3.c
both "strong over weak" w3.c w1.c w2.c; both "strong over weak, the other order" w2.c w1.c w3.c
for n in 1 2; do
    printf '.section .text.once, "axG", @progbits, once, comdat\n.weak once\n.type once, @function\nonce: mov $%d, %%eax\n ret\n.section .gnu.linkonce.t.old, "ax", @progbits\n.weak old\nold: mov $%d, %%eax\n ret\n.text\n.globl use%d\nuse%d: call once\n push %%rax\n call old\n pop %%rcx\n shl $4, %%ecx\n add %%ecx, %%eax\n ret\n.section .note.GNU-stack,"",@progbits\n' $n $n $n $n >once$n.s
done
printf '#include <stdio.h>\nint use1(void), use2(void);\nint main(void) { printf("%%x %%x\\n", use1(), use2()); return 0; }\n' >once.c
both "COMDAT groups and linkonce" once.c once1.s once2.s; both "COMDAT groups, the other order" once.c once2.s once1.s
# options
printf '#include <stdio.h>\nint target(void) { return 1; } int __wrap_target(void); extern int other(void); extern char number[];\nint main(void) { printf("%%d %%ld\\n", other(), (long)number); return 0; }\n' >opt1.c
printf 'int target(void); int __real_target(void); int __wrap_target(void) { return __real_target() + 10; } int other(void) { return target(); }\n' >opt2.c
both "--wrap and --defsym" -no-pie -fno-pie opt1.c opt2.c -Wl,--wrap=target -Wl,--defsym=number=0x1234
both "--defsym of another symbol" -no-pie -fno-pie opt1.c opt2.c -Wl,--defsym,number=0 -Wl,--defsym=__real_target=target
cat >edges.c <<'C'
#include <stdio.h>
extern char _end[], end[], _edata[], edata[], _etext[], etext[], __bss_start[], __executable_start[] __attribute__((weak)), __ehdr_start[] __attribute__((weak, visibility("hidden"))); static int bss[100], data = 5;
int main(void) { printf("%d %d %d %d %d %d %.3s\n", _end == end, _edata == edata, (char *)&main < etext, (char *)&data < edata, (char *)bss >= __bss_start && (char *)(bss + 100) <= end, __executable_start == __ehdr_start, __ehdr_start + 1); return bss[5]; }
C
both "edges" -no-pie -fno-pie edges.c; both "edges, PIE" -pie -fPIE edges.c; both "edges, static" -static edges.c
printf '.section .text\n.globl main\nmain: xor %%eax, %%eax\n ret\n.section .data\n.balign 65536\n.globl big\nbig: .quad big\n.section .note.GNU-stack,"",@progbits\n' >align.s
both "an alignment beyond the page" -no-pie align.s; both "an alignment beyond the page, PIE" -pie align.s
# -r
expect "-r" "$ld" -r a.o b.o -o ab.o; expect "-r again" "$ld" -r ab.o c.o -o abc.o; sane abc.o "-r"
both "an object of several" m.o abc.o
gcc -g -O1 -fexceptions -ffunction-sections -c hello.c -o hello.o; gcc -c once1.s once2.s; expect "-r of everything" "$ld" -r hello.o once1.o -o whole.o
 expect "-r of COMDAT groups" "$ld" -r once1.o once2.o -o once12.o
both "COMDAT groups after -r" once.c once12.o
expect "-r of debugging information" "$ld" -r hello.o -o hello_r.o; both "debugging information after -r" hello_r.o
# strip, map, trace, build id
$kitcc -g m.c libkit.a -o kit.exe -Wl,-s; expect "-s" sh -c "! readelf -SW kit.exe | grep -q 'symtab\|debug'"
$kitcc -g m.c libkit.a -o kit.exe -Wl,-S; expect "-S" sh -c "readelf -SW kit.exe | grep -q symtab && ! readelf -SW kit.exe | grep -q debug"
expect "-Map" sh -c "$kitcc m.c libkit.a -o kit.exe -Wl,-Map=map.txt && grep -q '^.text' map.txt && grep -q 'libkit.a(a.o)' map.txt"
expect "--trace" sh -c "$kitcc m.c libkit.a -o kit.exe -Wl,--trace | grep -q 'libkit.a(b.o)'"
$kitcc m.c libkit.a -o kit1.exe -Wl,--build-id; $kitcc m.c libkit.a -o kit2.exe -Wl,--build-id; expect "the same twice" cmp kit1.exe kit2.exe
expect "a build id" sh -c "readelf -n kit1.exe | grep -q 'Build ID: [0-9a-f]\{40\}'"
$kitcc m.c libkit.a -o kit.exe -Wl,-rpath,/one:/two -Wl,-rpath,/three; expect "-rpath" sh -c "readelf -d kit.exe | grep -q 'RUNPATH.*/one:/two:/three'"
$kitcc m.c libkit.a -o kit.exe -Wl,--disable-new-dtags,-rpath,/one; expect "--disable-new-dtags" sh -c "readelf -d kit.exe | grep -q 'RPATH.*/one'"
# a text relocation is made and said, or refused
printf '.globl main\nmain: xor %%eax, %%eax\n ret\nw: .quad main\n.section .note.GNU-stack,"",@progbits\n' >textrel.s; gcc -c textrel.s
ok; $kitcc -pie textrel.o -o kit.exe 2>log; ./kit.exe && grep -q DT_TEXTREL log && readelf -d kit.exe | grep -q TEXTREL || fail "text relocations"
refuses "text relocations with -z text" "read-only section" -pie -z text textrel.o
# errors name the place and leave nothing
printf 'int absent(int), gone; extern int gone2; int f(int x) { return absent(x) + gone2; }\nint _start(void) { return f(2); }\n' >undef.c; gcc -c undef.c
refuses "an undefined function" "undef.o:(.text+0x.*): in function 'f': undefined reference to 'absent'" undef.o
refuses "several undefined references" "undefined reference to 'gone2'" undef.o
printf 'int twice(void) { return 1; }\n' >d1.c; printf 'int pad; int twice(void) { return 2; }\nint _start(void) { return twice(); }\n' >d2.c; gcc -c d1.c d2.c
refuses "two definitions" "d2.o:(.text+0x0): multiple definition of 'twice'; d1.o:(.text+0x0): first defined here" d1.o d2.o
expect "two definitions allowed" "$ld" --allow-multiple-definition d1.o d2.o -o kit.exe
refuses "a missing library" "cannot find library '-lnowhere'" d2.o -lnowhere
refuses "a missing file" "cannot open 'nowhere.o'" nowhere.o
refuses "an unknown option" "unknown option '--frobnicate'" --frobnicate d2.o
refuses "an unknown keyword" "unknown keyword '-z frob'" -z frob d2.o
refuses "no input" "no input files"
refuses "text" "not an object" "$scratch/a.c"
refuses "a library in a static program" "static" -static d2.o lib_host.so
head -c 700 d2.o >cut.o; refuses "a truncated object" "cut.o" cut.o
printf '\177ELF\2\1\1garbage' >bad.o; refuses "garbage" "bad.o" bad.o
: >empty.o; refuses "an empty file" "empty.o" empty.o
printf "@loop" >loop; refuses "a circle of response files" "nested too deeply" @loop
