__attribute__((naked)) int returns(int x)
{
    return x; // error: statements other than 'asm' in functions with attribute 'naked' are not supported yet
}
__attribute__((naked)) int declares(void)
{
    static int x = 1;
    x = 2; // error: statements other than 'asm' in functions with attribute 'naked' are not supported yet
    __asm__("ret");
}
__attribute__((naked)) int uses(int x)
{
    __asm__("movl %0, %%eax\n\tret" : : "r"(x)); // error: operands of 'asm' that are no constants in functions with attribute 'naked' are not supported yet
}
__attribute__((naked)) int good(int x) // warning: unused parameter 'x' [-Wunused-parameter]
{
    __asm__("ret");
    ;
    __asm__ volatile("nop");
}
int object __attribute__((naked)); // warning: attribute 'naked' is for functions [-Wattributes]
void f(void)
{
    __attribute__((naked)) void inner(void) { __asm__("ret"); } // error: nested functions with attribute 'naked', or in such ones are not supported yet
    inner();
}
