/* The preprocessor against texts with known answers: the examples of C11 6.10.3.5, GNU's extensions, what must be refused.
   Each case runs in a child process, since fatal errors end one. Expected tokens are written with one space between them;
   expected messages are parts of what stands on stderr. */
#include "c/pp.h"

#include <stdio.h>
#include <stdlib.h>
#include <sys/wait.h>
#include <unistd.h>

static const DataLayout layout = {
    .arch = "x86_64", .pointer_size = 8, .long_size = 8, .long_double_size = 16, .long_double_align = 16, .long_double_format = FLOAT_X87,
    .max_align = 16, .int64_align = 8, .double_align = 8, .va_list_kind = VA_LIST_X64, .va_list_size = 24, .va_list_align = 8, .va_list_is_array = true};

typedef struct Case {
    const char *name, *options; /* letters: t trigraphs, a ansi, 9 C89, 3 C23, S assembler, W -Wall -Wextra -Wundef, E -Werror */
    const char *text, *tokens;  /* tokens NULL: not looked at */
    const char *message;        /* NULL: stderr must be empty */
} Case;

static const Case cases[] = {
    {"6.10.3.5 example 3", "",
     "#define x 3\n#define f(a) f(x * (a))\n#undef x\n#define x 2\n#define g f\n#define z z[0]\n#define h g(~\n#define m(a) a(w)\n#define w 0,1\n"
     "#define t(a) a\n#define p() int\n#define q(x) x\n#define r(x,y) x ## y\n#define str(x) # x\n"
     "f(y+1) + f(f(z)) % t(t(g)(0) + t)(1);\ng(x+(3,4)-w) | h 5) & m\n(f)^m(m);\np() i[q()] = { q(1), r(2,3), r(4,), r(,5), r(,) };\n"
     "char c[2][6] = { str(hello), str() };\n",
     "f ( 2 * ( y + 1 ) ) + f ( 2 * ( f ( 2 * ( z [ 0 ] ) ) ) ) % f ( 2 * ( 0 ) ) + t ( 1 ) ; f ( 2 * ( 2 + ( 3 , 4 ) - 0 , 1 ) ) | "
     "f ( 2 * ( ~ 5 ) ) & f ( 2 * ( 0 , 1 ) ) ^ m ( 0 , 1 ) ; int i [ ] = { 1 , 23 , 4 , 5 , } ; char c [ 2 ] [ 6 ] = { \"hello\" , \"\" } ;", NULL},
    {"6.10.3.5 example 4", "",
     "#define str(s) # s\n#define xstr(s) str(s)\n#define debug(s, t) printf(\"x\" # s \"= %d, x\" # t \"= %s\", \\\n x ## s, x ## t)\n"
     "#define INCFILE(n) vers ## n\n#define glue(a, b) a ## b\n#define xglue(a, b) glue(a, b)\n#define HIGHLOW \"hello\"\n#define LOW LOW \", world\"\n"
     "debug(1, 2);\nfputs(str(strncmp(\"abc\\0d\", \"abc\", '\\4') // this goes away\n == 0) str(: @\\n), s);\nxstr(INCFILE(2).h)\nglue(HIGH, LOW);\nxglue(HIGH, LOW)\n",
     "printf ( \"x\" \"1\" \"= %d, x\" \"2\" \"= %s\" , x1 , x2 ) ; fputs ( \"strncmp(\\\"abc\\\\0d\\\", \\\"abc\\\", '\\\\4') == 0\" \": @\\n\" , s ) ; "
     "\"vers2.h\" \"hello\" ; \"hello\" \", world\"", NULL},
    {"6.10.3.3 example", "",
     "#define hash_hash # ## #\n#define mkstr(a) # a\n#define in_between(a) mkstr(a)\n#define join(c, d) in_between(c hash_hash d)\nchar p[] = join(x, y);\n",
     "char p [ ] = \"x ## y\" ;", NULL},
    {"6.10.3.5 example 5", "",
     "#define t(x,y,z) x ## y ## z\nint j[] = { t(1,2,3), t(,4,5), t(6,,7), t(8,9,),\n t(10,,), t(,11,), t(,,12), t(,,) };\n",
     "int j [ ] = { 123 , 45 , 67 , 89 , 10 , 11 , 12 , } ;", NULL},
    {"6.10.3.5 example 7", "",
     "#define debug(...) fprintf(stderr, __VA_ARGS__)\n#define showlist(...) puts(#__VA_ARGS__)\n#define report(test, ...) ((test)?puts(#test):\\\n printf(__VA_ARGS__))\n"
     "debug(\"Flag\");\nshowlist(The first, second, and third items.);\nreport(x>y, \"x is %d\", x);\n",
     "fprintf ( stderr , \"Flag\" ) ; puts ( \"The first, second, and third items.\" ) ; ( ( x > y ) ? puts ( \"x>y\" ) : printf ( \"x is %d\" , x ) ) ;", NULL},
    {"name at the end finds its arguments outside", "", "#define f(a) a*g\n#define g(a) f(a)\nf(2)(9) f(2)(9)(3)\n", "2 * 9 * g 2 * 9 * g ( 3 )", NULL},
    {"painted names stay", "", "#define AB BA\n#define BA AB\n#define foo foo a bar\n#define bar foo\nAB BA foo bar\n", "AB BA foo a foo foo a bar", NULL},
    {"deferred expansion", "",
     "#define EMPTY()\n#define DEFER(id) id EMPTY()\n#define OB(...) __VA_ARGS__ DEFER(EMPTY)()\n#define EVAL(...) E1(E1(__VA_ARGS__))\n#define E1(...) __VA_ARGS__\n"
     "#define R(n) n OB(RI)()(n)\n#define RI() R\nEVAL(R(a))\n", "a a RI ( ) ( a )", NULL},
    {"self in argument", "", "#define self(x) self(self(x))\nself(self(1))\n", "self ( self ( self ( self ( 1 ) ) ) )", NULL},
    {"not a call", "", "#define N() n\nN N() N\n() N +N\n", "N n n N + N", NULL},
    {"arguments hold commas in parentheses and lines", "", "#define T(x,y) [x|y]\nT((,),) T(a\n,\nb) T(\"a,b\",',') T({a, b})\n", "[ ( , ) | ] [ a | b ] [ \"a,b\" | ',' ] [ { a | b } ]", NULL},
    {"directives inside arguments", "", "#define O(x) [x]\nO(\n#define I 7\nI\n#if I == 7\nyes\n#else\nno\n#endif\n)\n", "[ 7 yes ]", NULL},
    {"GNU comma", "",
     "#define e(f, ...) g(f, ## __VA_ARGS__)\ne(1) e(1,) e(1,2) e()\n#define e2(args...) h(0, ## args)\ne2() e2(1) e2(1,2)\n#define e3(x, a...) h(x, a)\ne3(1) e3(1,2,3)\n",
     "g ( 1 ) g ( 1 , ) g ( 1 , 2 ) g ( ) h ( 0 ) h ( 0 , 1 ) h ( 0 , 1 , 2 ) h ( 1 , ) h ( 1 , 2 , 3 )", NULL},
    {"GNU comma in ISO mode", "a", "#define e2(...) h(0, ## __VA_ARGS__)\ne2()\n", "h ( 0 , )", NULL},
    {"__VA_OPT__", "",
     "#define E\n#define F(...) f(0 __VA_OPT__(,) __VA_ARGS__)\n#define S(n, ...) S n __VA_OPT__(= { __VA_ARGS__ })\n#define H2(X, Y, ...) __VA_OPT__(X ## Y,) __VA_ARGS__\n"
     "#define H3(X, ...) #__VA_OPT__(X##X X##X)\n#define H4(X, ...) __VA_OPT__(a X ## X) ## b\n#define H5A(...) __VA_OPT__()/**/__VA_OPT__()\n"
     "#define H5B(X) a ## X ## b\n#define H5C(X) H5B(X)\nF(a, b) F() F(E) S(foo); S(bar, 1, 2); H2(a, b, c, d) H3(, 0) H4(, 1) H5C(H5A())\n",
     "f ( 0 , a , b ) f ( 0 ) f ( 0 ) S foo ; S bar = { 1 , 2 } ; ab , c , d \"\" a b ab", NULL},
    {"pasting", "", "#define c(a,b) a##b\nc(,) c(a,) c(a b,c d) c(1.,e) c(+,+) c(L,\"a\") c(%:,%:) c(1e,+5) c(.,5) c(-,>)\n", "a a bc d 1.e ++ L\"a\" %:%: 1e+ 5 .5 ->", NULL},
    {"pasting nonsense", "", "#define c(a,b) a##b\nc(/,/) c(+,x)\n", "/ / + x", "does not give a valid preprocessing token"},
    {"white space in strings", "", "#define E\n#define s(x) #x\n#define x(y) s(y)\ns( a   b /* c */ d\n e ) x(a E b E-c) x(E a) x(-E-)\n", "\"a b d e\" \"a b -c\" \"a\" \"--\"", NULL},
    {"#if arithmetic", "",
     "#if -1 > 0u && (-1)/2 == 0 && -7 % 3 == -1 && (-8 >> 1) == -4\n1\n#endif\n#if 0xffffffffffffffff == -1 && 'a' == 97 && '\\377' < 0 && L'\\377' > 0\n2\n#endif\n"
     "#if 1 || 1/0\n3\n#endif\n#if (1 ? -1 : 0u) > 0 && 1 << 2 + 1 == 8 && 0b101 == 5 && 010 == 8\n4\n#endif\n#if 0 && 1/0\n#elif 0 ? 1/0 : 5\n5\n#endif\n", "1 2 3 4 5", NULL},
    {"#if defined", "", "#define D defined\n#if D(__LINE__) && !defined X && defined(__FILE__) && defined __has_include\n1\n#endif\n#ifdef X\n#elifndef X\n2\n#endif\n", "1 2", NULL},
    {"skipped groups", "", "#if 0\n#if garbage ( (\n'unbalanced\n/* #endif */ \"/*\"\n#elif (\n#else\n#endif\n// \\\n#endif\n#unknown\n#else\nx\n#endif\n", "x", NULL},
    {"division by zero", "", "#if 1/0\n#endif\n", "", "division by zero in #if"},
    {"#if without expression", "", "#if\n#endif\n", "", "#if with no expression"},
    {"#if with rubbish", "", "#if 1 2\n#endif\n", "", "missing binary operator before token \"2\""},
    {"#if with a float", "", "#if 1.0\n#endif\n", "", "floating constant in preprocessor expression"},
    {"-Wundef", "W", "#if foo\n#endif\n", "", "'foo' is not defined, evaluates to 0"},
    {"unterminated #if", "", "#if 1\nx\n", "x", "test.c:1:2: error: unterminated conditional directive"},
    {"#else after #else", "", "#if 1\n#else\n#else\n#endif\n", "", "#else after #else"},
    {"#endif without #if", "", "#endif\n", "", "#endif without #if"},
    {"unterminated comment", "", "x /* y", "x", "test.c:1:3: error: unterminated comment"},
    {"unterminated string", "", "\"abc\nx\n", "\"abc\" x", "missing terminating \" character"},
    {"unterminated call", "", "#define f(x) x\nf(1\n", "f", "unterminated argument list invoking macro 'f'"},
    {"too few arguments", "", "#define f(x,y) x\nf(1)\n", "f", "macro 'f' requires 2 arguments, but only 1 given"},
    {"redefinition", "", "#define A 1\n#define A 2\nA\n", "2", "[-Wmacro-redefined]"},
    {"the same definition again", "", "#define A(x) x /* c */ + 1\n#define A(x) x   +  1\nA(2)\n", "2 + 1", NULL},
    {"warnings as errors", "E", "#define A 1\n#define A 2\n", "", "[-Werror=macro-redefined]"},
    {"#error", "", "#error some 'text\n", "", "#error some 'text"},
    {"assertions", "", "#assert a(b)\n", "", "assertions are not supported"},
    {"unknown directive", "", "#foo\n", "", "invalid preprocessing directive '#foo'"},
    {"#line", "", "#line 100 \"foo.c\"\n__LINE__ __FILE__\n# 200 \"bar.c\" 3\n__LINE__ __FILE__\n#line 5\n__LINE__\n", "100 \"foo.c\" 200 \"bar.c\" 5", NULL},
    {"__LINE__ in macros", "", "#define f(x) x __LINE__\nf(\n__LINE__\n)\n", "3 2", NULL},
    {"dates", "", "__DATE__ __TIME__ __TIMESTAMP__\n", "\"Jan  1 1970\" \"00:00:00\" \"Thu Jan  1 00:00:00 1970\"", NULL},
    {"counter", "", "__COUNTER__ __COUNTER__ __INCLUDE_LEVEL__\n", "0 1 0", NULL},
    {"splices", "", "de\\\nfine s\\\np\n#def\\\nine Y\\\nY 2 +\\\n+ 3 /\\\n* c *\\\n/ 4 /\\\n/ c\nYY \"a\\\nb\" 1.\\\n5e\\\n+3 x\\\ny ->\\\n <\\\n<\\\n= .\\\n.\\\n.\n",
     "define sp 2 ++ 3 4 \"ab\" 1.5e+3 xy -> <<= ...", NULL},
    {"trigraphs", "t", "?\?=define T(a) ?\?=a\nT(x) ?\?< ?\?> ?\?( ?\?) ?\?! ?\?' ?\?- \"a?\?/\nb\" c?\?/\nd\n", "\"x\" { } [ ] | ^ ~ \"ab\" cd", NULL},
    {"no trigraphs", "", "a ?\?= b\n", "a ? ? = b", NULL},
    {"digraphs", "", "%:define s(x) #x\ns(<:) <: :> <% %>\n", "\"<:\" <: :> <% %>", NULL},
    {"other alphabets", "", "#define \\u00e9t\\u00e9 1\n\xc3\xa9t\xc3\xa9 \xc3\xa9t\\u00e9 a$b \xc3\xa9x\n", "1 1 a$b \xc3\xa9x", NULL},
    {"line comments in C89", "9", "a //b\n", "a / / b", NULL},
    {"NUL", "", "a@b\n", "a @ b", NULL},
    {"_Pragma", "", "#define P(x) _Pragma(#x)\nP(omp \"a\\\\b\") a\n#pragma weak  x\n#pragma pack(A)\n", "<omp \"a\\\\b\"> a <weak x> <pack(A)>", NULL},
    {"push_macro", "", "#define X 1\n#pragma push_macro(\"X\")\n#undef X\n#define X 2\nX\n#pragma pop_macro(\"X\")\nX\n", "2 1", NULL},
    {"poison", "", "#pragma GCC poison bad\nbad\n", "bad", "attempt to use poisoned 'bad'"},
    {"diagnostic pragma", "W", "#pragma GCC diagnostic push\n#pragma GCC diagnostic ignored \"-Wundef\"\n#if a\n#endif\n#pragma GCC diagnostic pop\n", "", NULL},
    {"diagnostic pragma popped", "W", "#pragma GCC diagnostic push\n#pragma GCC diagnostic ignored \"-Wundef\"\n#pragma GCC diagnostic pop\n#if a\n#endif\n", "", "test.c:4:5: warning: 'a' is not defined"},
    {"has", "", "#if __has_attribute(__packed__) && !__has_attribute(nonsense) && __has_builtin(__builtin_expect) && !__has_builtin(__builtin_nonsense) && __has_builtin(__atomic_load_n) && !__has_builtin(__atomic_nonsense) && "
                "!__has_feature(x) && !__has_include(\"nope.h\") && __has_include(\"test.c\")\nyes\n#endif\n", "yes", NULL},
    {"missing header", "", "#include \"nope.h\"\n", NULL, "fatal error: 'nope.h' file not found"},
    {"includes itself", "", "#include \"test.c\"\n", NULL, "#include nested depth exceeds the maximum of 200"},
    {"guard by itself", "", "#ifndef G\n#define G\n#include \"test.c\"\nx\n#endif\n", "x", NULL},
    {"macro bomb", "", "#define A x x x x x x x x\n#define B A A A A A A A A\n#define C B B B B B B B B\n#define D C C C C C C C C\n#define E D D D D D D D D\n"
                       "#define F E E E E E E E E\n#define G F F F F F F F F\n#define H G G G G G G G G\n#define I(x) x\n#define J I(H H) I(H H) I(H H) I(H H)\nI(J)\n", NULL, "macro expansion needs more than 512 MiB"},
    {"assembler", "S", "# a comment isn't a directive\nmov $1, %eax # x\n#define A 1\n.long A\n", "# a comment isn 't a directive mov $ 1 , % eax # x . long 1", NULL},
    {"note for an expansion", "", "#define c(a,b) a##b\n#define d(x) c(x,-)\nd(+)\n", NULL, "note: in expansion of macro 'd'"},
    {"__VA_ARGS__ outside", "", "#define f(x) __VA_ARGS__\n", "", "'__VA_ARGS__' can only appear in the expansion of a variadic macro"},
    {"## at the end", "", "#define f(x) x ##\n", "", "'##' cannot appear at either end"},
    {"# without parameter", "", "#define f(x) #y\n", "", "'#' is not followed by a macro parameter"},
    {"duplicate parameter", "", "#define f(x,x) x\n", "", "duplicate macro parameter 'x'"},
};

