/* The IR room: the text form is a fixed point over every operation and type, what the builder folds is what it would have
   computed, and the verifier answers a planted violation of each of its rules. */
#include "base/bits.h"
#include "ir/ir.h"

#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

static u32 failures, checks;

static void expect(bool ok, const char *what, const char *detail)
{
    checks++;
    if (ok) return;
    failures++;
    if (failures <= 20) fprintf(stderr, "test_ir: %s: %s\n", what, detail);
}

static u64 state = 0x853c49e6748fea9bu;
static u64 rnd(void)
{
    state ^= state << 13;
    state ^= state >> 7;
    state ^= state << 17;
    return state;
}

static const DataLayout layout = {
    .arch = "x86_64", .pointer_size = 8, .long_size = 8, .long_double_size = 16, .long_double_align = 16, .long_double_format = FLOAT_X87, .max_align = 16,
    .int64_align = 8, .double_align = 8, .va_list_kind = VA_LIST_X64, .va_list_size = 24, .va_list_align = 8, .va_list_is_array = true,
};

/* ---- parsing into memory ---- */

typedef struct Unit {
    Kit kit;
    Module m;
    Buf body;
    VEC(Function) fn;
    const char *message; /* the verifier's first */
    bool ok;
    bool op_seen[OP_COUNT], type_seen[IR_TYPE_COUNT];
} Unit;

static void take_function(void *self, Module *m, Function *fn)
{
    Unit *u = self;
    const char *message = ir_verify(m, fn, m->arena);
    if (message && !u->message) u->message = message;
    if (!message) ir_print_function(m, fn, &u->body);
    for (u32 v = 1; v < fn->inst.len; v++) {
        u->op_seen[fn->inst.at[v].op] = true;
        u->type_seen[fn->inst.at[v].type] = true;
    }
    Function copy;
    function_copy(&copy, fn);
    vec_push(&u->fn, copy);
}
static void take_data(void *self, Module *m, const IrData *data)
{
    Unit *u = self;
    ir_print_data(m, data, &u->body);
}
static void take_asm(void *self, Module *m, Str text, Loc loc)
{
    Unit *u = self;
    (void)m;
    (void)loc;
    ir_print_file_asm(text, &u->body);
}

static void unit_init(Unit *u)
{
    memset(u, 0, sizeof *u);
    kit_init(&u->kit);
    u->kit.diag.error_limit = 0; /* the limit would end this process */
    module_init(&u->m, &u->kit, &layout, STR("test.c"));
}

static void parse(Unit *u, const char *text, size_t size)
{
    IrSink sink = {u, take_function, take_data, take_asm};
    unit_init(u);
    char *padded = arena_zalloc(&u->kit.arena, size + 64, 16);
    memcpy(padded, text, size);
    u->ok = ir_parse(&u->m, "test.ir", padded, (u32)size, &sink);
}

static void unit_free(Unit *u)
{
    for (u32 k = 0; k < u->fn.len; k++) function_free(&u->fn.at[k]);
    vec_free(&u->fn);
    buf_free(&u->body);
    module_free(&u->m);
    arena_free(&u->kit.arena);
}

static void whole_text(Unit *u, Buf *out)
{
    ir_print_module(&u->m, out);
    buf_bytes(out, u->body.data, u->body.len);
}

/* ---- every operation and type ---- */

static const char everything[] =
    "layout x86_64\n"
    "source \"dir/every \\22thing.c\"\n"
    "agg 1 size 24 align 8 {0 i64, 8 f64, 16 ptr}\n"
    "agg 2 size 3 align 1 misaligned {0 i8, 1 i16}\n"
    "agg 7 size 100 align 4 {}\n"
    "asm 1 volatile \"mov %1, %0\" (\"=r\" i32 address, \"r\" i32) (\"memory\", \"cc\")\n"
    "asm 2 basic \"nop\" () ()\n"
    "symbol @main function global defined referenced\n"
    "symbol @#2 data local defined\n"
    "symbol @\"odd name\" data weak hidden section \".my data\" size 16 align 32\n"
    "symbol @common data global common size 4 align 4\n"
    "symbol @tls tls global model initial-exec\n"
    "symbol @other function global alias \"main\" protected\n"
    "symbol @resolver ifunc global internal\n"
    "symbol @#8 block local\n"
    "fileasm \".globl x\\0ax:\"\n"
    "data @#2 size 12 align 1 readonly string 1 {\n  0 \"hello \\22\\5c\\01\"\n}\n"
    "data @table size 120 align 8 {\n  3 \"\\ff\"\n  100 \"tail\"\n  reloc 8 @table+16 size 8\n  reloc 16 @main-4 size 4 minus @#8\n}\n"
    "data @nothing size 1000 align 16 zero\n"
    "function @agg_result agg1 (agg1, i8 sext, i16 zext, ptr, i128, f80, f128, ...) {\n"
    "  slot $1 size 24 align 8 \"list\"\n  slot $2 size 24 align 8\n"
    "  vastart $1\n  %8 = vaarg i32 $1\n  %9 = vaargagg agg2 $1\n"
    "  copy $2, %1, size 24 align 8 volatile\n  zero %9, size 3\n"
    "  call agg1 (agg1, i8 sext, i16 zext, ptr, i128, f80, f128, ...) @agg_result($2+8, %1, %2, 7, %4, %5, %6, %7, %8, agg2 %9, f64 0x1p+0)\n"
    "  %10 = call i8 zext (?) %4(i64 1, ptr 0)\n  %11 = call i32 (ptr) @setjmp($1) returns_twice\n"
    "  ret $2\n}\n"
    "function @ints i64 (i64, i64, i8) {\n"
    "  %20 = add i64 %1, 5\n  %21 = sub i64 -3, %20\n  %22 = mul i64 %21, %2\n  %23 = umulh i64 %22, %1\n  %24 = smulh i64 %23, %1\n"
    "  %25 = sdiv i64 %24, 7\n  %26 = udiv i64 %25, 7\n  %27 = srem i64 %26, %2\n  %28 = urem i64 %27, %2\n  %29 = and i64 %28, 255\n"
    "  %30 = or i64 %29, %1\n  %31 = xor i64 %30, -2\n  %32 = shl i64 %31, 3\n  %33 = lshr i64 %32, 1\n  %34 = ashr i64 %33, %2\n"
    "  %35 = rotl i64 %34, 9\n  %36 = rotr i64 %35, %2\n  %37 = neg i64 %36\n  %38 = not i64 %37\n  %39 = clz i64 %38\n  %40 = ctz i64 %39\n"
    "  %41 = popcount i64 %40\n  %42 = bswap i64 %41\n  %43 = eq i64 %42, 0\n  %44 = ne i64 %42, %1\n  %45 = slt i64 %42, 1\n  %46 = sle i64 1, %42\n"
    "  %47 = ult i64 %42, %2\n  %48 = ule i64 %42, %2\n  %49 = and i1 %43, %44\n  %50 = or i1 %49, 1\n  %51 = xor i1 %50, %45\n  %52 = not i1 %51\n"
    "  %53 = zext i64 %52\n  %54 = sext i16 %3\n  %55 = trunc i8 %54\n  %56 = zext i128 %53\n  %57 = trunc i64 %56\n  %58 = select i64 %48, %57, 4\n"
    "  %59 = select i8 %47, %55, poison\n  %60 = bitcast ptr %58\n  %61 = eq ptr %60, 0\n  %62 = add i8 %59, -128\n  %63 = trunc i1 %62\n"
    "  ret %58\n}\n"
    "function @floats f64 (f32, f64, f80, f128) {\n"
    "  %10 = fadd f64 %2, 0x1.8p+1\n  %11 = fsub f64 %10, -0x0p+0\n  %12 = fmul f64 %11, %2\n  %13 = fdiv f64 %12, bits(0x7ff8000000000001)\n  %14 = fneg f64 %13\n"
    "  %15 = fabs f64 %14\n  %16 = fsqrt f64 %15\n  %17 = feq f64 %16, %2\n  %18 = fne f64 %16, bits(0x7ff0000000000000)\n  %19 = flt f64 %16, %2\n  %20 = fle f64 %16, %2\n"
    "  %21 = stof f64 i32 7\n  %22 = utof f64 i64 -1\n  %23 = ftos i64 %22\n  %24 = ftou i32 %21\n  %25 = fcvt f32 %16\n  %26 = fcvt f80 %25\n  %27 = fcvt f128 %26\n"
    "  %28 = fadd f80 %26, 0x1p+1\n  %29 = fadd f128 %27, bits(0x1, 0x3fff000000000000)\n  %30 = bitcast i32 %25\n  %31 = bitcast f64 i64 4607182418800017408\n  %32 = fmul f32 %25, 0x1p-3\n  %33 = fltq f64 %16, %2\n  %34 = fleq f32 %32, %25\n"
    "  ret %31\n}\n"
    "function @control i32 (i32, ptr) {\n  slot $1 size 4 align 4 \"x\"\n"
    "b1:\n  %3 = stacksave\n  %4 = alloca i64 100, align 32\n  stackrestore %3\n  %5 = frameaddr 0\n  %6 = retaddr 1\n  fence seq_cst\n  fence acquire signal\n"
    "  %7 = ptradd %2, 8\n  %8 = load i16 %7 align 2\n  store i16 %8, $1 volatile\n  store f64 0x1p+0, %4 align 8\n  store ptr @tls+4, %4\n"
    "  asm 1 (%4 : %1)\n  asm 2 ( : )\n"
    "  switch i32 %1, b2 [1 b3, -7 b4, 2 b3]\n"
    "b2 (@#8):\n  %9 = phi i32 [b1 5], [b3 %10], [b5 %1]\n  jump b4\n"
    "b3:\n  %10 = add i32 %1, 1\n  %11 = slt i32 %10, 4\n  branch %11, b2, b4\n"
    "b4:\n  %12 = phi i32 [b1 poison], [b2 %9], [b3 0]\n  %13 = eq i32 %12, 0\n  branch %13, b5, b6\n"
    "b5:\n  goto %2, b2\n"
    "b6:\n  %14 = eq i32 %12, 1\n  branch %14, b7, b8\n"
    "b7:\n  asmgoto 1 (%4 : %1) b9, b8, b9\n"
    "b9:\n  trap\n"
    "b8:\n  call void () @abort() noreturn\n  unreachable\n}\n"
    "function @main i32 () {\nb1:\n  jump b2\nb2:\n  jump b2\n}\n"
    "function @atomics i64 (ptr, i64) {\n"
    "  %3 = atomicload i8 %1 relaxed\n  %4 = atomicload ptr %1 align 8 volatile acquire\n  atomicstore i16 -1, %1 align 2 release\n  atomicstore ptr @tls, %1 align 8 seq_cst\n"
    "  %5 = atomicxchg ptr 0, %1 align 8 acq_rel\n  %6 = atomicadd i64 %2, %1 align 8 volatile seq_cst\n  %7 = atomicsub i32 1, %1 align 4 relaxed\n"
    "  %8 = atomicand i8 %3, %1 seq_cst\n  %9 = atomicor i64 %6, %1 align 8 seq_cst\n  %10 = atomicxor i64 %9, %1 align 8 release\n"
    "  %11 = atomicnand i64 %10, %1 align 8 acquire\n  %12 = atomiccas i64 %11, 7, %1 align 8 seq_cst\n  ret %12\n}\n"
    "function @nested i32 (ptr chain, i32) {\n  slot $1 size 48 align 8\nb1:\n  trampoline $1+16, @nested, %1\n  landing b2, b3\n"
    "b2:\n  %3 = call i32 (ptr chain, i32) @nested($1, %2)\n  escape %1, $1, @#9\nb3 (@#9):\n  ret 7\n}\n"
    "function @nothing_at_all void () {\n  ret\n}\n";

