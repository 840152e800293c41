// flags: -c -o /dev/null
int right(int x) { return x; }
__asm__(".section .text\nnop\nright: nop");

// error: 'right' is defined here and in C