static void append(Buf *b, const CPreprocessor *pp, const Token *t)
{
    if (b->len) buf_u8(b, ' ');
    if (t->kind == TK_PRAGMA) buf_u8(b, '<');
    buf_str(b, pp_spelling(pp, t));
    if (t->kind == TK_PRAGMA) buf_u8(b, '>');
}

static int run_child(const Case *c)
{
    Kit kit;
    kit_init(&kit);
    CppOptions o = {0};
    o.standard = C_STD_C17;
    o.gnu = true;
    o.layout = &layout;
    for (const char *p = c->options; *p; p++) {
        switch (*p) {
        case 't': o.trigraphs = true; break;
        case 'a': o.gnu = false; break;
        case '9': o.standard = C_STD_C89; o.gnu = false; break;
        case '3': o.standard = C_STD_C23; break;
        case 'S': o.assembler = true; break;
        case 'E': diag_option(&kit.diag, STR("Werror")); break;
        case 'W':
            diag_option(&kit.diag, STR("Wall"));
            diag_option(&kit.diag, STR("Wextra"));
            diag_option(&kit.diag, STR("Wundef"));
            break;
        default: return 3;
        }
    }
    CPreprocessor *pp = pp_open(&kit, &o, "test.c");
    if (!pp) return 3;
    Buf b = {0};
    Token t;
    for (pp_next(pp, &t); t.kind != TK_EOF; pp_next(pp, &t)) append(&b, pp, &t);
    if (b.len) fwrite(b.data, 1, b.len, stdout);
    fflush(stdout);
    buf_free(&b);
    pp_close(pp);
    return kit.diag.errors != 0;
}