static void test_fixed_point(void)
{
    Unit a, b, c;
    Buf first = {0}, second = {0}, third = {0};
    parse(&a, everything, sizeof everything - 1);
    expect(a.ok, "everything", "does not parse");
    expect(!a.message, "everything does not verify", a.message ? a.message : "");
    for (u32 op = 1; op < OP_COUNT; op++) expect(a.op_seen[op], "the text does not use the operation", ir_op_info[op].text);
    for (u32 t = 0; t < IR_TYPE_COUNT; t++) expect(a.type_seen[t], "the text does not use the type", ir_type_text[t]);
    whole_text(&a, &first);
    parse(&b, (const char *)first.data, first.len);
    whole_text(&b, &second);
    parse(&c, (const char *)second.data, second.len);
    whole_text(&c, &third);
    expect(b.ok && c.ok, "fixed point", "what was printed does not parse");
    expect(first.len == second.len && memcmp(first.data, second.data, first.len) == 0, "fixed point", "the second printing differs from the first");
    expect(second.len == third.len && memcmp(second.data, third.data, second.len) == 0, "fixed point", "the third printing differs from the second");
    /* The module is the same too, not only its text. */
    expect(a.m.symbol.len == b.m.symbol.len && a.m.agg.len == b.m.agg.len && a.m.inline_asm.len == b.m.inline_asm.len && a.m.sig.len == b.m.sig.len, "fixed point", "the module's tables differ");
    for (u32 k = 0; k < a.fn.len && k < b.fn.len; k++) {
        expect(a.fn.at[k].order.len == b.fn.at[k].order.len && a.fn.at[k].slot.len == b.fn.at[k].slot.len, "fixed point", "blocks or slots differ");
        expect(a.fn.at[k].calls == b.fn.at[k].calls && a.fn.at[k].uses_vastart == b.fn.at[k].uses_vastart, "fixed point", "facts differ");
    }
    unit_free(&a);
    unit_free(&b);
    unit_free(&c);
    buf_free(&first);
    buf_free(&second);
    buf_free(&third);
}

/* ---- a direct evaluator, bit by bit: nothing is shared with the folder ---- */

static u64 mask_of(u32 bits) { return bits == 64 ? ~(u64)0 : ((u64)1 << bits) - 1; }
static bool bit_of(u64 x, u32 i) { return x >> i & 1; }

static u64 slow_add(u64 a, u64 b, u32 bits, bool carry)
{
    u64 r = 0;
    for (u32 i = 0; i < bits; i++) {
        u32 sum = (u32)bit_of(a, i) + bit_of(b, i) + carry;
        r |= (u64)(sum & 1) << i;
        carry = sum > 1;
    }
    return r;
}
static u64 slow_negate(u64 a, u32 bits) { return slow_add(0, ~a & mask_of(bits), bits, true); }

/* The whole product: schoolbook, in two words of `bits` bits. */
static void slow_multiply(u64 a, u64 b, u32 bits, u64 *high, u64 *low)
{
    u64 h = 0, l = 0;
    for (u32 i = bits; i-- > 0;) {
        h = ((h << 1) | bit_of(l, bits - 1)) & mask_of(bits);
        l = (l << 1) & mask_of(bits);
        if (bit_of(b, i)) {
            u64 sum = slow_add(l, a, bits, false);
            if (sum < l) h = slow_add(h, 1, bits, false);
            l = sum;
        }
    }
    *high = h;
    *low = l;
}

static void slow_divide(u64 a, u64 b, u64 *q, u64 *r)
{
    *q = *r = 0;
    for (u32 i = 64; i-- > 0;) {
        bool over = bit_of(*r, 63);
        *r = *r << 1 | bit_of(a, i);
        *q <<= 1;
        if (over || *r >= b) {
            *r -= b;
            *q |= 1;
        }
    }
}

static bool slow_less(u64 a, u64 b, u32 bits, bool is_signed)
{
    if (is_signed && bit_of(a, bits - 1) != bit_of(b, bits - 1)) return bit_of(a, bits - 1);
    for (u32 i = bits; i-- > 0;)
        if (bit_of(a, i) != bit_of(b, i)) return bit_of(b, i);
    return false;
}

/* False: it traps. */
static bool slow_binary(IrOp op, u32 bits, u64 a, u64 b, u64 *out)
{
    bool sa = bit_of(a, bits - 1), sb = bit_of(b, bits - 1);
    u64 high, low, q, r, count = b % bits;
    switch (op) {
    case OP_ADD: *out = slow_add(a, b, bits, false); return true;
    case OP_SUB: *out = slow_add(a, ~b & mask_of(bits), bits, true); return true;
    case OP_MUL: slow_multiply(a, b, bits, &high, out); return true;
    case OP_UMULH: slow_multiply(a, b, bits, out, &low); return true;
    case OP_SMULH:
        slow_multiply(sa ? slow_negate(a, bits) : a, sb ? slow_negate(b, bits) : b, bits, &high, &low);
        if (sa != sb) { /* negate the double word */
            low = slow_negate(low, bits);
            high = slow_add(~high & mask_of(bits), low == 0, bits, false);
        }
        *out = high;
        return true;
    case OP_UDIV:
    case OP_UREM:
        if (b == 0) return false;
        slow_divide(a, b, &q, &r);
        *out = op == OP_UDIV ? q : r;
        return true;
    case OP_SDIV:
    case OP_SREM:
        if (b == 0 || (b == mask_of(bits) && a == (u64)1 << (bits - 1))) return false;
        slow_divide(sa ? slow_negate(a, bits) : a, sb ? slow_negate(b, bits) : b, &q, &r);
        *out = op == OP_SDIV ? sa != sb ? slow_negate(q, bits) : q : sa ? slow_negate(r, bits) : r;
        return true;
    case OP_AND: case OP_OR: case OP_XOR:
        *out = 0;
        for (u32 i = 0; i < bits; i++) {
            bool x = bit_of(a, i), y = bit_of(b, i);
            *out |= (u64)(op == OP_AND ? x && y : op == OP_OR ? x || y : x != y) << i;
        }
        return true;
    case OP_SHL: case OP_LSHR: case OP_ASHR: case OP_ROTL: case OP_ROTR:
        for (; count; count--) {
            bool top = bit_of(a, bits - 1), bottom = bit_of(a, 0);
            if (op == OP_SHL || op == OP_ROTL) a = ((a << 1) & mask_of(bits)) | (op == OP_ROTL && top);
            else a = a >> 1 | (u64)(op == OP_ASHR ? top : op == OP_ROTR ? bottom : 0) << (bits - 1);
        }
        *out = a;
        return true;
    default:
        return false;
    }
}

