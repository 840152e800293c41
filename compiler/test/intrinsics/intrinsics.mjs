// The SSE and SSE2 intrinsics of include/xmmintrin.h and emmintrin.h against the host's compiler and its headers: every one of
// them on the same numbers, printed as bits. In: the directory of a built kit (argument 1). HOST_CC names the judge (gcc).
// Out: exit code 0 when all agree; the names that differ, or that the host has and kit has not.
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const out = process.argv[2];
const hostCompiler = process.env.HOST_CC ?? 'gcc';
const include = join(dirname(fileURLToPath(import.meta.url)), '..', '..', 'include');

const words = (text) => text.trim().split(/\s+/);
const scalar = words('cmpeq cmplt cmple cmpgt cmpge cmpneq cmpnlt cmpnle cmpngt cmpnge cmpord cmpunord add sub mul div min max');
const orders = words('eq lt le gt ge neq');
/** Each: the type of the operands and result, names, how many operands. */
const vectors = [
  ['ps', 2, [...scalar.flatMap((n) => [`${n}_ps`, `${n}_ss`]), ...words('and_ps andnot_ps or_ps xor_ps move_ss unpackhi_ps unpacklo_ps movehl_ps movelh_ps')]],
  ['ps', 1, words('sqrt_ps sqrt_ss rcp_ps rcp_ss rsqrt_ps rsqrt_ss')],
  ['pd', 2, [...scalar.flatMap((n) => [`${n}_pd`, `${n}_sd`]), ...words('and_pd andnot_pd or_pd xor_pd move_sd unpackhi_pd unpacklo_pd sqrt_sd')]],
  ['pd', 1, words('sqrt_pd')],
  ['si', 2, words(`add_epi8 add_epi16 add_epi32 add_epi64 adds_epi8 adds_epi16 adds_epu8 adds_epu16 sub_epi8 sub_epi16 sub_epi32 sub_epi64
    subs_epi8 subs_epi16 subs_epu8 subs_epu16 madd_epi16 mulhi_epi16 mulhi_epu16 mullo_epi16 mul_epu32 sad_epu8 avg_epu8 avg_epu16 max_epi16 max_epu8
    min_epi16 min_epu8 and_si128 andnot_si128 or_si128 xor_si128 cmpeq_epi8 cmpeq_epi16 cmpeq_epi32 cmpgt_epi8 cmpgt_epi16 cmpgt_epi32 cmplt_epi8
    cmplt_epi16 cmplt_epi32 unpackhi_epi8 unpackhi_epi16 unpackhi_epi32 unpackhi_epi64 unpacklo_epi8 unpacklo_epi16 unpacklo_epi32 unpacklo_epi64
    packs_epi16 packs_epi32 packus_epi16`)],
  ['si', 1, words('move_epi64')],
];
const shifts = words('sll_epi16 sll_epi32 sll_epi64 srl_epi16 srl_epi32 srl_epi64 sra_epi16 sra_epi32');
/** Expressions of other shapes: P, D and V are operands (floats, doubles, integers), p, d, i, l numbers, M memory. */
const single = [
  ...orders.flatMap((o) => ['comi', 'ucomi'].flatMap((c) => [`I(_mm_${c}${o}_ss(P, P2))`, `I(_mm_${c}${o}_sd(D, D2))`])),
  ...words('cvtss_si32 cvt_ss2si cvttss_si32 cvtt_ss2si cvtss_si64 cvtss_si64x cvttss_si64 cvttss_si64x movemask_ps').map((n) => `I(_mm_${n}(P))`),
  ...words('cvtsd_si32 cvttsd_si32 cvtsd_si64 cvtsd_si64x cvttsd_si64 cvttsd_si64x movemask_pd').map((n) => `I(_mm_${n}(D))`),
  ...words('cvtsi128_si32 cvtsi128_si64 cvtsi128_si64x movemask_epi8').map((n) => `I(_mm_${n}(V))`),
  ...words('cvtsi32_ss cvt_si2ss').map((n) => `X(_mm_${n}(P, i))`), ...words('cvtsi64_ss cvtsi64x_ss').map((n) => `X(_mm_${n}(P, l))`),
  'X(_mm_cvtsi32_sd(D, i))', 'X(_mm_cvtsi64_sd(D, l))', 'X(_mm_cvtsi64x_sd(D, l))', 'X(_mm_cvtsd_ss(P, D))', 'X(_mm_cvtss_sd(D, P))',
  'X(_mm_cvtepi32_pd(V))', 'X(_mm_cvtepi32_ps(V))', 'X(_mm_cvtpd_epi32(D))', 'X(_mm_cvttpd_epi32(D))', 'X(_mm_cvtpd_ps(D))', 'X(_mm_cvtps_pd(P))',
  'X(_mm_cvtps_epi32(P))', 'X(_mm_cvttps_epi32(P))', 'X(_mm_cvtsi32_si128(i))', 'X(_mm_cvtsi64_si128(l))', 'X(_mm_cvtsi64x_si128(l))',
  'X(_mm_castpd_ps(D))', 'X(_mm_castpd_si128(D))', 'X(_mm_castps_pd(P))', 'X(_mm_castps_si128(P))', 'X(_mm_castsi128_ps(V))', 'X(_mm_castsi128_pd(V))',
  'I(_mm_cvtss_f32(P) * 4)', 'I(_mm_cvtsd_f64(D) * 4)', 'X(_mm_setzero_ps())', 'X(_mm_setzero_pd())', 'X(_mm_setzero_si128())',
  'X(_mm_set_ss(p))', 'X(_mm_set1_ps(p))', 'X(_mm_set_ps1(p))', 'X(_mm_set_ps(p, 1, 2, 3))', 'X(_mm_setr_ps(p, 1, 2, 3))',
  'X(_mm_set_sd(d))', 'X(_mm_set1_pd(d))', 'X(_mm_set_pd1(d))', 'X(_mm_set_pd(d, 1))', 'X(_mm_setr_pd(d, 1))',
  'X(_mm_set_epi64x(l, i))', 'X(_mm_set_epi32(i, 1, 2, 3))', 'X(_mm_setr_epi32(i, 1, 2, 3))', 'X(_mm_set_epi16(i, 1, 2, 3, 4, 5, 6, 7))', 'X(_mm_setr_epi16(i, 1, 2, 3, 4, 5, 6, 7))',
  'X(_mm_set_epi8(i, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15))', 'X(_mm_setr_epi8(i, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15))',
  'X(_mm_set1_epi64x(l))', 'X(_mm_set1_epi32(i))', 'X(_mm_set1_epi16(i))', 'X(_mm_set1_epi8(i))',
  'X(_mm_load_ss(M.f + 1))', 'X(_mm_load1_ps(M.f + 1))', 'X(_mm_load_ps1(M.f + 2))', 'X(_mm_load_ps(M.f))', 'X(_mm_loadu_ps(M.f + 1))', 'X(_mm_loadr_ps(M.f + 4))',
  'X(_mm_load_pd(M.d))', 'X(_mm_loadu_pd(M.d + 1))', 'X(_mm_load1_pd(M.d + 1))', 'X(_mm_load_pd1(M.d + 1))', 'X(_mm_load_sd(M.d + 1))', 'X(_mm_loadr_pd(M.d))',
  'X(_mm_loadh_pd(D, M.d))', 'X(_mm_loadl_pd(D, M.d + 1))', 'X(_mm_loadh_pi(P, (const __m64 *)M.f))', 'X(_mm_loadl_pi(P, (const __m64 *)(M.f + 1)))',
  'X(_mm_load_si128((__m128i *)M.c))', 'X(_mm_loadu_si128((__m128i *)(M.c + 3)))', 'X(_mm_loadl_epi64((__m128i *)(M.c + 5)))', 'X(_mm_loadu_si64(M.c + 3))', 'X(_mm_loadu_si32(M.c + 1))',
  ...words('store_ss store_ps store1_ps store_ps1 storer_ps stream_ps').map((n) => `S(_mm_${n}(M.f + 4, P))`), 'S(_mm_storeu_ps(M.f + 1, P))',
  ...words('store_pd store_sd storel_pd storeh_pd store1_pd store_pd1 storer_pd stream_pd').map((n) => `S(_mm_${n}(M.d + 2, D))`), 'S(_mm_storeu_pd(M.d + 1, D))',
  'S(_mm_storeh_pi((__m64 *)M.f, P))', 'S(_mm_storel_pi((__m64 *)(M.f + 3), P))', 'S(_mm_store_si128((__m128i *)M.c, V))', 'S(_mm_storeu_si128((__m128i *)(M.c + 5), V))',
  'S(_mm_storel_epi64((__m128i *)(M.c + 7), V))', 'S(_mm_storeu_si64(M.c + 3, V))', 'S(_mm_storeu_si32(M.c + 3, V))', 'S(_mm_maskmoveu_si128(V, V2, (char *)M.c + 3))',
  'S(_mm_stream_si128((__m128i *)M.c, V))', 'S(_mm_stream_si32((int *)M.c + 1, i))', 'S(_mm_stream_si64((long long *)M.c + 1, l))',
  ...[0x1b, 0xe4, 0x4e, 0x93].flatMap((m) => [`X(_mm_shuffle_ps(P, P2, ${m}))`, `X(_mm_shuffle_epi32(V, ${m}))`, `X(_mm_shufflehi_epi16(V, ${m}))`, `X(_mm_shufflelo_epi16(V, ${m}))`]),
  ...[0, 1, 2, 3].map((m) => `X(_mm_shuffle_pd(D, D2, ${m}))`),
  ...[0, 1, 7, 15, 16].flatMap((n) => words('slli_si128 bslli_si128 srli_si128 bsrli_si128').map((f) => `X(_mm_${f}(V, ${n}))`)),
  ...[0, 3, 7].flatMap((n) => [`I(_mm_extract_epi16(V, ${n}))`, `X(_mm_insert_epi16(V, i, ${n}))`]),
  ...words('slli_epi16 slli_epi32 slli_epi64 srli_epi16 srli_epi32 srli_epi64 srai_epi16 srai_epi32').flatMap((f) => [0, 1, 13, 31, 63, 64].map((n) => `X(_mm_${f}(V, ${n}))`)),
  ...shifts.flatMap((f) => [0, 5, 17, 40, 99].map((n) => `X(_mm_${f}(V, _mm_set_epi64x(l, ${n})))`)),
  'X(_mm_shuffle_ps(P, _mm_shuffle_ps(P2, P, _MM_SHUFFLE(0, 1, 2, 3)), _MM_SHUFFLE(3, 1, 2, 0)))',
  'T()', 'I(_MM_GET_ROUNDING_MODE())', 'R(_MM_ROUND_DOWN)', 'R(_MM_ROUND_UP)', 'R(_MM_ROUND_TOWARD_ZERO)', 'R(_MM_ROUND_NEAREST)',
  '(_mm_sfence(), _mm_lfence(), _mm_mfence(), _mm_pause(), _mm_prefetch(M.c, _MM_HINT_T0), _mm_clflush(M.c))', 'A()',
];