static char *read_whole(const char *path)
{
    FILE *f = fopen(path, "rb");
    size_t cap = 1 << 20;
    char *text = calloc(1, cap);
    if (!f || !text) abort();
    size_t n = fread(text, 1, cap - 1, f);
    text[n] = 0;
    fclose(f);
    return text;
}

/* -E output read again must give the same tokens. */
static bool print_round_trip(void)
{
    static const char text[] =
        "#define m -\n#define p +\n#define e\n-m -e- p+ x##y m-m> <e< a e b\n#define f(x) x\nf(-)f(-)f(1)f(2)f(L)\"x\" f(.)f(.)f(.) f(/)f(/) f(%)f(:)\n"
        "int a;\n\n\n\n\n\n\n\n\n\n\n\nint b; /* c\n\n */ int d;\n#pragma x y\n__LINE__\n";
    FILE *f = fopen("test.c", "wb");
    if (!f) return false;
    fwrite(text, 1, sizeof text - 1, f);
    fclose(f);
    Buf first = {0}, second = {0}, printed = {0};
    u32 lines[2] = {0, 0};
    for (int round = 0; round < 2; round++) {
        Kit kit;
        kit_init(&kit);
        CppOptions o = {0};
        o.gnu = true;
        o.standard = C_STD_C17;
        o.layout = &layout;
        CPreprocessor *pp = pp_open(&kit, &o, round ? "test.i" : "test.c");
        if (!pp) return false;
        Token t;
        for (pp_next(pp, &t); t.kind != TK_EOF; pp_next(pp, &t)) {
            append(round ? &second : &first, pp, &t);
            lines[round] = lines[round] * 31 + source_line(&kit.sources, t.loc, NULL);
        }
        pp_close(pp);
        if (round) break;
        pp = pp_open(&kit, &o, "test.c");
        if (!pp) return false;
        PrintOptions print = {0};
        pp_print(pp, &print, &printed);
        pp_close(pp);
        f = fopen("test.i", "wb");
        if (!f) return false;
        fwrite(printed.data, 1, printed.len, f);
        fclose(f);
    }
    bool good = first.len == second.len && memcmp(first.data, second.data, first.len) == 0 && lines[0] == lines[1];
    if (!good) printf("FAIL -E: tokens\n  %.*s\nread back as\n  %.*s\n", (int)first.len, (char *)first.data, (int)second.len, (char *)second.data);
    buf_free(&first);
    buf_free(&second);
    buf_free(&printed);
    return good;
}