static u64 slow_unary(IrOp op, u32 bits, u64 a)
{
    u64 n = 0;
    switch (op) {
    case OP_NEG: return slow_negate(a, bits);
    case OP_NOT:
        for (u32 i = 0; i < bits; i++) n |= (u64)!bit_of(a, i) << i;
        return n;
    case OP_CLZ:
        while (n < bits && !bit_of(a, bits - 1 - (u32)n)) n++;
        return n;
    case OP_CTZ:
        while (n < bits && !bit_of(a, (u32)n)) n++;
        return n;
    case OP_POPCOUNT:
        for (u32 i = 0; i < bits; i++) n += bit_of(a, i);
        return n;
    default: /* BSWAP */
        for (u32 i = 0; i < bits; i += 8) n |= (a >> i & 0xff) << (bits - 8 - i);
        return n;
    }
}

static bool slow_compare(IrOp op, u32 bits, u64 a, u64 b)
{
    switch (op) {
    case OP_EQ: return a == b;
    case OP_NE: return a != b;
    case OP_SLT: return slow_less(a, b, bits, true);
    case OP_SLE: return !slow_less(b, a, bits, true);
    case OP_ULT: return slow_less(a, b, bits, false);
    default: return !slow_less(b, a, bits, false);
    }
}

static u64 slow_convert(IrOp op, u32 from, u32 to, u64 a)
{
    u64 r = 0;
    for (u32 i = 0; i < to; i++) r |= (u64)(i < from ? bit_of(a, i) : op == OP_SEXT && bit_of(a, from - 1)) << i;
    return r;
}

/* Numbers near the edges are as likely as any others. */
static u64 interesting(u32 bits)
{
    static const u64 special[] = {0, 1, 2, 3, 7, 8, 15, 16, 31, 32, 63, 64, 127, 128, 255, 256};
    u64 r = rnd(), x;
    switch (r & 7) {
    case 0: x = special[rnd() % ARRAY_LEN(special)]; break;
    case 1: x = 0 - special[rnd() % ARRAY_LEN(special)]; break;
    case 2: x = (u64)1 << (rnd() % bits); break;
    case 3: x = ((u64)1 << (rnd() % bits)) - 1; break;
    case 4: x = (u64)1 << (bits - 1); break;
    case 5: x = rnd() >> (rnd() & 63); break;
    default: x = rnd(); break;
    }
    return x & mask_of(bits);
}

static const IrType int_types[] = {IR_I8, IR_I16, IR_I32, IR_I64};

static SigId sig_of(Module *m, const IrType *type, u32 n)
{
    IrParam result = {IR_I64, 0, false, 0}, param[8];
    for (u32 i = 0; i < n; i++) param[i] = (IrParam){(u8)type[i], 0, false, 0};
    return module_sig(m, result, param, n, false, false);
}

static void check_int(Function *fn, Value v, u64 want, const char *op, u32 bits, u64 a, u64 b)
{
    char text[200];
    bool ok = ir_is_int(fn, v) && ir_int_value(fn, v) == want;
    if (!ok) snprintf(text, sizeof text, "%s i%u 0x%llx, 0x%llx: wanted 0x%llx, value is %s 0x%llx", op, bits, (unsigned long long)a, (unsigned long long)b, (unsigned long long)want,
                      ir_op_info[fn->inst.at[v].op].text, (unsigned long long)ir_int_value(fn, v));
    expect(ok, "constant folding", ok ? "" : text);
}

static void test_folding(void)
{
    static const IrOp binary[] = {OP_ADD, OP_SUB, OP_MUL, OP_UMULH, OP_SMULH, OP_SDIV, OP_UDIV, OP_SREM, OP_UREM, OP_AND, OP_OR, OP_XOR, OP_SHL, OP_LSHR, OP_ASHR, OP_ROTL, OP_ROTR};
    static const IrOp unary[] = {OP_NEG, OP_NOT, OP_CLZ, OP_CTZ, OP_POPCOUNT, OP_BSWAP};
    static const IrOp compare[] = {OP_EQ, OP_NE, OP_SLT, OP_SLE, OP_ULT, OP_ULE};
    Unit u;
    Function fn = {0};
    unit_init(&u);
    Symbol f = module_symbol(&u.m, names_intern(&u.kit.names, STR("f")), NULL);
    for (u32 round = 0; round < 4000; round++) {
        function_begin(&u.m, &fn, f, sig_of(&u.m, NULL, 0), 0);
        IrType type = int_types[rnd() & 3];
        u32 bits = ir_type_bits(&fn, type);
        u64 a = interesting(bits), b = interesting(bits), want = 0;
        Value va = ir_int(&fn, type, a), vb = ir_int(&fn, type, b);
        for (u32 k = 0; k < ARRAY_LEN(binary); k++) {
            Value v = ir_binary(&fn, binary[k], type, va, vb);
            if (slow_binary(binary[k], bits, a, b, &want)) check_int(&fn, v, want, ir_op_info[binary[k]].text, bits, a, b);
            else expect(fn.inst.at[v].op == binary[k], "a trapping operation was folded away", ir_op_info[binary[k]].text);
        }
        for (u32 k = 0; k < ARRAY_LEN(unary); k++) {
            if (unary[k] == OP_BSWAP && bits == 8) continue;
            check_int(&fn, ir_unary(&fn, unary[k], type, va), slow_unary(unary[k], bits, a), ir_op_info[unary[k]].text, bits, a, 0);
        }
        for (u32 k = 0; k < ARRAY_LEN(compare); k++) check_int(&fn, ir_compare(&fn, compare[k], va, vb), slow_compare(compare[k], bits, a, b), ir_op_info[compare[k]].text, bits, a, b);
        for (u32 k = 0; k < 4; k++) {
            u32 to = ir_type_bits(&fn, int_types[k]);
            if (to < bits) check_int(&fn, ir_unary(&fn, OP_TRUNC, int_types[k], va), slow_convert(OP_TRUNC, bits, to, a), "trunc", bits, a, to);
            if (to <= bits) continue;
            check_int(&fn, ir_unary(&fn, OP_ZEXT, int_types[k], va), slow_convert(OP_ZEXT, bits, to, a), "zext", bits, a, to);
            check_int(&fn, ir_unary(&fn, OP_SEXT, int_types[k], va), slow_convert(OP_SEXT, bits, to, a), "sext", bits, a, to);
        }
        check_int(&fn, ir_unary(&fn, OP_TRUNC, IR_I1, va), a & 1, "trunc to i1", bits, a, 0);
        check_int(&fn, ir_select(&fn, type, ir_int(&fn, IR_I1, a & 1), va, vb), a & 1 ? a : b, "select", bits, a, b);
    }
    function_free(&fn);
    unit_free(&u);
}

/* ---- random expressions: what the builder made of them must compute what they say ---- */

enum { PARAMS = 6 };
static const IrType param_types[PARAMS] = {IR_I8, IR_I16, IR_I32, IR_I64, IR_I32, IR_I64};

/* The value of v for given parameters, following what was built; *trap when an instruction on the way traps. */
static u64 run_value(const Function *fn, Value v, const u64 *param, u64 *memo, u8 *known, bool *trap)
{
    const Inst *i = &fn->inst.at[v];
    u64 r = 0;
    if (known[v]) return memo[v];
    IrType type = (IrType)i->type;
    u32 bits = ir_type_bits(fn, type);
    if (i->op == OP_INT) {
        r = ir_int_value(fn, v);
    } else if (i->op == OP_PARAM) {
        r = param[i->a];
    } else if (i->op >= OP_EQ && i->op <= OP_ULE) {
        r = slow_compare((IrOp)i->op, ir_type_bits(fn, (IrType)i->aux), run_value(fn, i->a, param, memo, known, trap), run_value(fn, i->b, param, memo, known, trap));
    } else if (i->op == OP_SELECT) {
        r = run_value(fn, run_value(fn, i->a, param, memo, known, trap) ? i->b : i->c, param, memo, known, trap);
    } else if (i->op == OP_ZEXT || i->op == OP_SEXT || i->op == OP_TRUNC) {
        r = slow_convert((IrOp)i->op, ir_type_bits(fn, ir_type(fn, i->a)), bits, run_value(fn, i->a, param, memo, known, trap));
    } else if (ir_op_info[i->op].form == FORM_U) {
        r = slow_unary((IrOp)i->op, bits, run_value(fn, i->a, param, memo, known, trap));
    } else {
        u64 a = run_value(fn, i->a, param, memo, known, trap), b = run_value(fn, i->b, param, memo, known, trap);
        if (!slow_binary((IrOp)i->op, bits, a, b, &r)) *trap = true;
    }
    memo[v] = r;
    known[v] = 1;
    return r;
}

typedef struct Expression {
    Value v;
    u64 value; /* for the parameters of this round */
    IrType type;
    bool trap;
} Expression;

