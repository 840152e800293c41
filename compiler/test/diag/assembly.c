register long stack asm("rsp"); // error: global register variables are not supported yet
asm("nop" : : ); // error: operands of 'asm' at file scope are not supported yet
asm(1); // error: expected a string literal as the assembly before '1'
struct fields { int a : 3; };
const int constant = 1; // note: declared here
long many(void);
void operands(int x, struct fields *f)
{
    register int odd asm("rsq") = x; x = odd; // error: invalid register name 'rsq' for 'odd'
    asm("" : "r"(x)); // error: output operand constraint lacks '='
    asm("" : "="(x + 1)); // error: lvalue required in 'asm' statement
    asm("" : "=r"(x + 1)); // error: lvalue required in 'asm' statement
    asm("" : "=r"(constant)); // error: 'asm' output of read-only variable 'constant'
    asm("" : : "=r"(x)); // error: input operand constraint contains '='
    asm("" : "=r=m"(x)); // error: operand constraint contains incorrectly positioned '+' or '='
    asm("" : "=r"(x) : "1"(x)); // error: matching constraint references invalid operand number
    asm("" : "=0"(x)); // error: matching constraint not valid in output operand
    asm("" : : "w"(x)); // error: unknown constraint letter 'w' in "w"
    asm("" : : "m"(x + 1)); // error: memory input 0 is not directly addressable
    asm("" : "=m"(f->a)); // error: a bit-field cannot be a memory operand of 'asm'
    asm("" : : "m"(f->a)); // error: a bit-field cannot be a memory operand of 'asm'
    asm("" : [one] "=r"(x), [one] "=m"(x)); // error: duplicate 'asm' operand name 'one'
    asm("%[two]" : [one] "=r"(x)); // error: undefined named operand 'two'
    asm("" : [one] "=r"(x) : "[three]"(x)); // error: undefined named operand 'three'
    asm("%k2" : "=r"(x) : "r"(x)); // error: operand number 2 of 'asm' is out of range
    asm("" : "=r,m"(x) : "r"(x)); // error: operand constraints for 'asm' differ in number of alternatives
    asm("" : : : "rax", "xmm3", "%rbx", "nonsense"); // error: unknown register name 'nonsense' in 'asm'
    asm("" : : : "rax", "cc", "memory", "cc"); // warning: 'cc' is clobbered twice [-Wasm-clobbers]
    asm goto("" : : : ); // error: 'asm goto' names no label
    asm("" : : : : end); // error: labels of 'asm' need 'asm goto'
    asm goto("" : : : : nowhere); // error: label 'nowhere' used but not defined
    asm("" : "=r"(x), "=r"(x), "=r"(x), "=r"(x), "=r"(x), "=r"(x), "=r"(x), "=r"(x), "=r"(x), "=r"(x)
        : "i"(0), "i"(0), "i"(0), "i"(0), "i"(0), "i"(0), "i"(0), "i"(0), "i"(0), "i"(0)
        , "i"(0), "i"(0), "i"(0), "i"(0), "i"(0), "i"(0), "i"(0), "i"(0), "i"(0), "i"(0)
        , "i"(0)); // error: more than 30 operands in 'asm'
    asm(L"nop"); // error: a wide string literal cannot stand here
    asm("" : "=r"(undeclared)); // error: 'undeclared' undeclared
end:;
}
