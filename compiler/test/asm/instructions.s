# Relocation suffixes, prefixes, operand forms and expressions: kit as and GNU as must make the same object of it.
	.text
f:	data16 leaq x@tlsgd(%rip), %rdi
	.value 0x6666
	rex64
	call __tls_get_addr@PLT
	leaq x@tlsld(%rip), %rdi
	call __tls_get_addr@PLT
	leaq y@dtpoff(%rax), %rcx
	movq x@gottpoff(%rip), %rax
	addq x@gottpoff(%rip), %rax
	leaq x@tlsdesc(%rip), %rax
	call *x@tlscall(%rax)
	movq %fs:0, %rax
	leaq x@tpoff(%rax), %rdx
	movabsq $z@GOTOFF, %rax
	movabsq $z@GOT, %rax
.L2:	leaq _GLOBAL_OFFSET_TABLE_(%rip), %rbx
	movabsq $_GLOBAL_OFFSET_TABLE_-.L2, %r11
	movl $z@size, %eax
	testl %eax, z@GOTPCREL(%rip)
	call *z@GOTPCREL(%rip)
	cmpxchg %rax, z@GOTPCREL(%rip)
	movq z@GOTPCREL+4(%rip), %rax
	mov f-.(%rip), %eax
	movl $.-f, %eax
	movl $f2-f, %eax
	addl $f2-f, %eax
f2:	pushq $f2-f
	movb $42, 8+(%rax)
	movl z+4+(%rip), %ecx
	movl 8+ (%rcx,%rdx,4), %eax
	movl 8-4+(%rbp), %eax
	movzbl z(%rip), %eax
	rep ret
	rep; stosb
	lock; incl (%rax)
	lock incl (%rax)
	notrack jmp *%rax
	bnd ret
	jne,pt f
	xchgl %eax,%eax
	{disp32} mov (%rax),%eax
	{disp8} mov (%rax),%eax
	mov %cs:(%rax), %eax
	fs movl 4, %eax
	addr32 movl (%eax), %eax
	movabs 0x1234, %al
	mov 0x1122334455667788, %eax
	out %al, (%dx)
	outb $5
	inb %dx
	inl (%dx)
	movsb; movsw; movsl; movsq; movsd
	repe cmpsb
	repne scasb
	xlatb
	fstpl 8(%rsp)
	fsubrp
	fdivp %st,%st(2)
	fsub
	callq *8(%rax)
	jmpq *%rax
	jmp *f(,%rax,8)
	jmp *(%rax)
	retq $8
	pushq %fs
	push $-129
	push $0x7fffffff
	pushw $4
	movw %ds, %ax
	movl %ds, %eax
	movq %rax, %ds
	imul $3, %eax
	imul $300, %eax, %ebx
	shl %eax
	sar $1, %eax
	shldl $3, %eax, %ebx
	shld %cl, %eax, %ebx
	test %eax, (%rbx)
	test (%rbx), %eax
	xchg (%rbx), %eax
	nopw 0(%rax,%rax,1)
	nopl (%rax)
	cvtsi2sd %rax, %xmm0
	cvtsi2sdl (%rax), %xmm0
	cvtsi2sdq (%rax), %xmm0
	movd %rax, %xmm0
	movq %xmm0, %rax
	movss (%rax), %xmm8
	pextrw $3, %xmm0, %eax
	movmskpd %xmm1, %rax
	cmpneqsd %xmm1, %xmm2
	movb $-1, %al
	movw $0xffff, %ax
	movl $-1, %eax
	movl $0xffffffff, %eax
	movq $0xffffffffffffffff, %rax
	add $0xffffffff, %eax
	add $0xffffffffffffffff, %rax
	sub $-128, %rax
	and $0xfffffff0, %eax
	and $-16, %rsp
	cmpb $200, %al
	cmp $0xff, %al
	movb %ah, (%rax)
	loopne .
	enter $16, $0
	leaw (%rax), %bx
	lea -8(%rsp,%rax), %rcx
	mov 4+4*2(%rax), %ecx
	mov -(4+4)(%rax), %ecx
	mov f+8(,%rcx,4), %ecx
	mov $'a', %al
	mov $~5, %eax
	mov $1<<4|3, %eax
	mov $(1+2)*3, %eax
	.quad f2 - f + 1, (f2 - f) * 2, f2 - f3
	.long (f3 - f2) / 2
	.if f2 - f > 3
	.byte 1
	.endif
	.long f@GOTPCREL, f@PLT, z - f
f3:
	.equ a, f2 + 4
	.globl ga
	.set ga, f2
	call ga
	call a
	lea a(%rip), %rax
	lea ga(%rip), %rax
	.set al2, ext
	call al2
	.set al3, ext+4
	lea al3(%rip), %rcx
	.type ifn, @gnu_indirect_function
ifn:	ret
	call ifn
	lea ifn(%rip), %rax
	jmp ifn
	jmp 0x1234
	call 0x1234
	jne 0x1234
	.quad ifn
	.long 1f-f
1:
