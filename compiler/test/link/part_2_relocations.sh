# Each relocation kind, in code models and hand-written assembly; GOT access rewritten and not.
cat >model.c <<'C'
#include <stdio.h>
#include <string.h>
extern int outside, outside_array[100]; int outside_function(int); extern int common_int; static int own = 3;
static int own_function(int x) { return x + own; }
int (*pointer)(int) = outside_function; int (*own_pointer)(int) = own_function; int *data_pointer = &outside_array[7]; char *const tail = (char *)&outside_array[99];
int main(void)
{
    outside = 4; common_int = 9;
    int (*f)(int) = outside_function;
    printf("%d %d %d %d %d %d\n", f(1), pointer(2), own_pointer(3), *data_pointer, (int)((int *)tail - outside_array), (int)strlen("xyz"));
    printf("%d %d %d\n", f == pointer, own_function(outside), common_int);
    return 0;
}
C
cat >model2.c <<'C'
int outside, outside_array[100] = {[7] = 77}; int common_int __attribute__((common));
int outside_function(int x) { return x * 2 + outside; }
C
for mode in "-no-pie -fno-pie" "-pie -fPIE" "-pie -fPIC" "-pie -fPIC -fno-plt" "-static -fno-pie" "-static-pie -fPIE"; do
    for model in small medium large; do
        case "$mode $model" in *PI*medium*) continue;; esac
        both "code model $mode $model" $mode -mcmodel=$model -O1 model.c model2.c
        both "code model $mode $model -O0" $mode -mcmodel=$model -O0 -fcommon model.c model2.c -Wl,--no-relax
    done
done
cat >kinds.s <<'S'
    .text
    .globl main
main:
    push %rbx
    # 8, 16, 32, 32S, 64, PC8, PC16, PC32, PC64: differences to known labels are layout free
    movabs $far, %rax
    lea far(%rip), %rcx
    sub %rcx, %rax
    jne bad
    movq word64(%rip), %rax
    sub %rcx, %rax
    jne bad
    movslq pc32(%rip), %rax
    lea pc32(%rip), %rdx
    add %rdx, %rax
    sub %rcx, %rax
    jne bad
    movq pc64(%rip), %rax
    lea pc64(%rip), %rdx
    add %rdx, %rax
    sub %rcx, %rax
    jne bad
    movzbl abs8(%rip), %eax
    cmp $0x7b, %eax
    jne bad
    movzwl abs16(%rip), %eax
    cmp $0x1234, %eax
    jne bad
    movswq pc16(%rip), %rax
    lea pc16(%rip), %rdx
    add %rdx, %rax
    lea near(%rip), %rdx
    sub %rdx, %rax
    jne bad
    movsbq pc8(%rip), %rax
    lea pc8(%rip), %rdx
    add %rdx, %rax
    lea near(%rip), %rdx
    sub %rdx, %rax
    jne bad
    movl size32(%rip), %eax
    cmp $24, %eax
    jne bad
    movq size64(%rip), %rax
    cmp $25, %rax
    jne bad
    # GOTPC32, GOTOFF64, GOT32 via the base
    lea _GLOBAL_OFFSET_TABLE_(%rip), %rbx
    movabs $far@GOTOFF, %rax
    add %rbx, %rax
    sub %rcx, %rax
    jne bad
    movabs $far@GOT, %rax
    mov (%rbx,%rax), %rax
    sub %rcx, %rax
    jne bad
    # GOTPCREL with and without rewriting; call, jmp, mov, cmp through the GOT
    mov far@GOTPCREL(%rip), %rax
    sub %rcx, %rax
    jne bad
    mov far@GOTPCREL(%rip), %r12
    sub %rcx, %r12
    jne bad
    .byte 0x48, 0x8b, 0x05
    .reloc ., R_X86_64_GOTPCREL, far-4
    .long 0
    sub %rcx, %rax
    jne bad
    cmp far@GOTPCREL(%rip), %rcx
    jne bad
    call *give@GOTPCREL(%rip)
    cmp $42, %eax
    jne bad
    call give@PLT
    cmp $42, %eax
    jne bad
    lea 1f(%rip), %rax
    push %rax
    jmp *give@GOTPCREL(%rip)
    hlt
1:  cmp $42, %eax
    jne bad
    movabs $give@PLTOFF, %rax
    add %rbx, %rax
    call *%rax
    cmp $42, %eax
    jne bad
    mov $puts@GOTPCREL, %eax
    xor %eax, %eax
    pop %rbx
    ret
bad:
    mov $1, %eax
    pop %rbx
    ret
    .globl give
    .type give, @function
give:
    mov $42, %eax
    ret
    .section .data.first, "aw"
word64: .quad far
pc32:   .long far - .
pc64:   .quad far - .
abs8:   .byte small
abs16:  .short medium
size32: .long far@SIZE
size64: .quad far@SIZE + 1
pc16:   .short near - .
pc8:    .byte near - .
    .globl near
near:   .byte 0
    .data
    .balign 16
    .globl far
    .type far, @object
    .size far, 24
far:    .zero 24
    .globl small, medium
    .set small, 0x7b
    .set medium, 0x1234
    .section .note.GNU-stack, "", @progbits
S
sed -e '/movabs \$far, /,+3d' -e '/movz.l abs/,+2d' -e '/^abs/d' -e '/puts@GOTPCREL/d' kinds.s >kinds_pic.s
sed -e '/puts@GOTPCREL/d' -i kinds.s
both "relocation kinds" -no-pie kinds.s
both "relocation kinds, no relaxation" -no-pie kinds.s -Wl,--no-relax
both "relocation kinds, static" -static kinds.s
both "relocation kinds, PIE" -pie kinds_pic.s
ok; $kitcc -no-pie kinds.s -o kit.exe 2>log; ./kit.exe || fail "relocation kinds: exit code $?"
cat >abs32.s <<'S'
    .globl main
main: mov $datum, %eax
    mov $datum, %rcx
    sub %rcx, %rax
    mov (datum), %ecx
    sub $5, %ecx
    or %ecx, %eax
    mov datum(,%rax,4), %ecx
    sub $5, %ecx
    or %ecx, %eax
    ret
    .data
datum: .long 5
    .section .note.GNU-stack, "", @progbits
S
both "absolute 32-bit addresses" -no-pie abs32.s
gcc -c abs32.s -o abs32.o
refuses "absolute addresses in a PIE" "recompile with -fPIE" -pie abs32.o
refuses "absolute addresses in a library" "recompile with -fPIC" -shared abs32.o
cat >far.s <<'S'
    .globl _start
_start: jmp away
    .section .bss
    .zero 0x7fffffff
    .zero 0x10000
    .globl away
away: .zero 4
S
gcc -c far.s -o far.o
refuses "a reference that does not reach" "truncated to fit" far.o