static Expression random_expression(Function *fn, const u64 *param, IrType type, u32 depth)
{
    static const IrOp ops[] = {OP_ADD, OP_ADD, OP_SUB, OP_MUL, OP_SDIV, OP_UDIV, OP_SREM, OP_UREM, OP_AND, OP_OR, OP_XOR, OP_SHL, OP_LSHR, OP_ASHR, OP_ROTL, OP_ROTR, OP_UMULH, OP_SMULH};
    Expression e = {0, 0, type, false};
    u32 bits = ir_type_bits(fn, type);
    if (depth == 0 || rnd() % 8 == 0) {
        if (type == IR_I1 || rnd() % 2) {
            e.value = type == IR_I1 ? rnd() & 1 : interesting(bits);
            e.v = ir_int(fn, type, e.value);
            return e;
        }
        for (u32 k = (u32)(rnd() % PARAMS);; k = (k + 1) % PARAMS) {
            if (param_types[k] != type) continue;
            e.v = ir_param(k);
            e.value = param[k];
            return e;
        }
    }
    if (type == IR_I1) {
        static const IrOp compare[] = {OP_EQ, OP_NE, OP_SLT, OP_SLE, OP_ULT, OP_ULE};
        IrOp op = compare[rnd() % 6];
        u32 kind = (u32)(rnd() % 6);
        if (kind == 1) {
            Expression c = random_expression(fn, param, IR_I1, depth - 1), a = random_expression(fn, param, IR_I1, rnd() % 2 ? 0 : depth - 1), b = random_expression(fn, param, IR_I1, rnd() % 2 ? 0 : depth - 1);
            e.trap = a.trap || b.trap || c.trap;
            e.v = ir_select(fn, IR_I1, c.v, a.v, b.v);
            e.value = c.value ? a.value : b.value;
            return e;
        }
        if (kind == 0) { /* truth values compared, inverted and combined */
            Expression a = random_expression(fn, param, IR_I1, depth - 1), b = random_expression(fn, param, IR_I1, depth - 1);
            e.trap = a.trap || b.trap;
            IrOp which[] = {OP_AND, OP_OR, OP_XOR, OP_EQ, OP_NE};
            op = which[rnd() % 5];
            if (op == OP_EQ || op == OP_NE) {
                e.v = ir_compare(fn, op, a.v, b.v);
                e.value = (a.value == b.value) == (op == OP_EQ);
            } else {
                e.v = ir_binary(fn, op, IR_I1, a.v, b.v);
                slow_binary(op, 1, a.value, b.value, &e.value);
            }
            return e;
        }
        IrType t = int_types[rnd() & 3];
        Expression a = random_expression(fn, param, t, depth - 1), b = random_expression(fn, param, t, depth - 1);
        if (rnd() % 6 == 0) b = a;
        e.trap = a.trap || b.trap;
        e.v = ir_compare(fn, op, a.v, b.v);
        e.value = slow_compare(op, ir_type_bits(fn, t), a.value, b.value);
        return e;
    }
    switch (rnd() % 8) {
    case 0: { /* a conversion, perhaps of a truth value */
        IrType from = rnd() % 3 == 0 ? IR_I1 : int_types[rnd() & 3];
        Expression a = random_expression(fn, param, from, depth - 1);
        if (from == type) return a;
        IrOp op = from > type ? OP_TRUNC : rnd() % 2 ? OP_ZEXT : OP_SEXT;
        e.trap = a.trap;
        e.v = ir_unary(fn, op, type, a.v);
        e.value = slow_convert(op, ir_type_bits(fn, from), bits, a.value);
        return e;
    }
    case 1: {
        static const IrOp unary[] = {OP_NEG, OP_NOT, OP_CLZ, OP_CTZ, OP_POPCOUNT, OP_BSWAP};
        IrOp op = unary[rnd() % (bits == 8 ? 5 : 6)];
        Expression a = random_expression(fn, param, type, depth - 1);
        e.trap = a.trap;
        e.v = ir_unary(fn, op, type, a.v);
        e.value = slow_unary(op, bits, a.value);
        return e;
    }
    case 2: {
        Expression c = random_expression(fn, param, IR_I1, depth - 1), a = random_expression(fn, param, type, depth - 1), b = random_expression(fn, param, type, depth - 1);
        e.trap = a.trap || b.trap || c.trap;
        e.v = ir_select(fn, type, c.v, a.v, b.v);
        e.value = c.value ? a.value : b.value;
        return e;
    }
    default: {
        IrOp op = ops[rnd() % ARRAY_LEN(ops)];
        Expression a = random_expression(fn, param, type, depth - 1), b = random_expression(fn, param, type, rnd() % 2 ? 0 : depth - 1);
        if (rnd() % 10 == 0) b = a;
        e.trap = a.trap || b.trap;
        e.v = ir_binary(fn, op, type, a.v, b.v);
        if (!e.trap && !slow_binary(op, bits, a.value, b.value, &e.value)) e.trap = true;
        return e;
    }
    }
}

static void test_expressions(void)
{
    Unit u;
    Function fn = {0};
    unit_init(&u);
    Symbol f = module_symbol(&u.m, names_intern(&u.kit.names, STR("f")), NULL);
    SigId sig = sig_of(&u.m, param_types, PARAMS);
    u32 compared = 0;
    for (u32 round = 0; round < 6000; round++) {
        u64 param[PARAMS];
        function_begin(&u.m, &fn, f, sig, 0);
        for (u32 k = 0; k < PARAMS; k++) param[k] = interesting(ir_type_bits(&fn, param_types[k]));
        Expression e = random_expression(&fn, param, IR_I64, 1 + (u32)(rnd() % 6));
        ir_ret(&fn, e.v);
        const char *message = ir_verify(&u.m, &fn, &u.kit.arena);
        expect(!message, "what the builder made does not verify", message ? message : "");
        if (e.trap) continue;
        u64 *memo = calloc(fn.inst.len, sizeof *memo);
        u8 *known = calloc(fn.inst.len, 1);
        bool trap = false;
        u64 got = run_value(&fn, e.v, param, memo, known, &trap);
        compared++;
        if (trap || got != e.value) {
            Buf text = {0};
            ir_print_function(&u.m, &fn, &text);
            buf_u8(&text, 0);
            expect(false, "a built expression computes something else", (const char *)text.data);
            buf_free(&text);
        } else {
            checks++;
        }
        free(memo);
        free(known);
    }
    expect(compared > 3000, "random expressions", "too few were compared");
    function_free(&fn);
    unit_free(&u);
}

/* Every operation with a constant from the edges on either side of a parameter: the identities. */
static void test_identities(void)
{
    static const IrOp ops[] = {OP_ADD, OP_SUB, OP_MUL, OP_UMULH, OP_SMULH, OP_SDIV, OP_UDIV, OP_SREM, OP_UREM, OP_AND, OP_OR, OP_XOR, OP_SHL, OP_LSHR, OP_ASHR, OP_ROTL, OP_ROTR, OP_EQ, OP_NE, OP_SLT, OP_SLE, OP_ULT, OP_ULE};
    Unit u;
    Function fn = {0};
    unit_init(&u);
    Symbol f = module_symbol(&u.m, names_intern(&u.kit.names, STR("f")), NULL);
    SigId sig = sig_of(&u.m, param_types, PARAMS);
    for (u32 p = 0; p < 4; p++) {
        function_begin(&u.m, &fn, f, sig, 0);
        IrType type = param_types[p];
        u32 bits = ir_type_bits(&fn, type);
        u64 constant[] = {0, 1, 2, 3, 4, 10, bits - 1, bits, mask_of(bits), mask_of(bits) - 1, (u64)1 << (bits - 1), ((u64)1 << (bits - 1)) - 1};
        for (u32 o = 0; o < ARRAY_LEN(ops); o++) {
            for (u32 k = 0; k < 2 * ARRAY_LEN(constant); k++) {
                bool left = k & 1, compares = ops[o] >= OP_EQ;
                u64 c = constant[k / 2] & mask_of(bits);
                Value x = ir_param(p), vc = ir_int(&fn, type, c), v = compares ? ir_compare(&fn, ops[o], left ? vc : x, left ? x : vc) : ir_binary(&fn, ops[o], type, left ? vc : x, left ? x : vc);
                for (u32 round = 0; round < 12; round++) {
                    u64 param[PARAMS] = {0}, want = 0, memo[4096];
                    u8 known[4096] = {0};
                    bool trap = false;
                    param[p] = interesting(bits);
                    u64 a = left ? c : param[p], b = left ? param[p] : c;
                    if (compares) want = slow_compare(ops[o], bits, a, b);
                    else if (!slow_binary(ops[o], bits, a, b, &want)) continue;
                    KIT_ASSERT(fn.inst.len < ARRAY_LEN(known));
                    u64 got = run_value(&fn, v, param, memo, known, &trap);
                    expect(got == want && !trap, "an identity does not hold", ir_op_info[ops[o]].text);
                }
            }
        }
    }
    function_free(&fn);
    unit_free(&u);
}

/* ---- addresses, floats and facts ---- */

static FloatBits f64_of(double x)
{
    FloatBits b = {0, 0};
    memcpy(&b.lo, &x, 8);
    return b;
}