/* Lines of places that are asked for forwards, then backwards, against counting; runs of newlines and bytes that resemble them. */
static bool line_numbers(void)
{
    enum { SIZE = 20000 };
    static char text[SIZE + 64];
    u32 state = 7, line = 1;
    for (u32 i = 0; i < SIZE; i++) {
        state = state * 1664525u + 1013904223u;
        u32 r = state >> 16 & 7;
        text[i] = i > 9000 && i < 13000 ? '\n' : r < 2 ? '\n' : r == 2 ? '\v' : r == 3 ? (char)0x8a : r == 4 ? '\t' : 'x';
    }
    Kit kit;
    kit_init(&kit);
    Loc base = sources_enter(&kit.sources, sources_add_text(&kit.sources, STR("t.c"), text, SIZE), 0, false);
    for (u32 i = 0, asked = 0; i <= SIZE; i++) {
        if (i == asked) {
            if (source_line(&kit.sources, base + i, NULL) != line) return false;
            u32 back = i < 100 ? i : 100, before = line;
            for (u32 k = i - back; k < i; k++) before -= text[k] == '\n';
            if (source_line(&kit.sources, base + i - back, NULL) != before) return false;
            state = state * 1664525u + 1013904223u;
            asked = i + (state >> 20 & 1 ? state >> 16 & 15 : state >> 16 & 0xfff);
            if (asked == i && i < SIZE) asked++;
        }
        line += text[i] == '\n';
    }
    line = 1;
    for (u32 i = 0; i < SIZE; i++) line += text[i] == '\n';
    for (u32 i = SIZE;; i--) {
        if (source_line(&kit.sources, base + i, NULL) != line) return false;
        if (i == 0) return line == 1;
        line -= text[i - 1] == '\n';
    }
}

