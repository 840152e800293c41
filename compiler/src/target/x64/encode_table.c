/* The x86-64 instruction table; see encode_table.h. Intel SDM volume 2, appendix A; AT&T spelling as GNU as reads it. */
#include "target/x64/encode_table.h"

enum { NP = 0, P66 = X64_PRE_66, PF2 = X64_PRE_F2, PF3 = X64_PRE_F3, M0F = X64_MAP_0F, M38 = X64_MAP_0F38, M3A = X64_MAP_0F3A };
enum { NX = EXT_NONE, B = SIZE_B, W = SIZE_W, L = SIZE_L, Q = SIZE_Q, BWLQ = SIZE_BWLQ, WLQ = SIZE_WLQ, LQ = SIZE_LQ, WQ = SIZE_WQ, BWL = SIZE_BWL };
enum {
    E = K_E, E8 = K_E8, E16 = K_E16, E32 = K_E32, E64 = K_E64, M = K_M, G = K_G, G16 = K_G16, G32 = K_G32, G64 = K_G64, R = K_R, R8_ = K_R8,
    R16 = K_R16, R32 = K_R32, R64 = K_R64, GD = K_GD, Z = K_Z, A = K_A, AX = K_AX, CL = K_CL, DX = K_DX, I = K_I, IS = K_IS, IB = K_IB,
    IW = K_IW, IQ = K_IQ, I1 = K_I1, J = K_J, JB = K_JB, JL = K_JL, S = K_S, O = K_O, SR = K_SR, CR = K_CR, DR = K_DR, ST0 = K_ST0,
    STI = K_STI, P = K_P, QM = K_Q, N = K_N, X = K_X, XM = K_XM, U = K_U, X0 = K_X0, Y = K_Y, YM = K_YM, VX = K_VX, VM = K_VM, VU = K_VU,
    VH = K_VH, HX = K_HX, HY = K_HY, HG = K_HG, V4 = K_V4, SI = K_SI, DI = K_DI
};

/* Integer families. */
#define ALU(name, n) \
    {name, 0x83, n, WLQ, 0, {IS, E}}, {"", 0x04 | n << 3, NX, BWLQ, FORM_W, {I, A}}, {"", 0x80, n, BWLQ, FORM_W, {I, E}}, \
    {"", n << 3, NX, BWLQ, FORM_W, {G, E}}, {"", n << 3 | 2, NX, BWLQ, FORM_W, {E, G}}
#define SHIFT(name, n, extra) \
    {name, 0xd0, n, BWLQ, FORM_W | extra, {I1, E}}, {"", 0xc0, n, BWLQ, FORM_W | extra, {IB, E}}, {"", 0xd2, n, BWLQ, FORM_W | extra, {CL, E}}, \
    {"", 0xd0, n, BWLQ, FORM_W | extra, {E}}
#define SHIFT2(name, op) \
    {name, M0F | op, NX, WLQ, 0, {IB, G, E}}, {"", M0F | (op + 1), NX, WLQ, 0, {CL, G, E}}, {"", M0F | (op + 1), NX, WLQ, FORM_ASM_ONLY, {G, E}}
#define BIT(name, op, n) {name, M0F | op, NX, WLQ, 0, {G, E}}, {"", M0F | 0xba, n, WLQ, 0, {IB, E}}
#define FIXED(name, op) {name, op, NX, 0, 0, {0}}
#define FIXED_RM(name, op, rm) {name, op, rm, 0, 0, {0}}
#define STRING(name, op, ...) {name, op, NX, BWLQ, FORM_W, {0}}, {"", op, NX, BWLQ, FORM_W | FORM_ASM_ONLY, {__VA_ARGS__}}

/* x87 families; FARITH has AT&T's reversed fsub/fsubr and fdiv/fdivr: the digit is the same in D8, DC and DE. */
#define FARITH(name, n) \
    {name, 0xd8, n, 0, 0, {STI, ST0}}, {"", 0xdc, n, 0, 0, {ST0, STI}}, {"", 0xd8, n, 0, FORM_ASM_ONLY, {STI}}, \
    {"", 0xde, 0xc1 | n << 3, 0, FORM_ASM_ONLY, {0}}, {name "s", 0xd8, n, 0, 0, {M}}, {name "l", 0xdc, n, 0, 0, {M}}, \
    {name "p", 0xde, n, 0, 0, {ST0, STI}}, {"", 0xde, n, 0, FORM_ASM_ONLY, {STI}}, {"", 0xde, 0xc1 | n << 3, 0, FORM_ASM_ONLY, {0}}
#define FINT(name, n) {"fi" name "s", 0xde, n, 0, 0, {M}}, {"fi" name "l", 0xda, n, 0, 0, {M}}
#define FCOMPARE(name, op, n) {name, op, n, 0, 0, {STI}}, {"", op, 0xc1 | n << 3, 0, FORM_ASM_ONLY, {0}}
#define FCOMI(name, op, n) \
    {name, op, n, 0, 0, {STI, ST0}}, {"", op, n, 0, FORM_ASM_ONLY, {STI}}, {"", op, 0xc1 | n << 3, 0, FORM_ASM_ONLY, {0}}
#define FCMOV(name, op, n) {name, op, n, 0, 0, {STI, ST0}}

/* SSE families, each with its VEX form: 2 operands, 3 operands (the first source in vvvv), scalar, with an immediate. */
#define SSE2OP(name, op) {name, op, NX, 0, 0, {XM, X}}, {"v" name, op, NX, 0, FORM_VEX, {VM, VX}}
#define SSE3OP(name, op) {name, op, NX, 0, 0, {XM, X}}, {"v" name, op, NX, 0, FORM_VEX, {VM, VH, VX}}
#define SSE2ONE(name, op) {name, op, NX, 0, 0, {XM, X}}, {"v" name, op, NX, 0, FORM_VEX, {XM, X}}
#define SSE3ONE(name, op) {name, op, NX, 0, 0, {XM, X}}, {"v" name, op, NX, 0, FORM_VEX, {XM, HX, X}}
#define SSE2IMM(name, op) {name, op, NX, 0, 0, {IB, XM, X}}, {"v" name, op, NX, 0, FORM_VEX, {IB, VM, VX}}
#define SSE3IMM(name, op) {name, op, NX, 0, 0, {IB, XM, X}}, {"v" name, op, NX, 0, FORM_VEX, {IB, VM, VH, VX}}
#define SSE2IMMONE(name, op) {name, op, NX, 0, 0, {IB, XM, X}}, {"v" name, op, NX, 0, FORM_VEX, {IB, XM, X}}
#define SSE3IMMONE(name, op) {name, op, NX, 0, 0, {IB, XM, X}}, {"v" name, op, NX, 0, FORM_VEX, {IB, XM, HX, X}}
#define FP_ARITH(name, op) \
    SSE3OP(name "ps", M0F | op), SSE3OP(name "pd", M0F | P66 | op), SSE3ONE(name "ss", M0F | PF3 | op), SSE3ONE(name "sd", M0F | PF2 | op)
#define MMX_SSE(name, op) {name, op, NX, 0, 0, {QM, P}}, {"", P66 | op, NX, 0, 0, {XM, X}}, {"v" name, P66 | op, NX, 0, FORM_VEX, {VM, VH, VX}}
#define MMX_ABS(name, op) {name, op, NX, 0, 0, {QM, P}}, {"", P66 | op, NX, 0, 0, {XM, X}}, {"v" name, P66 | op, NX, 0, FORM_VEX, {VM, VX}}
#define THREE_D_NOW(name, op) {name, M0F | 0x0f, op, 0, FORM_IMPLIED, {QM, P}}
#define MMX_SHIFT(name, op, immop, n) \
    {name, M0F | op, NX, 0, 0, {QM, P}}, {"", M0F | P66 | op, NX, 0, 0, {XM, X}}, {"", M0F | immop, n, 0, 0, {IB, N}}, \
    {"", M0F | P66 | immop, n, 0, 0, {IB, U}}, {"v" name, M0F | P66 | op, NX, 0, FORM_VEX, {XM, VH, VX}}, \
    {"", M0F | P66 | immop, n, 0, FORM_VEX, {IB, VU, VH}}
#define MOVE(name, load, store) \
    {name, load, NX, 0, 0, {XM, X}}, {"", store, NX, 0, 0, {X, XM}}, {"v" name, load, NX, 0, FORM_VEX | FORM_STORE, {VM, VX}}, \
    {"", store, NX, 0, FORM_VEX, {VX, VM}}
#define MOVE_HALF(name, load, store) \
    {name, load, NX, 0, 0, {M, X}}, {"", store, NX, 0, 0, {X, M}}, {"v" name, load, NX, 0, FORM_VEX, {M, HX, X}}, {"", store, NX, 0, FORM_VEX, {X, M}}
#define CMP_ONE(pred, n) \
    {"cmp" pred "ps", M0F | 0xc2, n, 0, FORM_IMPLIED, {XM, X}}, {"cmp" pred "pd", M0F | P66 | 0xc2, n, 0, FORM_IMPLIED, {XM, X}}, \
    {"cmp" pred "ss", M0F | PF3 | 0xc2, n, 0, FORM_IMPLIED, {XM, X}}, {"cmp" pred "sd", M0F | PF2 | 0xc2, n, 0, FORM_IMPLIED, {XM, X}}, VCMP(pred, n)
#define VCMP(pred, n) \
    {"vcmp" pred "ps", M0F | 0xc2, n, 0, FORM_IMPLIED | FORM_VEX, {VM, VH, VX}}, {"vcmp" pred "pd", M0F | P66 | 0xc2, n, 0, FORM_IMPLIED | FORM_VEX, {VM, VH, VX}}, \
    {"vcmp" pred "ss", M0F | PF3 | 0xc2, n, 0, FORM_IMPLIED | FORM_VEX, {XM, HX, X}}, {"vcmp" pred "sd", M0F | PF2 | 0xc2, n, 0, FORM_IMPLIED | FORM_VEX, {XM, HX, X}}
#define PMOVX(name, op) {name, P66 | M38 | op, NX, 0, 0, {XM, X}}, {"v" name, P66 | M38 | op, NX, 0, FORM_VEX, {XM, X}}, {"", P66 | M38 | op, NX, 0, FORM_VEX | FORM_L1, {XM, Y}}
#define FMA1(name, op) \
    {name "ps", P66 | M38 | op, NX, 0, FORM_VEX, {VM, VH, VX}}, {name "pd", P66 | M38 | op, NX, 0, FORM_VEX | FORM_REX_W, {VM, VH, VX}}
#define FMA1S(name, op) \
    {name "ss", P66 | M38 | (op + 1), NX, 0, FORM_VEX, {XM, HX, X}}, {name "sd", P66 | M38 | (op + 1), NX, 0, FORM_VEX | FORM_REX_W, {XM, HX, X}}
#define FMA(name, op) \
    FMA1(name "132", op), FMA1S(name "132", op), FMA1(name "213", (op + 0x10)), FMA1S(name "213", (op + 0x10)), \
    FMA1(name "231", (op + 0x20)), FMA1S(name "231", (op + 0x20))
