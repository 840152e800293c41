// flags: -c -o /dev/null
int wrong(int x)
{
    __asm__("movl %1, %0\n\tbogus %0\n\taddl $1, (%%al)"
            : "=r"(x) : "r"(x)); // error: instruction 'bogus' is not supported
    return x; // error: base and index must both be 64-bit, or both 32-bit, general registers
}
__asm__(".globl made\nmade bar\n");
// error: instruction 'made' is not supported
void jumps(void)
{
    __asm__("jmp 1f"); // error: no such local label after this line
}
