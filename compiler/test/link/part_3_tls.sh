# Thread-local storage: every model, in programs and libraries, rewritten and not; also TLSDESC.
cat >tls_lib.c <<'C'
__thread int lib_a = 11; static __thread int lib_b = 22, lib_c; __thread char lib_big[100] __attribute__((aligned(64)));
int *lib_b_address(void) { return &lib_b; }
int lib_sum(void) { lib_c++; lib_big[3] = 1; return lib_a + lib_b + lib_c + lib_big[3]; }
C
cat >tls_main.c <<'C'
#include <pthread.h>
#include <stdint.h>
#include <stdio.h>
extern __thread int lib_a; extern __thread char lib_big[100]; int *lib_b_address(void); int lib_sum(void); extern __thread int other_a, other_z; int other(void);
static __thread int own = 1, own_zero; static __thread long array[9] = {[8] = 8}; __thread char aligned[32] __attribute__((aligned(32))) = "text";
static void *run(void *p)
{
    own += (int)(intptr_t)p; own_zero++; lib_a += (int)(intptr_t)p; other_a++;
    printf("%d %d %ld %s %d %d %d %d %d %d\n", own, own_zero, array[8], aligned, lib_a, lib_sum(), *lib_b_address(), other_a, other(), (int)(((uintptr_t)aligned & 31) | ((uintptr_t)lib_big & 63)) + other_z);
    return &own;
}
int main(void) { pthread_t t; void *r; for (int i = 0; i < 3; i++) { pthread_create(&t, 0, run, (void *)(intptr_t)i); pthread_join(t, &r); } run((void *)5); run((void *)6); return own; }
C
cat >tls_other.c <<'C'
__thread int other_a = 3; __thread int other_z; static __thread int o1 = 1, o2 = 2; int other(void) { o1++; o2++; return other_a + o1 + o2 + other_z; }
C
for dialect in gnu gnu2; do
    for mode in "-no-pie -fno-pie" "-pie -fPIE" "-pie -fPIC" "-pie -fPIC -fno-plt" "-static -fno-pie" "-static -fPIC" "-static-pie -fPIE" "-pie -fPIC -ftls-model=local-dynamic"; do
        for level in -O0 -O2; do both "TLS one program, $dialect $mode $level" $mode $level -mtls-dialect=$dialect tls_main.c tls_other.c tls_lib.c -pthread; done
    done
    for model in global-dynamic initial-exec; do
        ok
        # A library made by each linker under programs made by each.
        for maker in kit host; do
            eval "\$${maker}cc -shared -fPIC -O1 -mtls-dialect=$dialect -ftls-model=$model tls_lib.c -o libtls_$maker.so" 2>log || fail "TLS library, $dialect $model, $maker"
            sane libtls_$maker.so "TLS library"
        done
        for lib in kit host; do
            for mode in "-no-pie -fno-pie" "-pie -fPIE" "-pie -fPIC" "-pie -fPIC -fno-plt"; do
                for level in -O0 -O2; do
                    case $mode in *-fPI*) both "TLS with a $dialect $model library by $lib, $mode $level" $mode $level -mtls-dialect=$dialect tls_main.c tls_other.c ./libtls_$lib.so -pthread;;
                        *) both "TLS with a $dialect $model library by $lib, $mode $level" $mode $level -mtls-dialect=$dialect tls_main.c tls_other.c ./libtls_$lib.so -pthread;; esac
                done
            done
        done
    done
done
cat >tls_ie.s <<'S'
    .globl main
main:
    mov x@gottpoff(%rip), %rax
    mov %fs:(%rax), %ecx
    xor %edx, %edx
    add x@gottpoff(%rip), %rdx
    cmp %fs:(%rdx), %ecx
    jne 1f
    push %r12
    mov x@gottpoff(%rip), %r12
    cmp %rdx, %r12
    pop %r12
    jne 1f
    xor %r9d, %r9d
    add x@gottpoff(%rip), %r9
    cmp %rdx, %r9
    jne 1f
    mov %rsp, %r8
    xor %esp, %esp
    add x@gottpoff(%rip), %rsp
    xchg %rsp, %r8
    cmp %rdx, %r8
    jne 1f
    push %r12
    xor %r12d, %r12d
    add x@gottpoff(%rip), %r12
    cmp %rdx, %r12
    pop %r12
    jne 1f
    mov %ecx, %eax
    ret
1:  mov $99, %eax
    ret
    .section .tdata, "awT"
    .globl x
    .type x, @object
    .size x, 4
    .long 1
x:  .long 37
    .section .note.GNU-stack, "", @progbits
S
both "initial-exec instructions" -no-pie tls_ie.s
both "initial-exec instructions, PIE" -pie tls_ie.s
ok; $kitcc -no-pie tls_ie.s -o kit.exe; ./kit.exe; [ $? = 37 ] || fail "initial-exec instructions: wrong value"
printf '.globl _start\n_start: lea x@tlsld(%%rip), %%rdi\n nop\n call __tls_get_addr@plt\n.section .tbss,"awT"\nx: .long 0\n.globl __tls_get_addr\n.text\n__tls_get_addr: ret\n' >tls_bad.s
gcc -c tls_bad.s -o tls_bad.o
refuses "an unknown thread-local sequence" "known thread-local code sequence" tls_bad.o