#define FMA_MIX(name, op) FMA1(name "132", op), FMA1(name "213", (op + 0x10)), FMA1(name "231", (op + 0x20))

const X64CondName x64_cond_names[30] = {
    {"o", 0}, {"no", 1}, {"b", 2}, {"ae", 3}, {"e", 4}, {"ne", 5}, {"be", 6}, {"a", 7}, {"s", 8}, {"ns", 9}, {"p", 10}, {"np", 11},
    {"l", 12}, {"ge", 13}, {"le", 14}, {"g", 15}, {"c", 2}, {"nae", 2}, {"nb", 3}, {"nc", 3}, {"z", 4}, {"nz", 5}, {"na", 6}, {"nbe", 7},
    {"pe", 10}, {"po", 11}, {"nge", 12}, {"nl", 13}, {"ng", 14}, {"nle", 15}
};

const X64Form x64_forms[] = {
    /* Moves. */
    {"mov", 0x88, NX, BWLQ, FORM_W, {G, E}},
    {"", 0x8a, NX, BWLQ, FORM_W, {E, G}},
    {"", 0xb0, NX, B, 0, {I, Z}},
    {"", 0xb8, NX, W | L, 0, {I, Z}},
    {"", 0xc6, 0, BWLQ, FORM_W, {I, E}},
    {"", 0xb8, NX, Q, 0, {IQ, Z}},
    {"", 0x8c, NX, W, 0, {SR, R}},
    {"", 0x8c, NX, LQ, FORM_NO_SIZE, {SR, R}},
    {"", 0x8c, NX, W | L, FORM_NO_SIZE, {SR, M}},
    {"", 0x8e, NX, WLQ, FORM_NO_SIZE, {R, SR}},
    {"", 0x8e, NX, W | L, FORM_NO_SIZE, {M, SR}},
    {"", M0F | 0x20, NX, Q, FORM_NO_SIZE, {CR, R64}},
    {"", M0F | 0x22, NX, Q, FORM_NO_SIZE, {R64, CR}},
    {"", M0F | 0x21, NX, Q, FORM_NO_SIZE, {DR, R64}},
    {"", M0F | 0x23, NX, Q, FORM_NO_SIZE, {R64, DR}},
    {"", 0xa0, NX, BWLQ, FORM_W, {O, A}},
    {"", 0xa2, NX, BWLQ, FORM_W, {A, O}},
    {"movabs", 0xb8, NX, Q, FORM_ASM_ONLY, {IQ, Z}},
    {"", 0xa0, NX, BWLQ, FORM_W, {O, A}},
    {"", 0xa2, NX, BWLQ, FORM_W, {A, O}},
    {"movzb", M0F | 0xb6, NX, WLQ, 0, {E8, G}},
    {"movzw", M0F | 0xb7, NX, LQ, 0, {E16, G}},
    {"movsb", 0xa4, NX, 0, FORM_ASM_ONLY, {0}},
    {"", 0xa4, NX, 0, FORM_ASM_ONLY, {SI, DI}},
    {"", M0F | 0xbe, NX, WLQ, 0, {E8, G}},
    {"movsw", 0xa5, NX, 0, FORM_DATA16 | FORM_ASM_ONLY, {0}},
    {"", 0xa5, NX, 0, FORM_DATA16 | FORM_ASM_ONLY, {SI, DI}},
    {"", M0F | 0xbf, NX, LQ, 0, {E16, G}},
    {"movsl", 0xa5, NX, 0, FORM_ASM_ONLY, {0}},
    {"", 0xa5, NX, 0, FORM_ASM_ONLY, {SI, DI}},
    {"", 0x63, NX, Q, 0, {E32, G}},
    {"movslq", 0x63, NX, Q, FORM_ASM_ONLY, {E32, G}},
    {"movsxd", 0x63, NX, Q, FORM_ASM_ONLY, {E32, G}},
    {"movzx", M0F | 0xb6, NX, WLQ, FORM_ASM_ONLY, {R8_, G}},
    {"", M0F | 0xb7, NX, LQ, FORM_ASM_ONLY, {R16, G}},
    {"movsx", M0F | 0xbe, NX, WLQ, FORM_ASM_ONLY, {R8_, G}},
    {"", M0F | 0xbf, NX, LQ, FORM_ASM_ONLY, {R16, G}},
    {"", 0x63, NX, Q, FORM_ASM_ONLY, {R32, G}},
    {"lea", 0x8d, NX, WLQ, 0, {M, G}},
    {"xchg", 0x90, NX, WLQ, FORM_ASM_ONLY, {Z, A}},
    {"", 0x90, NX, WLQ, 0, {A, Z}},
    {"", 0x86, NX, BWLQ, FORM_W, {G, E}},
    {"", 0x86, NX, BWLQ, FORM_W | FORM_ASM_ONLY, {E, G}},
    {"cmov", M0F | 0x40, NX, WLQ, FORM_CC, {E, G}},
    {"set", M0F | 0x90, 0, B, FORM_CC, {E}},
    {"push", 0x50, NX, WQ, FORM_D64, {Z}},
    {"", 0x6a, NX, WQ, FORM_D64, {IS}},
    {"", 0x68, NX, WQ, FORM_D64, {I}},
    {"", 0xff, 6, WQ, FORM_D64, {E}},
    {"", M0F | 0xa0, NX, WQ, FORM_D64, {K_FS}},
    {"", M0F | 0xa8, NX, WQ, FORM_D64, {K_GS}},
    {"pop", 0x58, NX, WQ, FORM_D64, {Z}},
    {"", 0x8f, 0, WQ, FORM_D64, {E}},
    {"", M0F | 0xa1, NX, WQ, FORM_D64, {K_FS}},
    {"", M0F | 0xa9, NX, WQ, FORM_D64, {K_GS}},
    {"pushf", 0x9c, NX, WQ, FORM_D64, {0}},
    {"popf", 0x9d, NX, WQ, FORM_D64, {0}},
    {"bswap", M0F | 0xc8, NX, LQ, 0, {Z}},
    {"movbe", M38 | 0xf0, NX, WLQ, 0, {M, G}},
    {"", M38 | 0xf1, NX, WLQ, 0, {G, M}},
    {"movnti", M0F | 0xc3, NX, LQ, 0, {G, M}},
    {"xlat", 0xd7, NX, B, 0, {0}},
    {"lahf", 0x9f, NX, 0, 0, {0}},
    {"sahf", 0x9e, NX, 0, 0, {0}},
    /* Arithmetic. */
    ALU("add", 0), ALU("or", 1), ALU("adc", 2), ALU("sbb", 3), ALU("and", 4), ALU("sub", 5), ALU("xor", 6), ALU("cmp", 7),
    {"test", 0xa8, NX, BWLQ, FORM_W, {I, A}},
    {"", 0xf6, 0, BWLQ, FORM_W, {I, E}},
    {"", 0x84, NX, BWLQ, FORM_W, {G, E}},
    {"", 0x84, NX, BWLQ, FORM_W | FORM_ASM_ONLY, {E, G}},
    {"inc", 0xfe, 0, BWLQ, FORM_W, {E}},
    {"dec", 0xfe, 1, BWLQ, FORM_W, {E}},
    {"not", 0xf6, 2, BWLQ, FORM_W, {E}},
    {"neg", 0xf6, 3, BWLQ, FORM_W, {E}},
    {"mul", 0xf6, 4, BWLQ, FORM_W, {E}},
    {"imul", 0xf6, 5, BWLQ, FORM_W, {E}},
    {"", M0F | 0xaf, NX, WLQ, 0, {E, G}},
    {"", 0x6b, NX, WLQ, 0, {IS, E, G}},
    {"", 0x69, NX, WLQ, 0, {I, E, G}},
    {"", 0x6b, NX, WLQ, FORM_ASM_ONLY, {IS, GD}},
    {"", 0x69, NX, WLQ, FORM_ASM_ONLY, {I, GD}},
    {"div", 0xf6, 6, BWLQ, FORM_W, {E}},
    {"", 0xf6, 6, BWLQ, FORM_W | FORM_ASM_ONLY, {E, A}},
    {"idiv", 0xf6, 7, BWLQ, FORM_W, {E}},
    {"", 0xf6, 7, BWLQ, FORM_W | FORM_ASM_ONLY, {E, A}},
    SHIFT("rol", 0, 0), SHIFT("ror", 1, 0), SHIFT("rcl", 2, 0), SHIFT("rcr", 3, 0), SHIFT("shl", 4, 0), SHIFT("sal", 4, FORM_ASM_ONLY), SHIFT("shr", 5, 0),
    SHIFT("sar", 7, 0), SHIFT2("shld", 0xa4), SHIFT2("shrd", 0xac),
    BIT("bt", 0xa3, 4), BIT("bts", 0xab, 5), BIT("btr", 0xb3, 6), BIT("btc", 0xbb, 7),
    {"bsf", M0F | 0xbc, NX, WLQ, 0, {E, G}},
    {"bsr", M0F | 0xbd, NX, WLQ, 0, {E, G}},
    {"lzcnt", PF3 | M0F | 0xbd, NX, WLQ, 0, {E, G}},
    {"tzcnt", PF3 | M0F | 0xbc, NX, WLQ, 0, {E, G}},
    {"popcnt", PF3 | M0F | 0xb8, NX, WLQ, 0, {E, G}},
    {"adcx", P66 | M38 | 0xf6, NX, LQ, 0, {E, G}},
    {"adox", PF3 | M38 | 0xf6, NX, LQ, 0, {E, G}},
    {"crc32b", PF2 | M38 | 0xf0, NX, LQ, 0, {E8, G}},
    {"crc32w", PF2 | M38 | 0xf1, NX, 0, FORM_DATA16, {E16, G32}},
    {"crc32l", PF2 | M38 | 0xf1, NX, 0, 0, {E32, G32}},
    {"crc32q", PF2 | M38 | 0xf1, NX, 0, FORM_REX_W, {E64, G64}},
    {"crc32", PF2 | M38 | 0xf0, NX, 0, FORM_ASM_ONLY, {R8_, G32}},
    {"", PF2 | M38 | 0xf0, NX, 0, FORM_REX_W | FORM_ASM_ONLY, {R8_, G64}},
    {"", PF2 | M38 | 0xf1, NX, 0, FORM_DATA16 | FORM_ASM_ONLY, {R16, G32}},
    {"", PF2 | M38 | 0xf1, NX, 0, FORM_ASM_ONLY, {R32, G32}},
    {"", PF2 | M38 | 0xf1, NX, 0, FORM_REX_W | FORM_ASM_ONLY, {R64, G64}},
    {"cmpxchg", M0F | 0xb0, NX, BWLQ, FORM_W, {G, E}},
    {"xadd", M0F | 0xc0, NX, BWLQ, FORM_W, {G, E}},
    {"cmpxchg8b", M0F | 0xc7, 1, 0, 0, {M}},
    {"cmpxchg16b", M0F | 0xc7, 1, 0, FORM_REX_W, {M}},
    {"cbtw", 0x98, NX, 0, FORM_DATA16, {0}}, {"cwtl", 0x98, NX, 0, 0, {0}}, {"cltq", 0x98, NX, 0, FORM_REX_W, {0}},
    {"cwtd", 0x99, NX, 0, FORM_DATA16, {0}}, {"cltd", 0x99, NX, 0, 0, {0}}, {"cqto", 0x99, NX, 0, FORM_REX_W, {0}},
    {"cbw", 0x98, NX, 0, FORM_DATA16 | FORM_ASM_ONLY, {0}}, {"cwde", 0x98, NX, 0, FORM_ASM_ONLY, {0}}, {"cdqe", 0x98, NX, 0, FORM_REX_W | FORM_ASM_ONLY, {0}},
    {"cwd", 0x99, NX, 0, FORM_DATA16 | FORM_ASM_ONLY, {0}}, {"cdq", 0x99, NX, 0, FORM_ASM_ONLY, {0}}, {"cqo", 0x99, NX, 0, FORM_REX_W | FORM_ASM_ONLY, {0}},
    /* Control flow. */
    {"jmp", 0xeb, NX, Q, FORM_D64, {J}},
    {"", 0xff, 4, WQ, FORM_D64, {S}},
    {"j", 0x70, NX, 0, FORM_CC, {J}},
    {"call", 0xe8, NX, Q, FORM_D64, {JL}},
    {"", 0xff, 2, WQ, FORM_D64, {S}},
    {"ljmp", 0xff, 5, WLQ, FORM_DEFAULT_L, {S}},
    {"lcall", 0xff, 3, WLQ, FORM_DEFAULT_L, {S}},
    {"ret", 0xc3, NX, WQ, FORM_D64, {0}},
    {"", 0xc2, NX, WQ, FORM_D64, {IW}},
    {"lret", 0xcb, NX, WLQ, FORM_DEFAULT_L, {0}},
    {"", 0xca, NX, WLQ, FORM_DEFAULT_L, {IW}},
    {"iret", 0xcf, NX, WLQ, FORM_DEFAULT_L, {0}},
    {"loop", 0xe2, NX, Q, FORM_D64, {JB}},
    {"loope", 0xe1, NX, Q, FORM_D64, {JB}}, {"loopz", 0xe1, NX, Q, FORM_D64 | FORM_ASM_ONLY, {JB}},
    {"loopne", 0xe0, NX, Q, FORM_D64, {JB}}, {"loopnz", 0xe0, NX, Q, FORM_D64 | FORM_ASM_ONLY, {JB}},
    {"jrcxz", 0xe3, NX, 0, 0, {JB}},
    {"jecxz", 0xe3, NX, 0, FORM_ADDR32, {JB}},
    {"enter", 0xc8, NX, WQ, FORM_D64, {IW, IB}},
    {"leave", 0xc9, NX, WQ, FORM_D64, {0}},
    {"int", 0xcd, NX, 0, 0, {IB}},
    FIXED("int3", 0xcc), FIXED("int1", 0xf1), {"icebp", 0xf1, NX, 0, FORM_ASM_ONLY, {0}}, FIXED("syscall", M0F | 0x05), FIXED("sysenter", M0F | 0x34),
    {"sysret", M0F | 0x07, NX, LQ, FORM_DEFAULT_L, {0}}, {"sysexit", M0F | 0x35, NX, LQ, FORM_DEFAULT_L, {0}},
    /* Strings, ports, flags. */
    STRING("movs", 0xa4, SI, DI), STRING("cmps", 0xa6, DI, SI), STRING("stos", 0xaa, A, DI), {"", 0xaa, NX, BWLQ, FORM_W | FORM_ASM_ONLY, {DI}},
    STRING("lods", 0xac, SI, A), {"", 0xac, NX, BWLQ, FORM_W | FORM_ASM_ONLY, {SI}}, STRING("scas", 0xae, DI, A),
    {"", 0xae, NX, BWLQ, FORM_W | FORM_ASM_ONLY, {DI}},
    {"ins", 0x6c, NX, BWL, FORM_W, {0}}, {"", 0x6c, NX, BWL, FORM_W | FORM_ASM_ONLY, {DX, DI}},
    {"outs", 0x6e, NX, BWL, FORM_W, {0}}, {"", 0x6e, NX, BWL, FORM_W | FORM_ASM_ONLY, {SI, DX}},
    {"in", 0xe4, NX, BWL, FORM_W, {IB, A}}, {"", 0xec, NX, BWL, FORM_W, {DX, A}}, {"", 0xe4, NX, BWL, FORM_W | FORM_ASM_ONLY, {IB}},
    {"", 0xec, NX, BWL, FORM_W | FORM_ASM_ONLY, {DX}},
    {"out", 0xe6, NX, BWL, FORM_W, {A, IB}}, {"", 0xee, NX, BWL, FORM_W, {A, DX}}, {"", 0xe6, NX, BWL, FORM_W | FORM_ASM_ONLY, {IB}},
    {"", 0xee, NX, BWL, FORM_W | FORM_ASM_ONLY, {DX}},
    FIXED("cmc", 0xf5), FIXED("clc", 0xf8), FIXED("stc", 0xf9), FIXED("cli", 0xfa), FIXED("sti", 0xfb), FIXED("cld", 0xfc), FIXED("std", 0xfd),
    FIXED("fwait", 0x9b), {"wait", 0x9b, NX, 0, FORM_ASM_ONLY, {0}}, FIXED("hlt", 0xf4),
    /* No operation, system. */
    FIXED("pause", PF3 | 0x90), FIXED("nop", 0x90), {"", M0F | 0x1f, 0, WLQ, 0, {E}},
    FIXED("cpuid", M0F | 0xa2), FIXED("rdtsc", M0F | 0x31), FIXED("rdmsr", M0F | 0x32), FIXED("wrmsr", M0F | 0x30), FIXED("rdpmc", M0F | 0x33),
    FIXED("ud2", M0F | 0x0b), {"ud2a", M0F | 0x0b, NX, 0, FORM_ASM_ONLY, {0}}, {"ud1", M0F | 0xb9, NX, WLQ, 0, {E, G}}, FIXED("invd", M0F | 0x08), FIXED("wbnoinvd", PF3 | M0F | 0x09), FIXED("wbinvd", M0F | 0x09),
    FIXED("clts", M0F | 0x06), FIXED("rsm", M0F | 0xaa), FIXED_RM("rdtscp", M0F | 0x01, 0xf9), FIXED_RM("swapgs", M0F | 0x01, 0xf8),
    FIXED_RM("monitor", M0F | 0x01, 0xc8), FIXED_RM("mwait", M0F | 0x01, 0xc9), FIXED_RM("clac", M0F | 0x01, 0xca), FIXED_RM("stac", M0F | 0x01, 0xcb),
    FIXED_RM("xgetbv", M0F | 0x01, 0xd0), FIXED_RM("xsetbv", M0F | 0x01, 0xd1), FIXED_RM("vmcall", M0F | 0x01, 0xc1), FIXED_RM("xend", M0F | 0x01, 0xd5), FIXED_RM("xtest", M0F | 0x01, 0xd6),
    FIXED_RM("rdpkru", M0F | 0x01, 0xee), FIXED_RM("wrpkru", M0F | 0x01, 0xef), FIXED_RM("setssbsy", PF3 | M0F | 0x01, 0xe8), FIXED_RM("saveprevssp", PF3 | M0F | 0x01, 0xea), FIXED_RM("serialize", M0F | 0x01, 0xe8),
    {"xbegin", 0xc7, 0xf8, 0, 0, {JL}}, {"xabort", 0xc6, 0xf8, 0, 0, {IB}},
    FIXED_RM("endbr64", PF3 | M0F | 0x1e, 0xfa), FIXED_RM("endbr32", PF3 | M0F | 0x1e, 0xfb),
    {"rdsspd", PF3 | M0F | 0x1e, 1, 0, 0, {R32}}, {"rdsspq", PF3 | M0F | 0x1e, 1, 0, FORM_REX_W, {R64}},
    {"incsspd", PF3 | M0F | 0xae, 5, 0, 0, {R32}}, {"incsspq", PF3 | M0F | 0xae, 5, 0, FORM_REX_W, {R64}},
    {"sgdt", M0F | 0x01, 0, Q, FORM_D64, {M}}, {"sidt", M0F | 0x01, 1, Q, FORM_D64, {M}}, {"lgdt", M0F | 0x01, 2, Q, FORM_D64, {M}}, {"lidt", M0F | 0x01, 3, Q, FORM_D64, {M}},
    {"smsw", M0F | 0x01, 4, WLQ, 0, {R}}, {"", M0F | 0x01, 4, 0, 0, {M}}, {"lmsw", M0F | 0x01, 6, 0, 0, {E16}}, {"invlpg", M0F | 0x01, 7, 0, 0, {M}},
    {"sldt", M0F | 0x00, 0, W | L, 0, {R}}, {"", M0F | 0x00, 0, Q, FORM_NO_SIZE, {R}}, {"", M0F | 0x00, 0, 0, 0, {M}}, {"str", M0F | 0x00, 1, W | L, 0, {R}}, {"", M0F | 0x00, 1, Q, FORM_NO_SIZE, {R}}, {"", M0F | 0x00, 1, 0, 0, {M}},
    {"lldt", M0F | 0x00, 2, 0, 0, {E16}}, {"ltr", M0F | 0x00, 3, 0, 0, {E16}}, {"verr", M0F | 0x00, 4, 0, 0, {E16}}, {"verw", M0F | 0x00, 5, 0, 0, {E16}},
    {"lar", M0F | 0x02, NX, WLQ, 0, {E, G}}, {"lsl", M0F | 0x03, NX, WLQ, 0, {E, G}},
    {"rdfsbase", PF3 | M0F | 0xae, 0, LQ, 0, {R}}, {"rdgsbase", PF3 | M0F | 0xae, 1, LQ, 0, {R}},
    {"wrfsbase", PF3 | M0F | 0xae, 2, LQ, 0, {R}}, {"wrgsbase", PF3 | M0F | 0xae, 3, LQ, 0, {R}},
    {"rdrand", M0F | 0xc7, 6, WLQ, 0, {R}}, {"rdseed", M0F | 0xc7, 7, WLQ, 0, {R}}, {"rdpid", PF3 | M0F | 0xc7, 7, 0, 0, {R64}},
    FIXED_RM("lfence", M0F | 0xae, 0xe8), FIXED_RM("mfence", M0F | 0xae, 0xf0), FIXED_RM("sfence", M0F | 0xae, 0xf8),
    {"clflush", M0F | 0xae, 7, 0, 0, {M}}, {"clflushopt", P66 | M0F | 0xae, 7, 0, 0, {M}}, {"clwb", P66 | M0F | 0xae, 6, 0, 0, {M}}, {"cldemote", M0F | 0x1c, 0, 0, 0, {M}},
    {"prefetchnta", M0F | 0x18, 0, 0, 0, {M}}, {"prefetcht0", M0F | 0x18, 1, 0, 0, {M}}, {"prefetcht1", M0F | 0x18, 2, 0, 0, {M}}, {"prefetcht2", M0F | 0x18, 3, 0, 0, {M}},
    {"prefetch", M0F | 0x0d, 0, 0, 0, {M}}, {"prefetchw", M0F | 0x0d, 1, 0, 0, {M}}, {"prefetchwt1", M0F | 0x0d, 2, 0, 0, {M}},
    {"fxsave", M0F | 0xae, 0, 0, 0, {M}}, {"fxrstor", M0F | 0xae, 1, 0, 0, {M}}, {"ldmxcsr", M0F | 0xae, 2, 0, 0, {M}}, {"stmxcsr", M0F | 0xae, 3, 0, 0, {M}},
    {"vldmxcsr", M0F | 0xae, 2, 0, FORM_VEX, {M}}, {"vstmxcsr", M0F | 0xae, 3, 0, FORM_VEX, {M}},
    {"xsave", M0F | 0xae, 4, 0, 0, {M}}, {"xrstor", M0F | 0xae, 5, 0, 0, {M}}, {"xsaveopt", M0F | 0xae, 6, 0, 0, {M}}, {"xsavec", M0F | 0xc7, 4, 0, 0, {M}},
    {"xsaves", M0F | 0xc7, 5, 0, 0, {M}}, {"xrstors", M0F | 0xc7, 3, 0, 0, {M}},
    {"fxsave64", M0F | 0xae, 0, 0, FORM_REX_W, {M}}, {"fxrstor64", M0F | 0xae, 1, 0, FORM_REX_W, {M}}, {"xsave64", M0F | 0xae, 4, 0, FORM_REX_W, {M}},
    {"xrstor64", M0F | 0xae, 5, 0, FORM_REX_W, {M}}, {"xsaveopt64", M0F | 0xae, 6, 0, FORM_REX_W, {M}}, {"xsavec64", M0F | 0xc7, 4, 0, FORM_REX_W, {M}},
    {"xsaves64", M0F | 0xc7, 5, 0, FORM_REX_W, {M}}, {"xrstors64", M0F | 0xc7, 3, 0, FORM_REX_W, {M}},
    /* Virtual machines and enclaves; what is rarely met. */
    FIXED_RM("vmlaunch", M0F | 0x01, 0xc2), FIXED_RM("vmresume", M0F | 0x01, 0xc3), FIXED_RM("vmxoff", M0F | 0x01, 0xc4), FIXED_RM("vmfunc", M0F | 0x01, 0xd4),
    FIXED_RM("vmrun", M0F | 0x01, 0xd8), FIXED_RM("vmmcall", M0F | 0x01, 0xd9), FIXED_RM("vmload", M0F | 0x01, 0xda), FIXED_RM("vmsave", M0F | 0x01, 0xdb),
    FIXED_RM("stgi", M0F | 0x01, 0xdc), FIXED_RM("clgi", M0F | 0x01, 0xdd), FIXED_RM("encls", M0F | 0x01, 0xcf), FIXED_RM("enclu", M0F | 0x01, 0xd7),
    FIXED_RM("monitorx", M0F | 0x01, 0xfa), FIXED_RM("mwaitx", M0F | 0x01, 0xfb), FIXED_RM("clzero", M0F | 0x01, 0xfc),
    FIXED("getsec", M0F | 0x37),
    {"vmread", M0F | 0x78, NX, 0, 0, {G64, E64}}, {"vmwrite", M0F | 0x79, NX, 0, 0, {E64, G64}},
    {"vmclear", P66 | M0F | 0xc7, 6, 0, 0, {M}}, {"vmxon", PF3 | M0F | 0xc7, 6, 0, 0, {M}}, {"vmptrld", M0F | 0xc7, 6, 0, 0, {M}}, {"vmptrst", M0F | 0xc7, 7, 0, 0, {M}},
    {"invept", P66 | M38 | 0x80, NX, 0, 0, {M, G64}}, {"invvpid", P66 | M38 | 0x81, NX, 0, 0, {M, G64}}, {"invpcid", P66 | M38 | 0x82, NX, 0, 0, {M, G64}},
    {"movdiri", M38 | 0xf9, NX, LQ, 0, {G, M}}, {"movdir64b", P66 | M38 | 0xf8, NX, 0, 0, {M, G64}}, {"enqcmd", PF2 | M38 | 0xf8, NX, 0, 0, {M, G64}},
    {"enqcmds", PF3 | M38 | 0xf8, NX, 0, 0, {M, G64}}, {"ptwrite", PF3 | M0F | 0xae, 4, LQ, 0, {E}},
    {"umonitor", PF3 | M0F | 0xae, 6, 0, 0, {R64}}, {"umwait", PF2 | M0F | 0xae, 6, 0, 0, {R32}}, {"tpause", P66 | M0F | 0xae, 6, 0, 0, {R32}},
    {"rstorssp", PF3 | M0F | 0x01, 5, 0, 0, {M}}, {"clrssbsy", PF3 | M0F | 0xae, 6, 0, 0, {M}},
    {"wrssd", M38 | 0xf6, NX, 0, 0, {G32, M}}, {"wrssq", M38 | 0xf6, NX, 0, FORM_REX_W, {G64, M}}, {"wrussd", P66 | M38 | 0xf5, NX, 0, 0, {G32, M}},
    {"wrussq", P66 | M38 | 0xf5, NX, 0, FORM_REX_W, {G64, M}}, {"lss", M0F | 0xb2, NX, WLQ, 0, {M, G}}, {"lfs", M0F | 0xb4, NX, WLQ, 0, {M, G}}, {"lgs", M0F | 0xb5, NX, WLQ, 0, {M, G}},
    /* x87. */
    {"fld", 0xd9, 0, 0, 0, {STI}}, {"flds", 0xd9, 0, 0, 0, {M}}, {"fldl", 0xdd, 0, 0, 0, {M}}, {"fldt", 0xdb, 5, 0, 0, {M}},
    {"fst", 0xdd, 2, 0, 0, {STI}}, {"fsts", 0xd9, 2, 0, 0, {M}}, {"fstl", 0xdd, 2, 0, 0, {M}},
    {"fstp", 0xdd, 3, 0, 0, {STI}}, {"fstps", 0xd9, 3, 0, 0, {M}}, {"fstpl", 0xdd, 3, 0, 0, {M}}, {"fstpt", 0xdb, 7, 0, 0, {M}},
    {"filds", 0xdf, 0, 0, 0, {M}}, {"fild", 0xdf, 0, 0, FORM_ASM_ONLY, {M}}, {"fildl", 0xdb, 0, 0, 0, {M}}, {"fildll", 0xdf, 5, 0, 0, {M}}, {"fildq", 0xdf, 5, 0, FORM_ASM_ONLY, {M}},
    {"fists", 0xdf, 2, 0, 0, {M}}, {"fist", 0xdf, 2, 0, FORM_ASM_ONLY, {M}}, {"fistl", 0xdb, 2, 0, 0, {M}},
    {"fistps", 0xdf, 3, 0, 0, {M}}, {"fistp", 0xdf, 3, 0, FORM_ASM_ONLY, {M}}, {"fistpl", 0xdb, 3, 0, 0, {M}}, {"fistpll", 0xdf, 7, 0, 0, {M}}, {"fistpq", 0xdf, 7, 0, FORM_ASM_ONLY, {M}},
    {"fisttps", 0xdf, 1, 0, 0, {M}}, {"fisttp", 0xdf, 1, 0, FORM_ASM_ONLY, {M}}, {"fisttpl", 0xdb, 1, 0, 0, {M}}, {"fisttpll", 0xdd, 1, 0, 0, {M}}, {"fisttpq", 0xdd, 1, 0, FORM_ASM_ONLY, {M}},
    {"fbld", 0xdf, 4, 0, 0, {M}}, {"fbstp", 0xdf, 6, 0, 0, {M}}, {"fxch", 0xd9, 1, 0, 0, {STI}}, {"", 0xd9, 0xc9, 0, FORM_ASM_ONLY, {0}},
    FARITH("fadd", 0), FARITH("fmul", 1), FARITH("fsub", 4), FARITH("fsubr", 5), FARITH("fdiv", 6), FARITH("fdivr", 7),
    FINT("add", 0), FINT("mul", 1), FINT("com", 2), FINT("comp", 3), FINT("sub", 4), FINT("subr", 5), FINT("div", 6), FINT("divr", 7),
    FCOMPARE("fcom", 0xd8, 2), {"fcoms", 0xd8, 2, 0, 0, {M}}, {"fcoml", 0xdc, 2, 0, 0, {M}}, FCOMPARE("fcomp", 0xd8, 3), {"fcomps", 0xd8, 3, 0, 0, {M}}, {"fcompl", 0xdc, 3, 0, 0, {M}},
    FCOMPARE("fucom", 0xdd, 4), FCOMPARE("fucomp", 0xdd, 5), FIXED_RM("fucompp", 0xda, 0xe9), FIXED_RM("fcompp", 0xde, 0xd9),
    FCOMI("fcomi", 0xdb, 6), FCOMI("fucomi", 0xdb, 5), FCOMI("fcomip", 0xdf, 6), FCOMI("fucomip", 0xdf, 5), {"fcompi", 0xdf, 6, 0, FORM_ASM_ONLY, {STI, ST0}}, {"fucompi", 0xdf, 5, 0, FORM_ASM_ONLY, {STI, ST0}},
    FCMOV("fcmovb", 0xda, 0), FCMOV("fcmove", 0xda, 1), FCMOV("fcmovbe", 0xda, 2), FCMOV("fcmovu", 0xda, 3), FCMOV("fcmovnb", 0xdb, 0), FCMOV("fcmovne", 0xdb, 1),
    FCMOV("fcmovnbe", 0xdb, 2), FCMOV("fcmovnu", 0xdb, 3), {"fcmova", 0xdb, 2, 0, FORM_ASM_ONLY, {STI, ST0}}, {"fcmovae", 0xdb, 0, 0, FORM_ASM_ONLY, {STI, ST0}},
    {"fcmovna", 0xda, 2, 0, FORM_ASM_ONLY, {STI, ST0}}, {"fcmovnae", 0xda, 0, 0, FORM_ASM_ONLY, {STI, ST0}},
    FIXED_RM("fnop", 0xd9, 0xd0), FIXED_RM("fchs", 0xd9, 0xe0), FIXED_RM("fabs", 0xd9, 0xe1), FIXED_RM("ftst", 0xd9, 0xe4), FIXED_RM("fxam", 0xd9, 0xe5), FIXED_RM("fld1", 0xd9, 0xe8),
    FIXED_RM("fldl2t", 0xd9, 0xe9), FIXED_RM("fldl2e", 0xd9, 0xea), FIXED_RM("fldpi", 0xd9, 0xeb), FIXED_RM("fldlg2", 0xd9, 0xec), FIXED_RM("fldln2", 0xd9, 0xed), FIXED_RM("fldz", 0xd9, 0xee),
    FIXED_RM("f2xm1", 0xd9, 0xf0), FIXED_RM("fyl2x", 0xd9, 0xf1), FIXED_RM("fptan", 0xd9, 0xf2), FIXED_RM("fpatan", 0xd9, 0xf3), FIXED_RM("fxtract", 0xd9, 0xf4), FIXED_RM("fprem1", 0xd9, 0xf5),
    FIXED_RM("fdecstp", 0xd9, 0xf6), FIXED_RM("fincstp", 0xd9, 0xf7), FIXED_RM("fprem", 0xd9, 0xf8), FIXED_RM("fyl2xp1", 0xd9, 0xf9), FIXED_RM("fsqrt", 0xd9, 0xfa), FIXED_RM("fsincos", 0xd9, 0xfb),
    FIXED_RM("frndint", 0xd9, 0xfc), FIXED_RM("fscale", 0xd9, 0xfd), FIXED_RM("fsin", 0xd9, 0xfe), FIXED_RM("fcos", 0xd9, 0xff),
    FIXED_RM("fnclex", 0xdb, 0xe2), {"fclex", 0xdb, 0xe2, 0, FORM_WAIT | FORM_ASM_ONLY, {0}}, FIXED_RM("fninit", 0xdb, 0xe3), {"finit", 0xdb, 0xe3, 0, FORM_WAIT | FORM_ASM_ONLY, {0}},
    {"ffree", 0xdd, 0, 0, 0, {STI}}, {"ffreep", 0xdf, 0, 0, 0, {STI}},
    {"fldcw", 0xd9, 5, 0, 0, {M}}, {"fnstcw", 0xd9, 7, 0, 0, {M}}, {"fstcw", 0xd9, 7, 0, FORM_WAIT | FORM_ASM_ONLY, {M}}, {"fldcww", 0xd9, 5, 0, FORM_ASM_ONLY, {M}}, {"fnstcww", 0xd9, 7, 0, FORM_ASM_ONLY, {M}},
    {"fldenv", 0xd9, 4, 0, 0, {M}}, {"fnstenv", 0xd9, 6, 0, 0, {M}}, {"fstenv", 0xd9, 6, 0, FORM_WAIT | FORM_ASM_ONLY, {M}},
    {"frstor", 0xdd, 4, 0, 0, {M}}, {"fnsave", 0xdd, 6, 0, 0, {M}}, {"fsave", 0xdd, 6, 0, FORM_WAIT | FORM_ASM_ONLY, {M}},
    {"fnstsw", 0xdf, 0xe0, 0, 0, {AX}}, {"", 0xdd, 7, 0, 0, {M}}, {"", 0xdf, 0xe0, 0, FORM_ASM_ONLY, {0}},
    {"fstsw", 0xdf, 0xe0, 0, FORM_WAIT | FORM_ASM_ONLY, {AX}}, {"", 0xdd, 7, 0, FORM_WAIT | FORM_ASM_ONLY, {M}}, {"", 0xdf, 0xe0, 0, FORM_WAIT | FORM_ASM_ONLY, {0}},
    /* SSE moves. */
    MOVE("movaps", M0F | 0x28, M0F | 0x29), MOVE("movapd", P66 | M0F | 0x28, P66 | M0F | 0x29), MOVE("movups", M0F | 0x10, M0F | 0x11), MOVE("movupd", P66 | M0F | 0x10, P66 | M0F | 0x11),
    MOVE("movdqa", P66 | M0F | 0x6f, P66 | M0F | 0x7f), MOVE("movdqu", PF3 | M0F | 0x6f, PF3 | M0F | 0x7f),
    {"movss", PF3 | M0F | 0x10, NX, 0, 0, {XM, X}}, {"", PF3 | M0F | 0x11, NX, 0, 0, {X, XM}},
    {"vmovss", PF3 | M0F | 0x10, NX, 0, FORM_VEX, {M, X}}, {"", PF3 | M0F | 0x11, NX, 0, FORM_VEX, {X, M}}, {"", PF3 | M0F | 0x10, NX, 0, FORM_VEX | FORM_STORE, {U, HX, X}}, {"", PF3 | M0F | 0x11, NX, 0, FORM_VEX, {X, HX, U}},
    {"movsd", PF2 | M0F | 0x10, NX, 0, 0, {XM, X}}, {"", PF2 | M0F | 0x11, NX, 0, 0, {X, XM}}, {"", 0xa5, NX, 0, FORM_ASM_ONLY, {0}}, {"", 0xa5, NX, 0, FORM_ASM_ONLY, {SI, DI}},
    {"vmovsd", PF2 | M0F | 0x10, NX, 0, FORM_VEX, {M, X}}, {"", PF2 | M0F | 0x11, NX, 0, FORM_VEX, {X, M}}, {"", PF2 | M0F | 0x10, NX, 0, FORM_VEX | FORM_STORE, {U, HX, X}}, {"", PF2 | M0F | 0x11, NX, 0, FORM_VEX, {X, HX, U}},
    {"movd", M0F | 0x6e, NX, 0, 0, {E32, P}}, {"", M0F | 0x7e, NX, 0, 0, {P, E32}}, {"", P66 | M0F | 0x6e, NX, 0, 0, {E32, X}}, {"", P66 | M0F | 0x7e, NX, 0, 0, {X, E32}},
    {"", M0F | 0x6e, NX, 0, FORM_REX_W | FORM_ASM_ONLY, {R64, P}}, {"", M0F | 0x7e, NX, 0, FORM_REX_W | FORM_ASM_ONLY, {P, R64}},
    {"", P66 | M0F | 0x6e, NX, 0, FORM_REX_W | FORM_ASM_ONLY, {R64, X}}, {"", P66 | M0F | 0x7e, NX, 0, FORM_REX_W | FORM_ASM_ONLY, {X, R64}},
    {"vmovd", P66 | M0F | 0x6e, NX, 0, FORM_VEX, {E32, X}}, {"", P66 | M0F | 0x7e, NX, 0, FORM_VEX, {X, E32}},
    {"", P66 | M0F | 0x6e, NX, 0, FORM_VEX | FORM_REX_W | FORM_ASM_ONLY, {R64, X}}, {"", P66 | M0F | 0x7e, NX, 0, FORM_VEX | FORM_REX_W | FORM_ASM_ONLY, {X, R64}},
    {"movq", PF3 | M0F | 0x7e, NX, 0, 0, {XM, X}}, {"", P66 | M0F | 0xd6, NX, 0, 0, {X, XM}}, {"", M0F | 0x6f, NX, 0, 0, {QM, P}}, {"", M0F | 0x7f, NX, 0, 0, {P, QM}},
    {"", P66 | M0F | 0x6e, NX, 0, FORM_REX_W, {R64, X}}, {"", P66 | M0F | 0x7e, NX, 0, FORM_REX_W, {X, R64}}, {"", M0F | 0x6e, NX, 0, FORM_REX_W, {R64, P}}, {"", M0F | 0x7e, NX, 0, FORM_REX_W, {P, R64}},
    {"vmovq", PF3 | M0F | 0x7e, NX, 0, FORM_VEX | FORM_STORE, {XM, X}}, {"", P66 | M0F | 0xd6, NX, 0, FORM_VEX, {X, XM}},
    {"", P66 | M0F | 0x6e, NX, 0, FORM_VEX | FORM_REX_W, {R64, X}}, {"", P66 | M0F | 0x7e, NX, 0, FORM_VEX | FORM_REX_W, {X, R64}},
    MOVE_HALF("movlps", M0F | 0x12, M0F | 0x13), MOVE_HALF("movhps", M0F | 0x16, M0F | 0x17), MOVE_HALF("movlpd", P66 | M0F | 0x12, P66 | M0F | 0x13), MOVE_HALF("movhpd", P66 | M0F | 0x16, P66 | M0F | 0x17),
    {"movhlps", M0F | 0x12, NX, 0, 0, {U, X}}, {"vmovhlps", M0F | 0x12, NX, 0, FORM_VEX, {U, HX, X}}, {"movlhps", M0F | 0x16, NX, 0, 0, {U, X}}, {"vmovlhps", M0F | 0x16, NX, 0, FORM_VEX, {U, HX, X}},
    {"movntps", M0F | 0x2b, NX, 0, 0, {X, M}}, {"vmovntps", M0F | 0x2b, NX, 0, FORM_VEX, {VX, M}}, {"movntpd", P66 | M0F | 0x2b, NX, 0, 0, {X, M}}, {"vmovntpd", P66 | M0F | 0x2b, NX, 0, FORM_VEX, {VX, M}},
    {"movntdq", P66 | M0F | 0xe7, NX, 0, 0, {X, M}}, {"vmovntdq", P66 | M0F | 0xe7, NX, 0, FORM_VEX, {VX, M}}, {"movntq", M0F | 0xe7, NX, 0, 0, {P, M}},
    {"movntdqa", P66 | M38 | 0x2a, NX, 0, 0, {M, X}}, {"vmovntdqa", P66 | M38 | 0x2a, NX, 0, FORM_VEX, {M, VX}},
    {"movmskps", M0F | 0x50, NX, LQ, FORM_NO_SIZE, {U, G}}, {"vmovmskps", M0F | 0x50, NX, LQ, FORM_VEX | FORM_NO_SIZE, {VU, G}},
    {"movmskpd", P66 | M0F | 0x50, NX, LQ, FORM_NO_SIZE, {U, G}}, {"vmovmskpd", P66 | M0F | 0x50, NX, LQ, FORM_VEX | FORM_NO_SIZE, {VU, G}},
    {"pmovmskb", M0F | 0xd7, NX, LQ, FORM_NO_SIZE, {N, G}}, {"", P66 | M0F | 0xd7, NX, LQ, FORM_NO_SIZE, {U, G}}, {"vpmovmskb", P66 | M0F | 0xd7, NX, LQ, FORM_VEX | FORM_NO_SIZE, {VU, G}},
    {"maskmovq", M0F | 0xf7, NX, 0, 0, {N, P}}, {"maskmovdqu", P66 | M0F | 0xf7, NX, 0, 0, {U, X}}, {"vmaskmovdqu", P66 | M0F | 0xf7, NX, 0, FORM_VEX, {U, X}},
    {"movq2dq", PF3 | M0F | 0xd6, NX, 0, 0, {N, X}}, {"movdq2q", PF2 | M0F | 0xd6, NX, 0, 0, {U, P}},
    {"lddqu", PF2 | M0F | 0xf0, NX, 0, 0, {M, X}}, {"vlddqu", PF2 | M0F | 0xf0, NX, 0, FORM_VEX, {M, VX}},
    SSE2OP("movsldup", PF3 | M0F | 0x12), SSE2OP("movshdup", PF3 | M0F | 0x16), SSE2OP("movddup", PF2 | M0F | 0x12),
    /* SSE floating point. */
    FP_ARITH("add", 0x58), FP_ARITH("mul", 0x59), FP_ARITH("sub", 0x5c), FP_ARITH("min", 0x5d), FP_ARITH("div", 0x5e), FP_ARITH("max", 0x5f),
    SSE2OP("sqrtps", M0F | 0x51), SSE2OP("sqrtpd", P66 | M0F | 0x51), SSE3ONE("sqrtss", PF3 | M0F | 0x51), SSE3ONE("sqrtsd", PF2 | M0F | 0x51),
    SSE2OP("rsqrtps", M0F | 0x52), SSE3ONE("rsqrtss", PF3 | M0F | 0x52), SSE2OP("rcpps", M0F | 0x53), SSE3ONE("rcpss", PF3 | M0F | 0x53),
    SSE3OP("andps", M0F | 0x54), SSE3OP("andpd", P66 | M0F | 0x54), SSE3OP("andnps", M0F | 0x55), SSE3OP("andnpd", P66 | M0F | 0x55),
    SSE3OP("orps", M0F | 0x56), SSE3OP("orpd", P66 | M0F | 0x56), SSE3OP("xorps", M0F | 0x57), SSE3OP("xorpd", P66 | M0F | 0x57),
    SSE3OP("unpcklps", M0F | 0x14), SSE3OP("unpcklpd", P66 | M0F | 0x14), SSE3OP("unpckhps", M0F | 0x15), SSE3OP("unpckhpd", P66 | M0F | 0x15),
    SSE3IMM("shufps", M0F | 0xc6), SSE3IMM("shufpd", P66 | M0F | 0xc6),
    SSE2ONE("ucomiss", M0F | 0x2e), SSE2ONE("ucomisd", P66 | M0F | 0x2e), SSE2ONE("comiss", M0F | 0x2f), SSE2ONE("comisd", P66 | M0F | 0x2f),
    CMP_ONE("eq", 0), CMP_ONE("lt", 1), CMP_ONE("le", 2), CMP_ONE("unord", 3), CMP_ONE("neq", 4), CMP_ONE("nlt", 5), CMP_ONE("nle", 6), CMP_ONE("ord", 7),
    VCMP("eq_uq", 8), VCMP("nge", 9), VCMP("ngt", 10), VCMP("false", 11), VCMP("neq_oq", 12), VCMP("ge", 13), VCMP("gt", 14), VCMP("true", 15),
    VCMP("eq_os", 16), VCMP("lt_oq", 17), VCMP("le_oq", 18), VCMP("unord_s", 19), VCMP("neq_us", 20), VCMP("nlt_uq", 21), VCMP("nle_uq", 22), VCMP("ord_s", 23),
    VCMP("eq_us", 24), VCMP("nge_uq", 25), VCMP("ngt_uq", 26), VCMP("false_os", 27), VCMP("neq_os", 28), VCMP("ge_oq", 29), VCMP("gt_oq", 30), VCMP("true_us", 31),
    SSE3IMM("cmpps", M0F | 0xc2), SSE3IMM("cmppd", P66 | M0F | 0xc2), SSE3IMMONE("cmpss", PF3 | M0F | 0xc2), SSE3IMMONE("cmpsd", PF2 | M0F | 0xc2),
    SSE3OP("addsubps", PF2 | M0F | 0xd0), SSE3OP("addsubpd", P66 | M0F | 0xd0), SSE3OP("haddps", PF2 | M0F | 0x7c), SSE3OP("haddpd", P66 | M0F | 0x7c),
    SSE3OP("hsubps", PF2 | M0F | 0x7d), SSE3OP("hsubpd", P66 | M0F | 0x7d),
    /* SSE conversions. */
    {"cvtpi2ps", M0F | 0x2a, NX, 0, 0, {QM, X}}, {"cvtpi2pd", P66 | M0F | 0x2a, NX, 0, 0, {QM, X}}, {"cvttps2pi", M0F | 0x2c, NX, 0, 0, {XM, P}}, {"cvttpd2pi", P66 | M0F | 0x2c, NX, 0, 0, {XM, P}},
    {"cvtps2pi", M0F | 0x2d, NX, 0, 0, {XM, P}}, {"cvtpd2pi", P66 | M0F | 0x2d, NX, 0, 0, {XM, P}},
    {"cvtsi2ss", PF3 | M0F | 0x2a, NX, LQ, FORM_DEFAULT_L, {E, X}}, {"vcvtsi2ss", PF3 | M0F | 0x2a, NX, LQ, FORM_VEX | FORM_DEFAULT_L, {E, HX, X}},
    {"cvtsi2sd", PF2 | M0F | 0x2a, NX, LQ, FORM_DEFAULT_L, {E, X}}, {"vcvtsi2sd", PF2 | M0F | 0x2a, NX, LQ, FORM_VEX | FORM_DEFAULT_L, {E, HX, X}},
    {"cvttss2si", PF3 | M0F | 0x2c, NX, LQ, 0, {XM, G}}, {"vcvttss2si", PF3 | M0F | 0x2c, NX, LQ, FORM_VEX, {XM, G}}, {"cvttsd2si", PF2 | M0F | 0x2c, NX, LQ, 0, {XM, G}}, {"vcvttsd2si", PF2 | M0F | 0x2c, NX, LQ, FORM_VEX, {XM, G}},
    {"cvtss2si", PF3 | M0F | 0x2d, NX, LQ, 0, {XM, G}}, {"vcvtss2si", PF3 | M0F | 0x2d, NX, LQ, FORM_VEX, {XM, G}}, {"cvtsd2si", PF2 | M0F | 0x2d, NX, LQ, 0, {XM, G}}, {"vcvtsd2si", PF2 | M0F | 0x2d, NX, LQ, FORM_VEX, {XM, G}},
    {"cvtps2pd", M0F | 0x5a, NX, 0, 0, {XM, X}}, {"vcvtps2pd", M0F | 0x5a, NX, 0, FORM_VEX, {XM, X}}, {"", M0F | 0x5a, NX, 0, FORM_VEX | FORM_L1, {XM, Y}},
    {"cvtpd2ps", P66 | M0F | 0x5a, NX, 0, 0, {XM, X}}, {"vcvtpd2ps", P66 | M0F | 0x5a, NX, 0, FORM_VEX, {U, X}}, {"", P66 | M0F | 0x5a, NX, 0, FORM_VEX | FORM_L1, {VU, X}},
    {"vcvtpd2psx", P66 | M0F | 0x5a, NX, 0, FORM_VEX, {XM, X}}, {"vcvtpd2psy", P66 | M0F | 0x5a, NX, 0, FORM_VEX | FORM_L1, {YM, X}},
    SSE3ONE("cvtss2sd", PF3 | M0F | 0x5a), SSE3ONE("cvtsd2ss", PF2 | M0F | 0x5a), SSE2OP("cvtdq2ps", M0F | 0x5b), SSE2OP("cvtps2dq", P66 | M0F | 0x5b), SSE2OP("cvttps2dq", PF3 | M0F | 0x5b),
    {"cvtdq2pd", PF3 | M0F | 0xe6, NX, 0, 0, {XM, X}}, {"vcvtdq2pd", PF3 | M0F | 0xe6, NX, 0, FORM_VEX, {XM, X}}, {"", PF3 | M0F | 0xe6, NX, 0, FORM_VEX | FORM_L1, {XM, Y}},
    {"cvttpd2dq", P66 | M0F | 0xe6, NX, 0, 0, {XM, X}}, {"vcvttpd2dq", P66 | M0F | 0xe6, NX, 0, FORM_VEX, {U, X}}, {"", P66 | M0F | 0xe6, NX, 0, FORM_VEX | FORM_L1, {VU, X}},
    {"vcvttpd2dqx", P66 | M0F | 0xe6, NX, 0, FORM_VEX, {XM, X}}, {"vcvttpd2dqy", P66 | M0F | 0xe6, NX, 0, FORM_VEX | FORM_L1, {YM, X}},
    {"cvtpd2dq", PF2 | M0F | 0xe6, NX, 0, 0, {XM, X}}, {"vcvtpd2dq", PF2 | M0F | 0xe6, NX, 0, FORM_VEX, {U, X}}, {"", PF2 | M0F | 0xe6, NX, 0, FORM_VEX | FORM_L1, {VU, X}},
    {"vcvtpd2dqx", PF2 | M0F | 0xe6, NX, 0, FORM_VEX, {XM, X}}, {"vcvtpd2dqy", PF2 | M0F | 0xe6, NX, 0, FORM_VEX | FORM_L1, {YM, X}},
    {"vcvtph2ps", P66 | M38 | 0x13, NX, 0, FORM_VEX, {XM, X}}, {"", P66 | M38 | 0x13, NX, 0, FORM_VEX | FORM_L1, {XM, Y}},
    {"vcvtps2ph", P66 | M3A | 0x1d, NX, 0, FORM_VEX, {IB, X, XM}}, {"", P66 | M3A | 0x1d, NX, 0, FORM_VEX | FORM_L1, {IB, Y, XM}},
    /* MMX and SSE2 integer. */
    {"emms", M0F | 0x77, NX, 0, 0, {0}}, {"vzeroupper", M0F | 0x77, NX, 0, FORM_VEX, {0}}, {"vzeroall", M0F | 0x77, NX, 0, FORM_VEX | FORM_L1, {0}},
    MMX_SSE("punpcklbw", M0F | 0x60), MMX_SSE("punpcklwd", M0F | 0x61), MMX_SSE("punpckldq", M0F | 0x62), MMX_SSE("packsswb", M0F | 0x63),
    MMX_SSE("pcmpgtb", M0F | 0x64), MMX_SSE("pcmpgtw", M0F | 0x65), MMX_SSE("pcmpgtd", M0F | 0x66), MMX_SSE("packuswb", M0F | 0x67),
    MMX_SSE("punpckhbw", M0F | 0x68), MMX_SSE("punpckhwd", M0F | 0x69), MMX_SSE("punpckhdq", M0F | 0x6a), MMX_SSE("packssdw", M0F | 0x6b), SSE3OP("punpcklqdq", P66 | M0F | 0x6c), SSE3OP("punpckhqdq", P66 | M0F | 0x6d),
    MMX_SSE("pcmpeqb", M0F | 0x74), MMX_SSE("pcmpeqw", M0F | 0x75), MMX_SSE("pcmpeqd", M0F | 0x76), MMX_SSE("paddq", M0F | 0xd4), MMX_SSE("pmullw", M0F | 0xd5),
    MMX_SSE("psubusb", M0F | 0xd8), MMX_SSE("psubusw", M0F | 0xd9), MMX_SSE("pminub", M0F | 0xda), MMX_SSE("pand", M0F | 0xdb), MMX_SSE("paddusb", M0F | 0xdc), MMX_SSE("paddusw", M0F | 0xdd),
    MMX_SSE("pmaxub", M0F | 0xde), MMX_SSE("pandn", M0F | 0xdf), MMX_SSE("pavgb", M0F | 0xe0), MMX_SSE("pavgw", M0F | 0xe3), MMX_SSE("pmulhuw", M0F | 0xe4), MMX_SSE("pmulhw", M0F | 0xe5),
    MMX_SSE("psubsb", M0F | 0xe8), MMX_SSE("psubsw", M0F | 0xe9), MMX_SSE("pminsw", M0F | 0xea), MMX_SSE("por", M0F | 0xeb), MMX_SSE("paddsb", M0F | 0xec), MMX_SSE("paddsw", M0F | 0xed),
    MMX_SSE("pmaxsw", M0F | 0xee), MMX_SSE("pxor", M0F | 0xef), MMX_SSE("pmuludq", M0F | 0xf4), MMX_SSE("pmaddwd", M0F | 0xf5), MMX_SSE("psadbw", M0F | 0xf6),
    MMX_SSE("psubb", M0F | 0xf8), MMX_SSE("psubw", M0F | 0xf9), MMX_SSE("psubd", M0F | 0xfa), MMX_SSE("psubq", M0F | 0xfb), MMX_SSE("paddb", M0F | 0xfc), MMX_SSE("paddw", M0F | 0xfd), MMX_SSE("paddd", M0F | 0xfe),
    MMX_SHIFT("psrlw", 0xd1, 0x71, 2), MMX_SHIFT("psraw", 0xe1, 0x71, 4), MMX_SHIFT("psllw", 0xf1, 0x71, 6), MMX_SHIFT("psrld", 0xd2, 0x72, 2), MMX_SHIFT("psrad", 0xe2, 0x72, 4),
    MMX_SHIFT("pslld", 0xf2, 0x72, 6), MMX_SHIFT("psrlq", 0xd3, 0x73, 2), MMX_SHIFT("psllq", 0xf3, 0x73, 6),
    {"psrldq", P66 | M0F | 0x73, 3, 0, 0, {IB, U}}, {"vpsrldq", P66 | M0F | 0x73, 3, 0, FORM_VEX, {IB, VU, VH}}, {"pslldq", P66 | M0F | 0x73, 7, 0, 0, {IB, U}}, {"vpslldq", P66 | M0F | 0x73, 7, 0, FORM_VEX, {IB, VU, VH}},
    {"pshufw", M0F | 0x70, NX, 0, 0, {IB, QM, P}}, SSE2IMM("pshufd", P66 | M0F | 0x70), SSE2IMM("pshufhw", PF3 | M0F | 0x70), SSE2IMM("pshuflw", PF2 | M0F | 0x70),
    {"pinsrw", M0F | 0xc4, NX, 0, 0, {IB, E32, P}}, {"", P66 | M0F | 0xc4, NX, 0, 0, {IB, E32, X}}, {"", P66 | M0F | 0xc4, NX, 0, FORM_ASM_ONLY, {IB, R64, X}}, {"vpinsrw", P66 | M0F | 0xc4, NX, 0, FORM_VEX, {IB, E32, HX, X}}, {"", P66 | M0F | 0xc4, NX, 0, FORM_VEX | FORM_ASM_ONLY, {IB, R64, HX, X}},
    {"pextrw", M0F | 0xc5, NX, LQ, FORM_NO_SIZE, {IB, N, G}}, {"", P66 | M0F | 0xc5, NX, LQ, FORM_NO_SIZE, {IB, U, G}}, {"", P66 | M3A | 0x15, NX, 0, 0, {IB, X, M}},
    {"vpextrw", P66 | M0F | 0xc5, NX, LQ, FORM_VEX | FORM_NO_SIZE, {IB, U, G}}, {"", P66 | M3A | 0x15, NX, 0, FORM_VEX, {IB, X, M}},
    /* 3DNow! and its extensions: the operation stands in the byte behind the operands (AMD64 manual, volume 3, appendix A, table A-13). */
    THREE_D_NOW("pi2fw", 0x0c), THREE_D_NOW("pi2fd", 0x0d), THREE_D_NOW("pf2iw", 0x1c), THREE_D_NOW("pf2id", 0x1d), THREE_D_NOW("pfnacc", 0x8a),
    THREE_D_NOW("pfpnacc", 0x8e), THREE_D_NOW("pfcmpge", 0x90), THREE_D_NOW("pfmin", 0x94), THREE_D_NOW("pfrcp", 0x96), THREE_D_NOW("pfrsqrt", 0x97),
    THREE_D_NOW("pfsub", 0x9a), THREE_D_NOW("pfadd", 0x9e), THREE_D_NOW("pfcmpgt", 0xa0), THREE_D_NOW("pfmax", 0xa4), THREE_D_NOW("pfrcpit1", 0xa6),
    THREE_D_NOW("pfrsqit1", 0xa7), THREE_D_NOW("pfsubr", 0xaa), THREE_D_NOW("pfacc", 0xae), THREE_D_NOW("pfcmpeq", 0xb0), THREE_D_NOW("pfmul", 0xb4),
    THREE_D_NOW("pfrcpit2", 0xb6), THREE_D_NOW("pmulhrw", 0xb7), THREE_D_NOW("pswapd", 0xbb), THREE_D_NOW("pavgusb", 0xbf), {"femms", M0F | 0x0e, NX, 0, 0, {0}},
    /* SSSE3, SSE4. */
    MMX_SSE("pshufb", M38 | 0x00), MMX_SSE("phaddw", M38 | 0x01), MMX_SSE("phaddd", M38 | 0x02), MMX_SSE("phaddsw", M38 | 0x03), MMX_SSE("pmaddubsw", M38 | 0x04), MMX_SSE("phsubw", M38 | 0x05),
    MMX_SSE("phsubd", M38 | 0x06), MMX_SSE("phsubsw", M38 | 0x07), MMX_SSE("psignb", M38 | 0x08), MMX_SSE("psignw", M38 | 0x09), MMX_SSE("psignd", M38 | 0x0a), MMX_SSE("pmulhrsw", M38 | 0x0b),
    MMX_ABS("pabsb", M38 | 0x1c), MMX_ABS("pabsw", M38 | 0x1d), MMX_ABS("pabsd", M38 | 0x1e),
    {"palignr", M3A | 0x0f, NX, 0, 0, {IB, QM, P}}, {"", P66 | M3A | 0x0f, NX, 0, 0, {IB, XM, X}}, {"vpalignr", P66 | M3A | 0x0f, NX, 0, FORM_VEX, {IB, VM, VH, VX}},
    {"pblendvb", P66 | M38 | 0x10, NX, 0, 0, {X0, XM, X}}, {"", P66 | M38 | 0x10, NX, 0, FORM_ASM_ONLY, {XM, X}}, {"blendvps", P66 | M38 | 0x14, NX, 0, 0, {X0, XM, X}}, {"", P66 | M38 | 0x14, NX, 0, FORM_ASM_ONLY, {XM, X}},
    {"blendvpd", P66 | M38 | 0x15, NX, 0, 0, {X0, XM, X}}, {"", P66 | M38 | 0x15, NX, 0, FORM_ASM_ONLY, {XM, X}},
    {"vpblendvb", P66 | M3A | 0x4c, NX, 0, FORM_VEX, {V4, VM, VH, VX}}, {"vblendvps", P66 | M3A | 0x4a, NX, 0, FORM_VEX, {V4, VM, VH, VX}}, {"vblendvpd", P66 | M3A | 0x4b, NX, 0, FORM_VEX, {V4, VM, VH, VX}},
    SSE2OP("ptest", P66 | M38 | 0x17), SSE3OP("pmuldq", P66 | M38 | 0x28), SSE3OP("pcmpeqq", P66 | M38 | 0x29), SSE3OP("packusdw", P66 | M38 | 0x2b), SSE3OP("pcmpgtq", P66 | M38 | 0x37),
    SSE3OP("pminsb", P66 | M38 | 0x38), SSE3OP("pminsd", P66 | M38 | 0x39), SSE3OP("pminuw", P66 | M38 | 0x3a), SSE3OP("pminud", P66 | M38 | 0x3b), SSE3OP("pmaxsb", P66 | M38 | 0x3c), SSE3OP("pmaxsd", P66 | M38 | 0x3d),
    SSE3OP("pmaxuw", P66 | M38 | 0x3e), SSE3OP("pmaxud", P66 | M38 | 0x3f), SSE3OP("pmulld", P66 | M38 | 0x40), SSE2ONE("phminposuw", P66 | M38 | 0x41),
    PMOVX("pmovsxbw", 0x20), PMOVX("pmovsxbd", 0x21), PMOVX("pmovsxbq", 0x22), PMOVX("pmovsxwd", 0x23), PMOVX("pmovsxwq", 0x24), PMOVX("pmovsxdq", 0x25),
    PMOVX("pmovzxbw", 0x30), PMOVX("pmovzxbd", 0x31), PMOVX("pmovzxbq", 0x32), PMOVX("pmovzxwd", 0x33), PMOVX("pmovzxwq", 0x34), PMOVX("pmovzxdq", 0x35),
    SSE2IMM("roundps", P66 | M3A | 0x08), SSE2IMM("roundpd", P66 | M3A | 0x09), SSE3IMMONE("roundss", P66 | M3A | 0x0a), SSE3IMMONE("roundsd", P66 | M3A | 0x0b),
    SSE3IMM("blendps", P66 | M3A | 0x0c), SSE3IMM("blendpd", P66 | M3A | 0x0d), SSE3IMM("pblendw", P66 | M3A | 0x0e), SSE3IMM("dpps", P66 | M3A | 0x40), SSE3IMMONE("dppd", P66 | M3A | 0x41), SSE3IMM("mpsadbw", P66 | M3A | 0x42),
    {"pextrb", P66 | M3A | 0x14, NX, 0, 0, {IB, X, E32}}, {"", P66 | M3A | 0x14, NX, 0, FORM_ASM_ONLY, {IB, X, R64}}, {"vpextrb", P66 | M3A | 0x14, NX, 0, FORM_VEX, {IB, X, E32}}, {"", P66 | M3A | 0x14, NX, 0, FORM_VEX | FORM_ASM_ONLY, {IB, X, R64}},
    {"pextrd", P66 | M3A | 0x16, NX, 0, 0, {IB, X, E32}}, {"vpextrd", P66 | M3A | 0x16, NX, 0, FORM_VEX, {IB, X, E32}},
    {"pextrq", P66 | M3A | 0x16, NX, 0, FORM_REX_W, {IB, X, E64}}, {"vpextrq", P66 | M3A | 0x16, NX, 0, FORM_VEX | FORM_REX_W, {IB, X, E64}},
    {"extractps", P66 | M3A | 0x17, NX, 0, 0, {IB, X, E32}}, {"", P66 | M3A | 0x17, NX, 0, FORM_ASM_ONLY, {IB, X, R64}}, {"vextractps", P66 | M3A | 0x17, NX, 0, FORM_VEX, {IB, X, E32}}, {"", P66 | M3A | 0x17, NX, 0, FORM_VEX | FORM_ASM_ONLY, {IB, X, R64}},
    {"pinsrb", P66 | M3A | 0x20, NX, 0, 0, {IB, E32, X}}, {"", P66 | M3A | 0x20, NX, 0, FORM_ASM_ONLY, {IB, R64, X}}, {"vpinsrb", P66 | M3A | 0x20, NX, 0, FORM_VEX, {IB, E32, HX, X}}, {"", P66 | M3A | 0x20, NX, 0, FORM_VEX | FORM_ASM_ONLY, {IB, R64, HX, X}},
    {"pinsrd", P66 | M3A | 0x22, NX, 0, 0, {IB, E32, X}}, {"vpinsrd", P66 | M3A | 0x22, NX, 0, FORM_VEX, {IB, E32, HX, X}},
    {"pinsrq", P66 | M3A | 0x22, NX, 0, FORM_REX_W, {IB, E64, X}}, {"vpinsrq", P66 | M3A | 0x22, NX, 0, FORM_VEX | FORM_REX_W, {IB, E64, HX, X}},
    SSE3IMMONE("insertps", P66 | M3A | 0x21),
    SSE2IMMONE("pcmpestrm", P66 | M3A | 0x60), SSE2IMMONE("pcmpestri", P66 | M3A | 0x61), SSE2IMMONE("pcmpistrm", P66 | M3A | 0x62), SSE2IMMONE("pcmpistri", P66 | M3A | 0x63),
    /* AES, carry-less multiplication, SHA. */
    SSE2ONE("aesimc", P66 | M38 | 0xdb), SSE3OP("aesenc", P66 | M38 | 0xdc), SSE3OP("aesenclast", P66 | M38 | 0xdd), SSE3OP("aesdec", P66 | M38 | 0xde), SSE3OP("aesdeclast", P66 | M38 | 0xdf),
    SSE2IMMONE("aeskeygenassist", P66 | M3A | 0xdf),
    {"pclmullqlqdq", P66 | M3A | 0x44, 0x00, 0, FORM_IMPLIED, {XM, X}}, {"vpclmullqlqdq", P66 | M3A | 0x44, 0x00, 0, FORM_IMPLIED | FORM_VEX, {VM, VH, VX}}, {"pclmulhqlqdq", P66 | M3A | 0x44, 0x01, 0, FORM_IMPLIED, {XM, X}}, {"vpclmulhqlqdq", P66 | M3A | 0x44, 0x01, 0, FORM_IMPLIED | FORM_VEX, {VM, VH, VX}}, {"pclmullqhqdq", P66 | M3A | 0x44, 0x10, 0, FORM_IMPLIED, {XM, X}}, {"vpclmullqhqdq", P66 | M3A | 0x44, 0x10, 0, FORM_IMPLIED | FORM_VEX, {VM, VH, VX}}, {"pclmulhqhqdq", P66 | M3A | 0x44, 0x11, 0, FORM_IMPLIED, {XM, X}}, {"vpclmulhqhqdq", P66 | M3A | 0x44, 0x11, 0, FORM_IMPLIED | FORM_VEX, {VM, VH, VX}},
    SSE3IMM("pclmulqdq", P66 | M3A | 0x44),
    {"sha1rnds4", M3A | 0xcc, NX, 0, 0, {IB, XM, X}}, {"sha1nexte", M38 | 0xc8, NX, 0, 0, {XM, X}}, {"sha1msg1", M38 | 0xc9, NX, 0, 0, {XM, X}}, {"sha1msg2", M38 | 0xca, NX, 0, 0, {XM, X}},
    {"sha256rnds2", M38 | 0xcb, NX, 0, 0, {X0, XM, X}}, {"", M38 | 0xcb, NX, 0, FORM_ASM_ONLY, {XM, X}}, {"sha256msg1", M38 | 0xcc, NX, 0, 0, {XM, X}}, {"sha256msg2", M38 | 0xcd, NX, 0, 0, {XM, X}},
    SSE3OP("gf2p8mulb", P66 | M38 | 0xcf), {"gf2p8affineqb", P66 | M3A | 0xce, NX, 0, 0, {IB, XM, X}}, {"vgf2p8affineqb", P66 | M3A | 0xce, NX, 0, FORM_VEX | FORM_REX_W, {IB, VM, VH, VX}},
    {"gf2p8affineinvqb", P66 | M3A | 0xcf, NX, 0, 0, {IB, XM, X}}, {"vgf2p8affineinvqb", P66 | M3A | 0xcf, NX, 0, FORM_VEX | FORM_REX_W, {IB, VM, VH, VX}},
    /* AVX and AVX2 without an SSE twin. */
    {"vbroadcastss", P66 | M38 | 0x18, NX, 0, FORM_VEX, {XM, X}}, {"", P66 | M38 | 0x18, NX, 0, FORM_VEX | FORM_L1, {XM, Y}}, {"vbroadcastsd", P66 | M38 | 0x19, NX, 0, FORM_VEX | FORM_L1, {XM, Y}},
    {"vbroadcastf128", P66 | M38 | 0x1a, NX, 0, FORM_VEX | FORM_L1, {M, Y}}, {"vbroadcasti128", P66 | M38 | 0x5a, NX, 0, FORM_VEX | FORM_L1, {M, Y}},
    {"vpbroadcastb", P66 | M38 | 0x78, NX, 0, FORM_VEX, {XM, X}}, {"", P66 | M38 | 0x78, NX, 0, FORM_VEX | FORM_L1, {XM, Y}}, {"vpbroadcastw", P66 | M38 | 0x79, NX, 0, FORM_VEX, {XM, X}}, {"", P66 | M38 | 0x79, NX, 0, FORM_VEX | FORM_L1, {XM, Y}},
    {"vpbroadcastd", P66 | M38 | 0x58, NX, 0, FORM_VEX, {XM, X}}, {"", P66 | M38 | 0x58, NX, 0, FORM_VEX | FORM_L1, {XM, Y}}, {"vpbroadcastq", P66 | M38 | 0x59, NX, 0, FORM_VEX, {XM, X}}, {"", P66 | M38 | 0x59, NX, 0, FORM_VEX | FORM_L1, {XM, Y}},
    {"vinsertf128", P66 | M3A | 0x18, NX, 0, FORM_VEX | FORM_L1, {IB, XM, HY, Y}}, {"vinserti128", P66 | M3A | 0x38, NX, 0, FORM_VEX | FORM_L1, {IB, XM, HY, Y}},
    {"vextractf128", P66 | M3A | 0x19, NX, 0, FORM_VEX | FORM_L1, {IB, Y, XM}}, {"vextracti128", P66 | M3A | 0x39, NX, 0, FORM_VEX | FORM_L1, {IB, Y, XM}},
    {"vperm2f128", P66 | M3A | 0x06, NX, 0, FORM_VEX | FORM_L1, {IB, YM, HY, Y}}, {"vperm2i128", P66 | M3A | 0x46, NX, 0, FORM_VEX | FORM_L1, {IB, YM, HY, Y}},
    {"vpermilps", P66 | M38 | 0x0c, NX, 0, FORM_VEX, {VM, VH, VX}}, {"", P66 | M3A | 0x04, NX, 0, FORM_VEX, {IB, VM, VX}}, {"vpermilpd", P66 | M38 | 0x0d, NX, 0, FORM_VEX, {VM, VH, VX}}, {"", P66 | M3A | 0x05, NX, 0, FORM_VEX, {IB, VM, VX}},
    {"vtestps", P66 | M38 | 0x0e, NX, 0, FORM_VEX, {VM, VX}}, {"vtestpd", P66 | M38 | 0x0f, NX, 0, FORM_VEX, {VM, VX}},
    {"vmaskmovps", P66 | M38 | 0x2c, NX, 0, FORM_VEX, {M, VH, VX}}, {"", P66 | M38 | 0x2e, NX, 0, FORM_VEX, {VX, VH, M}}, {"vmaskmovpd", P66 | M38 | 0x2d, NX, 0, FORM_VEX, {M, VH, VX}}, {"", P66 | M38 | 0x2f, NX, 0, FORM_VEX, {VX, VH, M}},
    {"vpmaskmovd", P66 | M38 | 0x8c, NX, 0, FORM_VEX, {M, VH, VX}}, {"", P66 | M38 | 0x8e, NX, 0, FORM_VEX, {VX, VH, M}}, {"vpmaskmovq", P66 | M38 | 0x8c, NX, 0, FORM_VEX | FORM_REX_W, {M, VH, VX}}, {"", P66 | M38 | 0x8e, NX, 0, FORM_VEX | FORM_REX_W, {VX, VH, M}},
    {"vpermd", P66 | M38 | 0x36, NX, 0, FORM_VEX | FORM_L1, {YM, HY, Y}}, {"vpermps", P66 | M38 | 0x16, NX, 0, FORM_VEX | FORM_L1, {YM, HY, Y}},
    {"vpermq", P66 | M3A | 0x00, NX, 0, FORM_VEX | FORM_L1 | FORM_REX_W, {IB, YM, Y}}, {"vpermpd", P66 | M3A | 0x01, NX, 0, FORM_VEX | FORM_L1 | FORM_REX_W, {IB, YM, Y}},
    {"vpblendd", P66 | M3A | 0x02, NX, 0, FORM_VEX, {IB, VM, VH, VX}},
    {"vpsllvd", P66 | M38 | 0x47, NX, 0, FORM_VEX, {VM, VH, VX}}, {"vpsllvq", P66 | M38 | 0x47, NX, 0, FORM_VEX | FORM_REX_W, {VM, VH, VX}}, {"vpsrlvd", P66 | M38 | 0x45, NX, 0, FORM_VEX, {VM, VH, VX}},
    {"vpsrlvq", P66 | M38 | 0x45, NX, 0, FORM_VEX | FORM_REX_W, {VM, VH, VX}}, {"vpsravd", P66 | M38 | 0x46, NX, 0, FORM_VEX, {VM, VH, VX}},
    /* FMA. */
    FMA("vfmadd", 0x98), FMA("vfmsub", 0x9a), FMA("vfnmadd", 0x9c), FMA("vfnmsub", 0x9e), FMA_MIX("vfmaddsub", 0x96), FMA_MIX("vfmsubadd", 0x97),
    /* BMI1, BMI2. */
    {"andn", M38 | 0xf2, NX, LQ, FORM_VEX, {E, HG, G}}, {"bextr", M38 | 0xf7, NX, LQ, FORM_VEX, {HG, E, G}}, {"bzhi", M38 | 0xf5, NX, LQ, FORM_VEX, {HG, E, G}},
    {"blsr", M38 | 0xf3, 1, LQ, FORM_VEX, {E, HG}}, {"blsmsk", M38 | 0xf3, 2, LQ, FORM_VEX, {E, HG}}, {"blsi", M38 | 0xf3, 3, LQ, FORM_VEX, {E, HG}},
    {"pdep", PF2 | M38 | 0xf5, NX, LQ, FORM_VEX, {E, HG, G}}, {"pext", PF3 | M38 | 0xf5, NX, LQ, FORM_VEX, {E, HG, G}}, {"mulx", PF2 | M38 | 0xf6, NX, LQ, FORM_VEX, {E, HG, G}},
    {"rorx", PF2 | M3A | 0xf0, NX, LQ, FORM_VEX, {IB, E, G}}, {"sarx", PF3 | M38 | 0xf7, NX, LQ, FORM_VEX, {HG, E, G}}, {"shlx", P66 | M38 | 0xf7, NX, LQ, FORM_VEX, {HG, E, G}}, {"shrx", PF2 | M38 | 0xf7, NX, LQ, FORM_VEX, {HG, E, G}}
};

const u32 x64_form_count = sizeof x64_forms / sizeof x64_forms[0];

u32 x64_condition_named(Str name)
{
    for (u32 k = 0; k < sizeof x64_cond_names / sizeof x64_cond_names[0]; k++)
        if (str_is(name, x64_cond_names[k].name)) return x64_cond_names[k].cond;
    return 16;
}