const letter = { ps: 'P', pd: 'D', si: 'V' };
const expressions = [
  ...vectors.flatMap(([type, count, names]) => names.map((n) => `X(_mm_${n}(${letter[type]}${count === 2 ? `, ${letter[type]}2` : ''}))`)),
  ...single,
];

const program = `#include <emmintrin.h>
#include <stdio.h>
#include <string.h>
typedef unsigned long long word;
static union { float f[16]; double d[8]; unsigned char c[64]; word w[8]; } M, saved;
static const char *name;
static void bits(const void *p, int n) { word w[8]; memcpy(w, p, 8 * n); printf("%s", name); for (int k = 0; k < n; k++) printf(" %llx", w[k]); printf("\\n"); }
#define X(e) do { __typeof__(e) x_ = (e); bits(&x_, 2); } while (0)
#define I(e) do { word x_ = (word)(long long)(e); bits(&x_, 1); } while (0)
#define S(e) do { M = saved; e; bits(&M, 8); M = saved; } while (0)
#define T() do { __m128 a = P, b = P2, c = _mm_add_ps(P, P2), d = _mm_set1_ps(p); _MM_TRANSPOSE4_PS(a, b, c, d); X(a); X(b); X(c); X(d); } while (0)
#define R(mode) do { _MM_SET_ROUNDING_MODE(mode); I(_mm_cvtss_si32(_mm_set_ss(p))); X(_mm_cvtps_epi32(P)); X(_mm_cvtpd_ps(_mm_div_pd(D, D2))); _MM_SET_ROUNDING_MODE(_MM_ROUND_NEAREST); } while (0)
#define A() do { void *a_ = _mm_malloc(100, 64); I((word)a_ % 64); _mm_free(a_); } while (0)
static word state = 88172645463325252u;
static word next(void) { state ^= state << 13; state ^= state >> 7; state ^= state << 17; return state; }
static float number(void) { int n = (int)(next() % 2000) - 1000; return n == 7 ? 0.0f : (float)n / 8; }
int main(void)
{
    for (int round = 0; round < 40; round++) {
        __m128 P, P2;
        __m128d D, D2;
        __m128i V, V2;
        for (int k = 0; k < 8; k++) saved.w[k] = next();
        if (round % 2) for (int k = 0; k < 16; k++) saved.f[k] = number();
        M = saved;
        for (int k = 0; k < 4; k++) P[k] = number(), P2[k] = k == round % 5 ? P[k] : number();
        for (int k = 0; k < 2; k++) D[k] = number() * 1.125, D2[k] = k == round % 3 ? D[k] : number(), V[k] = (long long)next(), V2[k] = round % 4 ? (long long)next() : V[k];
        float p = number();
        double d = number() / 3;
        int i = (int)next();
        long long l = (long long)next();
${expressions.map((e) => `        name = ${JSON.stringify(e)}; ${e};`).join('\n')}
    }
    return 0;
}
`;

