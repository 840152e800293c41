// flags: -S -o /dev/null
struct big { long a, b, c; };
long a, b, c;
void registers(void)
{
    asm("nop" : "=a"(a) : : "rax"); // error: every register that "=a" allows is clobbered by this 'asm'
}
void twice(long x)
{
    asm("nop" : : "a"(x), "a"(x + 1)); // error: the register of "a" is taken by another operand of this 'asm'
}
void large(struct big s)
{
    asm("nop" : : "r"(s)); // error: impossible constraint in 'asm': no place suits operand "r"
}
void range(void)
{
    asm("nop" : : "N"(300)); // error: impossible constraint in 'asm': no place suits operand "N"
}
void variable(int x)
{
    asm("nop" : : "i"(x)); // error: impossible constraint in 'asm': no place suits operand "i"
}
void many(long x)
{
    asm("nop" : : "r"(x), "r"(x), "r"(x), "r"(x), "r"(x), "r"(x), "r"(x), "r"(x), "r"(x), "r"(x), "r"(x), "r"(x), "r"(x), "r"(x)
        , "r"(x)); // error: no register is left for operand "r" of this 'asm'
}
void mmx(long x)
{
    asm("nop" : : "y"(x)); // error: constraint 'y' is not supported: kit has general, SSE and x87 registers
}
void frame(void)
{
    asm("nop" : : : "rbp"); // error: 'rbp' holds the frame: 'asm' cannot clobber it
}
void condition(void)
{
    asm("nop" : "=@ccq"(a)); // error: unknown 'asm' flag output '@ccq'
}
void stack(void)
{
    register long sp asm("rsp") = 0;
    asm("nop" : "+r"(sp)); // error: register 'rsp' cannot be an operand of 'asm' here
}
void modifiers(long x, double d)
{
    asm("mov %y0, %%rax" : : "r"(x)); // error: operand modifier '%y' of 'asm' does not fit a general register
    asm("mov %h0, %%al" : : "S"(x)); // error: operand modifier '%h' of 'asm' does not fit a register without a high byte
    asm("mov %b0, %%rax" : : "x"(d)); // error: operand modifier '%b' of 'asm' does not fit an SSE register
    asm("mov %j0, %%rax" : : "m"(x)); // error: operand modifier '%j' of 'asm' does not fit memory
    asm("mov %j0, %%rax" : : "i"(1)); // error: operand modifier '%j' of 'asm' does not fit a constant
    asm("mov %!, %%rax" : : "i"(1)); // error: invalid '%' in the template of 'asm'
    asm("mov %k, %%rax" : : "i"(1)); // error: operand number missing after '%k' in 'asm'
    asm("set%0" : "=@ccz"(a)); // error: operand 0 of 'asm' is a condition, which has no text
}
void floating(long double x)
{
    asm("nop" : "=f"(x)); // error: an output of 'asm' in any x87 register is not supported: 't' and 'u' name the register
}
void hole(long double x)
{
    asm("nop" : : "u"(x)); // error: the x87 operands of 'asm' leave a hole in the register stack
}