int main(void)
{
    char dir[] = "/tmp/kit-test-pp-XXXXXX";
    if (!mkdtemp(dir) || chdir(dir) != 0) {
        printf("test_pp: no temporary directory\n");
        return 1;
    }
    u32 failures = 0;
    for (u32 i = 0; i < ARRAY_LEN(cases); i++) {
        const Case *c = &cases[i];
        FILE *f = fopen("test.c", "wb");
        if (!f) return 1;
        fwrite(c->text, 1, strlen(c->text), f);
        fclose(f);
        fflush(stdout);
        pid_t child = fork();
        if (child == 0) {
            if (!freopen("out", "wb", stdout) || !freopen("err", "wb", stderr)) _exit(9);
            int status = run_child(c);
            fflush(stderr);
            _exit(status);
        }
        int status = 0;
        if (child < 0 || waitpid(child, &status, 0) < 0) return 1;
        char *out = read_whole("out"), *err = read_whole("err");
        bool good = WIFEXITED(status) && WEXITSTATUS(status) <= 1;
        if (c->tokens && strcmp(out, c->tokens) != 0) good = false;
        if (c->message ? !strstr(err, c->message) : err[0] != 0) good = false;
        if (strstr(err, "error:") && WIFEXITED(status) && WEXITSTATUS(status) != 1) good = false;
        if (!good) {
            failures++;
            printf("FAIL %s: status %d\n  got:  %.1000s\n  want: %s\n  stderr: %.600s\n", c->name, status, out, c->tokens ? c->tokens : "(any)", err);
        }
        free(out);
        free(err);
    }
    if (!print_round_trip()) failures++;
    if (!line_numbers()) {
        failures++;
        printf("FAIL line numbers\n");
    }
    remove("test.c");
    remove("test.i");
    remove("out");
    remove("err");
    if (chdir("/") != 0 || rmdir(dir) != 0) printf("test_pp: cannot remove the temporary directory\n");
    if (failures) printf("test_pp: %u failures\n", (unsigned)failures);
    return failures != 0;
}