const directory = mkdtempSync(join(tmpdir(), 'kit-intrinsics-'));
let failures = 0;
let compared = 0;
try {
  const source = join(directory, 'all.c');
  writeFileSync(source, program);
  const run = { encoding: 'utf8', timeout: 120000, maxBuffer: 1 << 28, stdio: ['ignore', 'pipe', 'pipe'] };
  execFileSync(hostCompiler, ['-w', '-O0', '-o', join(directory, 'expected'), source], run);
  const expected = execFileSync(join(directory, 'expected'), [], run).split('\n');
  for (const level of ['-O0', '-O1']) {
    execFileSync(join(out, 'bin', 'cc'), [level, '-w', '-o', join(directory, 'actual'), source], run);
    const actual = execFileSync(join(directory, 'actual'), [], run).split('\n');
    const wrong = new Set();
    expected.forEach((line, index) => {
      compared++;
      if (line !== actual[index]) wrong.add(`${level}: expected "${line}", kit says "${actual[index]}"`);
    });
    [...wrong].slice(0, 20).forEach((line) => console.log(line));
    failures += wrong.size;
  }
  // What the headers define, this file must name.
  const headers = ['xmmintrin.h', 'emmintrin.h'].map((n) => readFileSync(join(include, n), 'utf8')).join('\n');
  const defined = new Set([...headers.matchAll(/\b(_mm_[a-z0-9_]+)\b(?=[,(])/g)].map((m) => m[1]));
  for (const n of defined) {
    if (program.includes(n) || n.startsWith('_mm_undefined') || n === '_mm_getcsr' || n === '_mm_setcsr') continue;
    console.log(`${n} is not tested`);
    failures++;
  }
} finally {
  rmSync(directory, { recursive: true, force: true });
}
if (failures || compared < 10000) process.exit(1);
console.log(`${expressions.length} uses of intrinsics: ${compared} results agree with ${hostCompiler}`);