static void test_builder(void)
{
    Unit u;
    Function fn = {0};
    unit_init(&u);
    Symbol f = module_symbol(&u.m, names_intern(&u.kit.names, STR("f")), NULL), g = module_symbol(&u.m, names_intern(&u.kit.names, STR("g")), NULL);
    bool fresh = true;
    expect(module_symbol(&u.m, names_intern(&u.kit.names, STR("g")), &fresh) == g && !fresh, "module", "a name has two symbols");
    expect(module_symbol(&u.m, 0, &fresh) != module_symbol(&u.m, 0, &fresh), "module", "nameless symbols are shared");
    IrType types[] = {IR_PTR, IR_I64, IR_F64};
    SigId sig = sig_of(&u.m, types, 3);
    expect(sig == sig_of(&u.m, types, 3) && sig != sig_of(&u.m, types, 2), "module", "signatures are not shared");
    IrLeaf leaf[] = {{0, IR_I32}, {4, IR_F32}};
    AggId agg = module_agg(&u.m, 8, 4, leaf, 2, false, false);
    expect(agg == module_agg(&u.m, 8, 4, leaf, 2, false, false) && agg != module_agg(&u.m, 8, 4, leaf, 2, true, false) &&
           agg != module_agg(&u.m, 8, 4, leaf, 2, false, true) && agg != module_agg(&u.m, 8, 4, leaf, 1, false, false), "module", "aggregates are not shared");

    function_begin(&u.m, &fn, f, sig, 0);
    Slot slot = ir_slot(&fn, 64, 8, 0, 0);
    Value address = ir_ptradd_const(&fn, ir_ptradd(&fn, ir_slot_addr(&fn, slot, 8), ir_int(&fn, IR_I64, 16)), -4);
    expect(address == ir_slot_addr(&fn, slot, 20), "addresses", "an offset into a slot is no constant");
    expect(ir_ptradd_const(&fn, ir_sym(&fn, g, -8), 8) == ir_sym(&fn, g, 0), "addresses", "an offset into a symbol is no constant");
    Value far = ir_ptradd_const(&fn, ir_sym(&fn, g, 0), (i64)1 << 40);
    expect(fn.inst.at[far].op == OP_PTRADD, "addresses", "an offset of 2^40 was folded into a symbol");
    Value chain = ir_ptradd_const(&fn, ir_ptradd_const(&fn, ir_param(0), 24), 8);
    expect(fn.inst.at[chain].op == OP_PTRADD && fn.inst.at[chain].a == ir_param(0) && ir_int_value(&fn, fn.inst.at[chain].b) == 32, "addresses", "two offsets are not one");
    expect(ir_ptradd_const(&fn, ir_ptradd_const(&fn, ir_param(0), 24), -24) == ir_param(0), "addresses", "offsets that cancel leave something");
    expect(ir_ptradd_const(&fn, ir_int(&fn, IR_PTR, 16), -8) == ir_int(&fn, IR_PTR, 8), "addresses", "an integer address is not folded");

    Value one = ir_float(&fn, IR_F64, f64_of(1.0)), third = ir_binary(&fn, OP_FDIV, IR_F64, one, ir_float(&fn, IR_F64, f64_of(3.0)));
    double quotient = 1.0;
    quotient /= 3.0;
    expect(fn.inst.at[third].op == OP_FLOAT && ir_float_value(&fn, third).lo == f64_of(quotient).lo, "floats", "1.0 / 3.0");
    Value wide = ir_unary(&fn, OP_FCVT, IR_F80, third), back = ir_unary(&fn, OP_FCVT, IR_F64, wide);
    expect(fn.inst.at[wide].op == OP_FLOAT && fn.inst.at[back].op == OP_FLOAT && ir_float_value(&fn, back).lo == f64_of(quotient).lo, "floats", "there and back through f80");
    expect(ir_float_value(&fn, ir_unary(&fn, OP_FABS, IR_F80, ir_unary(&fn, OP_FNEG, IR_F80, wide))).hi == ir_float_value(&fn, wide).hi, "floats", "fabs of f80");
    Value nan = ir_float(&fn, IR_F64, float_nan(FLOAT_BINARY64, 0, false)), none = ir_float(&fn, IR_F64, f64_of(0.0)), huge = ir_float(&fn, IR_F64, f64_of(1e300));
    expect(ir_int_value(&fn, ir_compare(&fn, OP_FEQ, nan, nan)) == 0 && ir_int_value(&fn, ir_compare(&fn, OP_FNE, nan, nan)) == 1 && ir_int_value(&fn, ir_compare(&fn, OP_FLEQ, nan, one)) == 0, "floats", "comparisons with NaN");
    expect(fn.inst.at[ir_compare(&fn, OP_FLE, nan, one)].op == OP_FLE && fn.inst.at[ir_compare(&fn, OP_FLT, one, nan)].op == OP_FLT, "floats", "orders of NaN raise an exception");
    expect(fn.inst.at[ir_binary(&fn, OP_FDIV, IR_F64, none, none)].op == OP_FDIV && fn.inst.at[ir_binary(&fn, OP_FDIV, IR_F64, one, none)].op == OP_FDIV, "floats", "division by zero raises an exception");
    expect(fn.inst.at[ir_binary(&fn, OP_FMUL, IR_F64, huge, huge)].op == OP_FMUL && fn.inst.at[ir_binary(&fn, OP_FADD, IR_F64, nan, one)].op == OP_FLOAT, "floats", "overflow raises an exception, NaN does not");
    expect(ir_int_value(&fn, ir_unary(&fn, OP_FTOS, IR_I32, ir_float(&fn, IR_F64, f64_of(-2.9)))) == (u32)-2, "floats", "ftos of -2.9");
    expect(ir_float_value(&fn, ir_unary(&fn, OP_STOF, IR_F64, ir_int(&fn, IR_I32, (u64)-5))).lo == f64_of(-5.0).lo, "floats", "stof of -5");
    expect(ir_float_value(&fn, ir_unary(&fn, OP_UTOF, IR_F64, ir_int(&fn, IR_I32, 0xffffffffu))).lo == f64_of(4294967295.0).lo, "floats", "utof of 2^32 - 1");
    expect(ir_int_value(&fn, ir_unary(&fn, OP_BITCAST, IR_I64, one)) == 0x3ff0000000000000u, "floats", "bitcast");
    expect(fn.inst.at[ir_binary(&fn, OP_FADD, IR_F64, ir_param(2), ir_float(&fn, IR_F64, f64_of(0.0)))].op == OP_FADD, "floats", "x + 0.0 was folded: it is not x for -0.0");
    expect(fn.inst.at[ir_binary(&fn, OP_FSUB, IR_F64, ir_param(2), ir_param(2))].op == OP_FSUB, "floats", "x - x was folded: it is not 0 for NaN");

    Value x = ir_param(1), zero = ir_int(&fn, IR_I64, 0), scaled = ir_binary(&fn, OP_MUL, IR_I64, ir_int(&fn, IR_I64, 8), x);
    expect(fn.inst.at[scaled].op == OP_SHL && ir_int_value(&fn, fn.inst.at[scaled].b) == 3, "normal form", "8 * x is not x << 3");
    expect(ir_binary(&fn, OP_AND, IR_I64, x, zero) == zero && ir_binary(&fn, OP_XOR, IR_I64, x, x) == zero && ir_binary(&fn, OP_ADD, IR_I64, zero, x) == x, "normal form", "identities");
    Value less = ir_compare(&fn, OP_SLT, x, zero), widened = ir_unary(&fn, OP_ZEXT, IR_I32, less);
    expect(ir_compare(&fn, OP_NE, widened, ir_int(&fn, IR_I32, 0)) == less, "normal form", "(x < 0) != 0 is not x < 0");
    expect(fn.inst.at[ir_compare(&fn, OP_EQ, widened, ir_int(&fn, IR_I32, 0))].op == OP_NOT, "normal form", "!(x < 0)");

    /* Sizes that do not fit an instruction go in pieces. */
    u32 before = fn.inst.len;
    ir_copy(&fn, ir_param(0), ir_sym(&fn, g, 0), (u64)5 << 30, 8, 0);
    u64 total = 0;
    for (Value v = before; v < fn.inst.len; v++)
        if (fn.inst.at[v].op == OP_COPY) total += fn.inst.at[v].c;
    expect(total == (u64)5 << 30, "copies", "the pieces are not the whole");

    ir_ret(&fn, x);
    before = fn.inst.len;
    expect(ir_terminated(&fn), "dead code", "the block is not closed");
    ir_store(&fn, ir_param(0), x, 8, 0);
    Value dead = ir_load(&fn, IR_I64, ir_param(0), 8, 0);
    ir_jump(&fn, 1);
    expect(fn.inst.at[dead].op == OP_POISON && fn.inst.len <= before + 1, "dead code", "something was appended after the end of a block");
    const char *message = ir_verify(&u.m, &fn, &u.kit.arena);
    expect(!message, "builder", message ? message : "");

    /* The use counts that the builder kept are those of a recount. */
    Function copy;
    function_copy(&copy, &fn);
    ir_recount(&copy);
    bool same = true;
    for (u32 v = 1; v < fn.inst.len; v++) same = same && copy.inst.at[v].uses == fn.inst.at[v].uses;
    expect(same, "builder", "use counts differ from a recount");
    function_free(&copy);
    function_free(&fn);
    unit_free(&u);
}

