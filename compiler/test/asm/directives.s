# Directives, macros, conditionals and data: kit as and GNU as must make the same object of it.
	.macro save reg, off=8, rest:vararg
	movq \reg, \off(%rsp)
	.ifnb \rest
	save \rest
	.endif
	.endm
	.macro count n
	.if \n
	.byte \n
	count "(\n-1)"
	.endif
	.endm
	.text
	.globl f
f:	save %rax
	save %rbx, 16
	save reg=%rcx, off=24
	save %rax, 8, %rbx, 16, %rcx
	count 5
	.rept 3
	nop
	.endr
	.irp r, rax, rbx, rcx
	push %\r
	.endr
	.irpc d, 123
	.byte \d
	.endr
	.macro lab
	jmp .Lx\@
.Lx\@:
	.endm
	lab
	lab
	.if 1 == 1
	.ifdef f
	.byte 1
	.else
	.byte 2
	.endif
	.elseif 2
	.byte 3
	.else
	.byte 4
	.endif
	.ifc abc,abc
	.byte 9
	.endif
	.macro e x
	.if \x == 3
	.exitm
	.endif
	.byte \x
	.endm
	e 3
	e 4
	.set v, 5
	.byte v
	.set v, v+1
	.byte v
	sz = . - f
	.long sz
	.data
	.quad f, g-., .
	.align 16
	.octa 0x0102030405060708090a0b0c0d0e0f10
	.float 1.5, -2.25, 1e10
	.double 3.14159
	.ascii "a\n\101\x41\"" , "b"
	.balign 4, 0xff
	.p2alignl 4, 0x12345678
	.fill 3, 4, 0x11223344
	.org 0x200
	.uleb128 300, 5
	.sleb128 -300
	.uleb128 g2-g1
	.byte 1
g1:	.zero 200
g2:	.hword 3
	.section .init_array,"aw"
	.quad f
	.pushsection .rodata
	.string "x"
	.popsection
	.quad f
	.section .text.g,"axG",@progbits,gg,comdat
	.weak gg
gg:	ret
	.previous
	.lcomm lc, 10
	.comm cm, 20, 8
	.text 1
	.byte 0xcc
	.text 0
	.byte 0xcd
	.subsection 1
	.byte 0xce
	.weakref wr, realw
	call wr
	.symver f, f@@V1
	.hidden hh
	call hh
	.nops 5
	1: jmp 2f; 2: jmp 1b
	jecxz 1b
	loop 2b
	.reloc ., R_X86_64_NONE, f
	.section .note.GNU-stack,"",@progbits