/* ---- random control flow through the text form ---- */

static void random_function(Unit *u, Function *fn, Symbol f, SigId sig)
{
    enum { MAX_BLOCKS = 12 };
    Block block[MAX_BLOCKS];
    Value pool[64];
    u32 blocks = 2 + (u32)(rnd() % (MAX_BLOCKS - 2));
    function_begin(&u->m, fn, f, sig, 0);
    for (u32 k = 0; k < 3; k++) ir_slot(fn, 8 * (1 + rnd() % 4), 8, k == 0 ? names_intern(&u->kit.names, STR("v")) : 0, 0);
    block[0] = 1;
    for (u32 k = 1; k < blocks; k++) block[k] = ir_block(fn);
    /* A loop or a forward jump at random; values of the entry are visible everywhere, others only in their own block. */
    u32 shared = 0;
    for (u32 k = 0; k < PARAMS; k++)
        if (param_types[k] == IR_I64) pool[shared++] = ir_param(k);
    for (u32 k = 0; k < blocks; k++) {
        if (k) ir_place(fn, block[k]);
        u32 n = shared;
        for (u32 j = 0; j < rnd() % 10; j++) {
            Value address = rnd() % 2 ? ir_slot_addr(fn, 1 + (Slot)(rnd() % 3), (i64)(rnd() % 4) * 2) : ir_sym(fn, 1 + (Symbol)(rnd() % 2), (i64)(rnd() % 100) - 50);
            Value a = pool[rnd() % n], b = rnd() % 3 ? pool[rnd() % n] : ir_int(fn, IR_I64, interesting(64)), made = a;
            switch (rnd() % 9) {
            case 0: ir_store(fn, address, a, 1u << (rnd() % 4), rnd() % 8 ? 0 : MEM_VOLATILE); break;
            case 1: made = ir_load(fn, IR_I64, address, 8, 0); break;
            case 2: made = ir_unary(fn, OP_BITCAST, IR_I64, ir_binary(fn, OP_FADD, IR_F64, ir_unary(fn, OP_STOF, IR_F64, a), ir_float(fn, IR_F64, (FloatBits){rnd(), 0}))); break;
            case 3: {
                Value arg[PARAMS];
                for (u32 p = 0; p < PARAMS; p++) arg[p] = ir_poison(fn, param_types[p]);
                made = ir_call(fn, IR_I64, rnd() % 2 ? ir_sym(fn, f, 0) : ir_unary(fn, OP_BITCAST, IR_PTR, a), sig, arg, PARAMS, NULL, 0);
                break;
            }
            case 4: made = ir_select(fn, IR_I64, ir_compare(fn, OP_ULT, a, b), a, b); break;
            case 5: ir_copy(fn, address, ir_slot_addr(fn, 1, 0), 1 + rnd() % 40, 4, 0); break;
            default: made = ir_binary(fn, (IrOp)(OP_ADD + rnd() % 17), IR_I64, a, b); break;
            }
            if (n < ARRAY_LEN(pool)) pool[n++] = made;
        }
        if (k == 0) shared = n < 40 ? n : 40;
        Block to = block[1 + rnd() % (blocks - 1)], other = block[1 + rnd() % (blocks - 1)];
        switch (rnd() % 5) {
        case 0: ir_ret(fn, pool[rnd() % n]); break;
        case 1: ir_jump(fn, to); break;
        case 2: {
            u64 value[4] = {rnd(), 1, 2, (u64)-1};
            Block target[4] = {to, other, to, other};
            ir_switch(fn, pool[rnd() % n], other, value, target, (u32)(rnd() % 5));
            break;
        }
        case 3: rnd() % 2 ? ir_trap(fn) : ir_unreachable(fn); break;
        default: ir_branch(fn, ir_compare(fn, OP_SLT, pool[rnd() % n], pool[rnd() % n]), to, other); break;
        }
    }
    /* Phis of shared values in blocks that have predecessors. */
    for (u32 k = 1; k < blocks; k++) {
        Block pred[MAX_BLOCKS];
        u32 preds = 0;
        for (u32 j = 0; j < blocks; j++) {
            Block to[8];
            u32 n = ir_successors(fn, block[j], to, 8);
            for (u32 i = 0; i < n; i++) {
                if (to[i] != block[k]) continue;
                pred[preds++] = block[j];
                break;
            }
        }
        if (!preds || rnd() % 2) continue;
        fn->current = block[k];
        for (u32 phis = 0; phis < 1 + rnd() % 2; phis++) {
            Value phi = ir_phi(fn, IR_I64, preds);
            for (u32 i = 0; i < preds; i++) ir_phi_set(fn, phi, i, pred[i], rnd() % 3 ? pool[rnd() % shared] : ir_int(fn, IR_I64, rnd() % 9));
        }
        fn->current = 0;
    }
}

static void test_random_functions(void)
{
    Unit u;
    Function fn = {0};
    unit_init(&u);
    Symbol f = module_symbol(&u.m, names_intern(&u.kit.names, STR("f")), NULL);
    module_symbol(&u.m, names_intern(&u.kit.names, STR("g")), NULL);
    SigId sig = sig_of(&u.m, param_types, PARAMS);
    u.m.symbol.at[f].defined = true;
    for (u32 round = 0; round < 400; round++) {
        Buf text = {0}, again = {0};
        random_function(&u, &fn, f, sig);
        const char *message = ir_verify(&u.m, &fn, &u.kit.arena);
        ir_print_module(&u.m, &text);
        ir_print_function(&u.m, &fn, &text);
        buf_u8(&text, 0);
        expect(!message, message ? message : "", (const char *)text.data);
        Unit b;
        parse(&b, (const char *)text.data, text.len - 1);
        expect(b.ok && !b.message && b.fn.len == 1, "a random function does not parse back", (const char *)text.data);
        whole_text(&b, &again);
        expect(again.len == text.len - 1 && memcmp(again.data, text.data, again.len) == 0, "a random function prints differently", (const char *)text.data);
        unit_free(&b);
        buf_free(&text);
        buf_free(&again);
    }
    function_free(&fn);
    unit_free(&u);
}

/* ---- the verifier goes red, rule by rule ---- */

static void expect_red(const char *text, const char *rule)
{
    Unit u;
    parse(&u, text, strlen(text));
    expect(u.ok, "a planted violation does not parse", text);
    bool ok = u.message && strstr(u.message, rule);
    expect(ok, rule, u.message ? u.message : "was not noticed");
    unit_free(&u);
}

static void test_planted_in_text(void)
{
    static const struct {
        const char *text, *rule;
    } planted[] = {
        {"function @f void () {\n  %1 = add i32 1, 2\n}\n", "does not end with a control instruction"},
        {"function @f void () {\nb1:\nb2:\n  ret\n}\n", "the block is empty"},
        {"function @f void () {\nb1:\n  jump b1\n}\n", "the entry is a target"},
        {"function @f i32 (i32) {\nb1:\n  jump b2\nb2:\n  %2 = add i32 %1, 1\n  %3 = phi i32 [b1 1]\n  ret %3\n}\n", "a phi stands after"},
        {"function @f i32 (i64) {\n  %2 = add i32 %1, 1\n  ret %2\n}\n", "the left operand has type i64, not i32"},
        {"function @f i32 (i64) {\n  %2 = add i32 1, %1\n  ret %2\n}\n", "the right operand has type i64"},
        {"function @f i1 (i1) {\n  %2 = add i1 %1, 1\n  ret %2\n}\n", "no such operation of this type"},
        {"function @f f64 (f64) {\n  %2 = xor f64 %1, %1\n  ret %2\n}\n", "no such operation of this type"},
        {"function @f i32 (i32) {\n  %2 = fadd i32 %1, %1\n  ret %2\n}\n", "no such operation of this type"},
        {"function @f i1 (ptr) {\n  %2 = slt ptr %1, %1\n  ret %2\n}\n", "no such comparison"},
        {"function @f i1 (i32) {\n  %2 = feq i32 %1, %1\n  ret %2\n}\n", "no such comparison"},
        {"function @f i1 (i32, i64) {\n  %3 = eq i32 %1, %2\n  ret %3\n}\n", "the right operand has type i64"},
        {"function @f i32 (i32) {\n  %2 = zext i32 %1\n  ret %2\n}\n", "to a wider type"},
        {"function @f i32 (f32) {\n  %2 = zext i32 %1\n  ret %2\n}\n", "both types are integers"},
        {"function @f i64 (i32) {\n  %2 = trunc i64 %1\n  ret %2\n}\n", "to a narrower type"},
        {"function @f f32 (i64) {\n  %2 = bitcast f32 %1\n  ret %2\n}\n", "no bitcast"},
        {"function @f f32 (i16) {\n  %2 = stof f32 %1\n  ret %2\n}\n", "not i32 or i64"},
        {"function @f i16 (f32) {\n  %2 = ftos i16 %1\n  ret %2\n}\n", "the type is i32 or i64"},
        {"function @f i32 (i32) {\n  %2 = ftou i32 %1\n  ret %2\n}\n", "not a floating type"},
        {"function @f f32 (f32) {\n  %2 = fcvt f32 %1\n  ret %2\n}\n", "the formats are different"},
        {"function @f i8 (i8) {\n  %2 = bswap i8 %1\n  ret %2\n}\n", "the type is i16 to i64"},
        {"function @f f32 (i32) {\n  %2 = fneg f32 %1\n  ret %2\n}\n", "the operand has type i32"},
        {"function @f i1 (i1) {\n  %2 = neg i1 %1\n  ret %2\n}\n", "the type is i8 to i128"},
        {"function @f i32 (i32) {\n  %2 = select i32 %1, 1, 2\n  ret %2\n}\n", "the condition has type i32"},
        {"function @f i32 (i1, i64) {\n  %3 = select i32 %1, %2, 2\n  ret %3\n}\n", "the second operand has type i64"},
        {"function @f ptr (ptr, i32) {\n  %3 = ptradd %1, %2\n  ret %3\n}\n", "the offset has type i32"},
        {"function @f i32 (i64) {\n  %2 = load i32 %1\n  ret %2\n}\n", "the address has type i64"},
        {"function @f i1 (ptr) {\n  %2 = load i1 %1\n  ret %2\n}\n", "a scalar in memory"},
        {"function @f void (ptr, i64) {\n  store i32 %2, %1\n  ret\n}\n", "the stored value has type i64"},
        {"function @f void (i64) {\n  store i32 1, %1\n  ret\n}\n", "the address has type i64"},
        {"function @f void (i64, ptr) {\n  copy %2, %1, size 4\n  ret\n}\n", "the source has type i64"},
        {"function @f void (i64) {\n  zero %1, size 4\n  ret\n}\n", "the destination has type i64"},
        {"function @f void (i32) {\n  %2 = alloca %1, align 16\n  ret\n}\n", "the size has type i32"},
        {"function @f void (i64) {\n  stackrestore %1\n  ret\n}\n", "the operand has type i64"},
        {"function @f void (ptr) {\n  %2 = vaarg i1 %1\n  ret\n}\n", "a scalar in memory"},
        {"agg 1 size 8 align 8 {0 i64}\nfunction @f void (i64) {\n  %2 = vaargagg agg1 %1\n  ret\n}\n", "the operand has type i64"},
        {"function @f i1 (ptr) {\n  %2 = atomicload i1 %1 relaxed\n  ret %2\n}\n", "the type is i8 to i64 or ptr"},
        {"function @f f64 (ptr) {\n  %2 = atomicload f64 %1 relaxed\n  ret %2\n}\n", "the type is i8 to i64 or ptr"},
        {"function @f ptr (ptr) {\n  %2 = atomicadd ptr %1, %1 relaxed\n  ret %2\n}\n", "the type is i8 to i64"},
        {"function @f i32 (ptr) {\n  %2 = atomicload i32 %1 acq_rel\n  ret %2\n}\n", "the order of a load"},
        {"function @f void (ptr) {\n  atomicstore i32 1, %1 acquire\n  ret\n}\n", "the order of a store"},
        {"function @f i32 (i64) {\n  %2 = atomicxchg i32 1, %1 relaxed\n  ret %2\n}\n", "the address has type i64"},
        {"function @f i32 (ptr, i64) {\n  %3 = atomiccas i32 %2, 1, %1 relaxed\n  ret %3\n}\n", "the first value has type i64"},
        {"function @f i32 (ptr, i64) {\n  %3 = atomiccas i32 1, %2, %1 relaxed\n  ret %3\n}\n", "the second value has type i64"},
        {"function @f void () {\n  call void (i32) @f()\n  ret\n}\n", "too few arguments"},
        {"function @f void () {\n  call void () @f(i32 1)\n  ret\n}\n", "too many arguments"},
        {"function @f void (i64) {\n  call void (i32) @f(%1)\n  ret\n}\n", "an argument has type i64"},
        {"function @f void (i64) {\n  call void () %1()\n  ret\n}\n", "the callee has type i64"},
        {"function @f void (i8) {\n  call void (...) @f(%1)\n  ret\n}\n", "not a promoted type"},
        {"agg 1 size 8 align 8 {0 i64}\nfunction @f void (ptr) {\n  call void (ptr) @f(agg1 %1)\n  ret\n}\n", "only a variadic argument"},
        {"asm 1 \"\" (\"=r\" i32 address) ()\nfunction @f void (i64) {\n  asm 1 (%1 : )\n  ret\n}\n", "an output has type i64"},
        {"asm 1 \"\" (\"=r\" i32) ()\nfunction @f void (ptr) {\n  asm 1 (%1 : )\n  ret\n}\n", "an output is not an address"},
        {"asm 1 \"\" (\"r\" i32) ()\nfunction @f void (i64) {\n  asm 1 ( : %1)\n  ret\n}\n", "an input has type i64"},
        {"asm 1 \"\" () ()\nfunction @f void (i64) {\n  asm 1 ( : %1)\n  ret\n}\n", "another number of operands"},
        {"function @f i32 (i64) {\nb1:\n  jump b2\nb2:\n  %2 = phi i32 [b1 %1]\n  ret %2\n}\n", "an operand has type i64"},
        {"function @f i32 (i1) {\nb1:\n  branch %1, b2, b3\nb2:\n  jump b3\nb3:\n  %2 = phi i32 [b1 1]\n  ret %2\n}\n", "a predecessor has no pair"},
        {"function @f i32 (i1) {\nb1:\n  branch %1, b2, b3\nb2:\n  ret 0\nb3:\n  %2 = phi i32 [b1 1], [b2 2]\n  ret %2\n}\n", "a block that is no predecessor"},
        {"function @f i32 (i1) {\nb1:\n  branch %1, b2, b2\nb2:\n  %2 = phi i32 [b1 1], [b1 2]\n  ret %2\n}\n", "two pairs name one block"},
        {"function @f void (i32) {\nb1:\n  branch %1, b2, b2\nb2:\n  ret\n}\n", "the condition has type i32"},
        {"function @f void (f64) {\nb1:\n  switch f64 %1, b2 []\nb2:\n  ret\n}\n", "not i1 to i64"},
        {"function @f void (i8) {\nb1:\n  switch i8 %1, b2 [1 b2, 257 b2]\nb2:\n  ret\n}\n", "two cases have one value"},
        {"function @f void (ptr) {\nb1:\n  goto %1, b2\nb2:\n  ret\n}\n", "its block has no symbol"},
        {"function @f void (i64) {\nb1:\n  goto %1, b2\nb2 (@#1):\n  ret\n}\n", "the address has type i64"},
        {"function @f void (i64) {\n  ret %1\n}\n", "the function returns nothing"},
        {"function @f i64 () {\n  ret\n}\n", "the function returns a value"},
        {"function @f i64 (i32) {\n  ret %1\n}\n", "the operand has type i32"},
        {"function @f i32 (i32) {\n  %2 = add i32 %3, 1\n  %3 = add i32 %1, 1\n  ret %2\n}\n", "does not dominate this use"},
        {"function @f i32 (i1) {\nb1:\n  branch %1, b2, b3\nb2:\n  %2 = zext i32 %1\n  jump b3\nb3:\n  ret %2\n}\n", "does not dominate this use"},
        {"function @f i32 (i1) {\nb1:\n  branch %1, b2, b3\nb2:\n  %2 = zext i32 %1\n  jump b4\nb3:\n  jump b4\nb4:\n  %3 = phi i32 [b2 1], [b3 %2]\n  ret %3\n}\n", "does not dominate the predecessor"},
        {"function @f i32 (i1) {\nb1:\n  jump b2\nb2:\n  %2 = phi i32 [b1 0], [b3 %3]\n  branch %1, b3, b4\nb3:\n  %4 = add i32 %3, 1\n  %3 = add i32 %2, 1\n  jump b2\nb4:\n  ret %2\n}\n", "does not dominate this use"},
    };
    for (u32 k = 0; k < ARRAY_LEN(planted); k++) expect_red(planted[k].text, planted[k].rule);
}

static const char healthy[] =
    "function @f i64 (i64, ptr) {\n  slot $1 size 8 align 8\n"
    "b1:\n  store i64 %1, $1 align 8\n  %3 = load i64 $1 align 8\n  %4 = add i64 %3, 77\n  store ptr @g, %2 align 8\n  %5 = call i64 (i64) @g(%4)\n  jump b2\n"
    "b2:\n  %6 = fadd f80 poison, 0x1p+1\n  ret %5\n}\n";

typedef enum Plant {
    PLANT_NOTHING, PLANT_ORDER_EMPTY, PLANT_ORDER_ENTRY, PLANT_PLACED_TWICE, PLANT_BLOCK_RANGE, PLANT_TARGET_RANGE, PLANT_TARGET_UNPLACED, PLANT_PREV, PLANT_LAST, PLANT_TWICE_IN_LIST,
    PLANT_LIST_RANGE, PLANT_OP_RANGE, PLANT_TYPE_RANGE, PLANT_CONSTANT_IN_BLOCK, PLANT_CONTROL_INSIDE, PLANT_OPERAND_RANGE, PLANT_OPERAND_VOID, PLANT_OPERAND_STORE, PLANT_EXTRA, PLANT_SLOT_RANGE, PLANT_SYMBOL_RANGE,
    PLANT_SLOT_ALIGN, PLANT_INT_BITS, PLANT_INT_TYPE, PLANT_FLOAT_EXTRA, PLANT_PARAM, PLANT_PARAM_TYPE, PLANT_USES, PLANT_CALLS, PLANT_SIG, PLANT_CALL_SIG, PLANT_MEM_FLAGS, PLANT_FUNCTION_SYMBOL,
    PLANT_BLOCK_SYMBOL, PLANT_OPERAND_UNPLACED, PLANT_CALL_TYPE, PLANT_CONTROL_TYPE, PLANT_CALL_FLAGS, PLANT_COUNT
} Plant;

static const char *const plant_rules[PLANT_COUNT] = {
    "", "not the entry", "not the entry", "placed twice", "does not exist is placed", "not a placed block", "not a placed block", "prev is not", "last is not", "in two places",
    "leaves the instructions", "does not exist", "does not exist", "a constant is in a block", "follow a control instruction", "an operand does not exist", "gives no value", "gives no value", "extra is out of range", "the slot does not exist", "the symbol does not exist",
    "the alignment of a slot", "bits above its type", "type i1 to i64 or ptr", "extra is out of range", "number plus 1", "the type that the signature says", "uses, not", "calls, has_alloca", "its signature does not exist", "the signature does not exist", "unknown flags", "its symbol does not exist",
    "its symbol does not exist", "in no placed block", "not the signature's result", "the type is void", "unknown flags",
};

static Value find_op(const Function *fn, IrOp op)
{
    for (u32 v = 1; v < fn->inst.len; v++)
        if (fn->inst.at[v].op == op) return v;
    return 0;
}

static void plant(Function *fn, Plant p)
{
    Inst *at = fn->inst.at;
    Value store = find_op(fn, OP_STORE), load = find_op(fn, OP_LOAD), add = find_op(fn, OP_ADD), call = find_op(fn, OP_CALL), jump = find_op(fn, OP_JUMP);
    switch (p) {
    case PLANT_ORDER_EMPTY: fn->order.len = 0; break;
    case PLANT_ORDER_ENTRY: fn->order.at[0] = 2; fn->order.at[1] = 1; break;
    case PLANT_PLACED_TWICE: ir_place(fn, 2); break;
    case PLANT_BLOCK_RANGE: ir_place(fn, 99); break;
    case PLANT_TARGET_RANGE: at[jump].a = 99; break;
    case PLANT_TARGET_UNPLACED: at[jump].a = ir_block(fn); break;
    case PLANT_PREV: at[load].prev = add; break;
    case PLANT_LAST: fn->block.at[1].last = add; break;
    case PLANT_TWICE_IN_LIST: at[add].next = load; break;
    case PLANT_LIST_RANGE: at[add].next = 9999; break;
    case PLANT_OP_RANGE: at[add].op = OP_COUNT; break;
    case PLANT_TYPE_RANGE: at[add].type = IR_TYPE_COUNT; break;
    case PLANT_CONSTANT_IN_BLOCK: at[add].op = OP_POISON; break;
    case PLANT_CONTROL_INSIDE: at[add].op = OP_TRAP; at[add].type = IR_VOID; break;
    case PLANT_OPERAND_RANGE: at[add].a = 9999; break;
    case PLANT_OPERAND_VOID: at[add].a = jump; break;
    case PLANT_OPERAND_STORE: at[add].a = store; break;
    case PLANT_EXTRA: at[call].b = 9999; break;
    case PLANT_SLOT_RANGE: at[find_op(fn, OP_SLOT)].a = 5; break;
    case PLANT_SYMBOL_RANGE: at[find_op(fn, OP_SYM)].a = 99; break;
    case PLANT_SLOT_ALIGN: fn->slot.at[1].align = 12; break;
    case PLANT_INT_BITS: at[find_op(fn, OP_INT)].type = IR_I8; at[find_op(fn, OP_INT)].b = 256; break;
    case PLANT_INT_TYPE: at[find_op(fn, OP_INT)].type = IR_I128; break;
    case PLANT_FLOAT_EXTRA: at[find_op(fn, OP_FLOAT)].a = 9999; break;
    case PLANT_PARAM: at[1].a = 1; break;
    case PLANT_PARAM_TYPE: at[1].type = IR_I32; break;
    case PLANT_USES: at[load].uses++; break;
    case PLANT_CALLS: fn->calls = false; break;
    case PLANT_SIG: fn->sig = 99; break;
    case PLANT_CALL_SIG: fn->extra.at[at[call].b] = 99; break;
    case PLANT_MEM_FLAGS: at[load].aux |= 1024; break;
    case PLANT_FUNCTION_SYMBOL: fn->symbol = 99; break;
    case PLANT_BLOCK_SYMBOL: fn->block.at[2].symbol = 99; break;
    case PLANT_OPERAND_UNPLACED: {
        Inst lost = at[load];
        lost.next = lost.prev = 0;
        vec_push(&fn->inst, lost);
        fn->inst.at[add].a = fn->inst.len - 1;
        break;
    }
    case PLANT_CALL_TYPE: at[call].type = IR_I32; break;
    case PLANT_CONTROL_TYPE: at[jump].type = IR_I32; break;
    case PLANT_CALL_FLAGS: at[call].aux = 64; break;
    default: break;
    }
}

static void test_planted_in_memory(void)
{
    for (u32 p = 0; p < PLANT_COUNT; p++) {
        Unit u;
        parse(&u, healthy, sizeof healthy - 1);
        expect(u.ok && !u.message && u.fn.len == 1, "the healthy function is not", u.message ? u.message : "");
        plant(&u.fn.at[0], (Plant)p);
        const char *message = ir_verify(&u.m, &u.fn.at[0], &u.kit.arena);
        if (p == PLANT_NOTHING) expect(!message, "the healthy function is red", message ? message : "");
        else expect(message && strstr(message, plant_rules[p]), plant_rules[p], message ? message : "was not noticed");
        unit_free(&u);
    }
}

/* ---- broken text: an error, and no function ---- */

static void test_syntax_errors(void)
{
    static const char *const broken[] = {
        "function", "function @f", "function @f i32 (", "function @f i32 () {", "function @f i32 () {\n  %1 = add i32 1\n}\n", "function @f i32 () {\n  add i32 1, 2\n  ret 0\n}\n",
        "function @f i32 () {\n  %1 = store i32 1, @f\n  ret 0\n}\n", "function @f i32 () {\n  ret %9\n}\n", "function @f void () {\n  jump b7\n}\n", "function @f void () {\nb1:\n  ret\nb1:\n  ret\n}\n",
        "function @f void () {\n  ret\n  ret\n}\n", "function @f i8 () {\n  ret 999\n}\n", "function @f i32 () {\n  %1 = add i32 1, 2\n  %1 = add i32 1, 2\n  ret %1\n}\n", "function @f void () {\n  zero $4, size 8\n  ret\n}\n",
        "function @f void () {\n  frobnicate 1\n}\n", "data @x size 4 align 3 zero\n", "data @x size 4 align 4 {\n  2 \"abc\"\n}\n", "data @x size 4 {\n  reloc 0 @y\n}\n", "symbol @x purple\n", "layout vax\n", "agg 1 size {\n", "%", "@", "\"", "\"\\zz\"",
        "function @f void () {\n  fence\n  ret\n}\n", "function @f void (ptr) {\n  atomicstore i32 1, %1\n  ret\n}\n", "function @f i128 () {\n  ret 5\n}\n", "function @f void () {\n  call agg3 () @f()\n  ret\n}\n", "function @f void () {\n  asm 1 ( : )\n  ret\n}\n", "data @x size 99999999999999999999 zero\n",
    };
    for (u32 k = 0; k < ARRAY_LEN(broken); k++) {
        Unit u;
        parse(&u, broken[k], strlen(broken[k]));
        expect(!u.ok && u.kit.diag.errors > 0, "broken text was taken", broken[k]);
        expect(u.fn.len == 0, "broken text gave a function", broken[k]);
        unit_free(&u);
    }
    /* Cut anywhere and changed anywhere, the big text gives errors at most. */
    for (u32 round = 0; round < 3000; round++) {
        size_t n = sizeof everything - 1;
        char *text = malloc(n);
        memcpy(text, everything, n);
        if (round % 3 == 0) n = rnd() % n;
        else for (u32 k = 0; k <= rnd() % 3; k++) text[rnd() % n] = (char)(rnd() % 3 ? everything[rnd() % n] : (int)(rnd() & 255));
        Unit u;
        parse(&u, text, n);
        checks++;
        unit_free(&u);
        free(text);
    }
}

int main(void)
{
    test_fixed_point();
    test_folding();
    test_expressions();
    test_identities();
    test_builder();
    test_random_functions();
    test_planted_in_text();
    test_planted_in_memory();
    /* What broken text provokes is not for the eye. */
    int null = open("/dev/null", O_WRONLY);
    if (null < 0 || dup2(null, 2) < 0) return 1;
    u32 before = failures;
    test_syntax_errors();
    if (failures != before) printf("test_ir: %u checks of broken text failed\n", failures - before);
    printf("test_ir: %u checks, %u failures\n", checks, failures);
    return failures ? 1 : 0;
}
