/* One source to one object, assembly text, preprocessed text or IR text, all in this process.
   In: options and a path. Out: a file, whole or absent, or an Obj for the linker. */
#include <errno.h>
#include <stdio.h>
#include <time.h>

#include "base/file.h"
#include "driver/cc.h"
#include "obj/elf.h"

CcLanguage cc_language_of(const char *path)
{
    static const struct {
        const char *suffix;
        u8 language;
    } suffixes[] = {
        {".c", LANGUAGE_C}, {".i", LANGUAGE_C_PREPROCESSED}, {".h", LANGUAGE_C_HEADER}, {".s", LANGUAGE_ASSEMBLY},
        {".S", LANGUAGE_ASSEMBLY_CPP}, {".sx", LANGUAGE_ASSEMBLY_CPP}, {".ir", LANGUAGE_IR},
    };
    for (u32 k = 0; k < ARRAY_LEN(suffixes); k++)
        if (str_ends(str_of(path), suffixes[k].suffix)) return (CcLanguage)suffixes[k].language;
    return LANGUAGE_LINKER;
}

const char *cc_output_name(Kit *kit, const char *source, const char *suffix)
{
    const char *slash = strrchr(source, '/'), *base = slash ? slash + 1 : source, *dot = strrchr(base, '.');
    int n = dot && dot != base ? (int)(dot - base) : (int)strlen(base);
    return arena_printf(&kit->arena, "%.*s%s", n, base, suffix).ptr;
}

bool cc_write(Kit *kit, const char *path, const void *data, size_t size, u32 mode)
{
    int err = file_write(path, data, size, mode);
    if (err) diag_tool_error(&kit->diag, "cc", "cannot write '%s': %s", path, strerror(err));
    return err == 0;
}

static double seconds(void) { return (double)clock() / CLOCKS_PER_SEC; }

/* Where one translation unit's functions and data go. */
typedef struct Unit {
    Kit *kit;
    CcOptions *o;
    Codegen *codegen; /* NULL: the IR is printed, or thrown away */
    bool prints, verifies;
    Buf body;         /* of the printed IR */
} Unit;

static void take_function(void *self, Module *m, Function *fn)
{
    Unit *u = self;
    if (u->kit->diag.errors) return; /* nothing will be written */
    if (u->verifies) {
        const char *message = ir_verify(m, fn, m->arena);
        if (message) {
            diag_error(&u->kit->diag, fn->loc, "%s", message);
            return;
        }
    }
    bool timed = u->o->time_report;
    double start = timed ? seconds() : 0;
    opt_function(m, fn, &u->o->opt);
    double middle = timed ? seconds() : 0;
    if (u->codegen) codegen_function(u->codegen, fn);
    else if (u->prints) ir_print_function(m, fn, &u->body);
    if (timed) {
        u->o->times.optimizer += middle - start;
        u->o->times.codegen += seconds() - middle;
    }
}

static void take_data(void *self, Module *m, const IrData *data)
{
    Unit *u = self;
    if (u->kit->diag.errors) return;
    if (u->codegen) codegen_data(u->codegen, data);
    else if (u->prints) ir_print_data(m, data, &u->body);
}

static void take_file_asm(void *self, Module *m, Str text, Loc loc)
{
    Unit *u = self;
    (void)m;
    if (u->kit->diag.errors) return;
    if (u->codegen) codegen_file_asm(u->codegen, text, loc);
    else if (u->prints) ir_print_file_asm(text, &u->body);
}

static bool read_source(Kit *kit, const char *path, FileBytes *file)
{
    int err = file_read(&kit->arena, path, file);
    if (err) diag_tool_error(&kit->diag, "cc", "cannot read '%s': %s", path, strerror(err));
    return err == 0;
}

static const char *output_path(Kit *kit, const CcOptions *o, const CcInput *input, const char *suffix)
{
    return o->output ? o->output : cc_output_name(kit, input->text, suffix);
}

/* A finished object: kept for the linker, or written. */
static bool finish_object(Kit *kit, CcOptions *o, CcInput *input, Obj *obj)
{
    if (o->mode == CC_LINK) {
        input->object = obj;
        return true;
    }
    double start = o->time_report ? seconds() : 0;
    Buf out = {0};
    elf_write_object(obj, &out);
    bool ok = cc_write(kit, output_path(kit, o, input, ".o"), out.data, out.len, 0666);
    buf_free(&out);
    obj_free(obj);
    if (o->time_report) o->times.write += seconds() - start;
    return ok;
}

/* C and IR text: through the sink. */
static bool compile_unit(Kit *kit, CcOptions *o, CcInput *input, CppOptions cpp)
{
    Module m;
    Unit u = {0};
    Buf assembly = {0}, dump = {0};
    Obj *obj = arena_new(&kit->arena, Obj);
    bool ok;
    module_init(&m, kit, target_layout(o->target), str_of(input->text));
    obj_init(obj, kit, target_machine(o->target));
    u.kit = kit;
    u.o = o;
    u.prints = o->mode == CC_EMIT_IR;
    u.verifies = input->language == LANGUAGE_IR;
    if (o->opt.dump_pass.len) o->opt.dump = &dump;
    o->codegen.assembler = &o->assembler;
    if (o->mode == CC_OBJECT || o->mode == CC_ASSEMBLY || o->mode == CC_LINK) u.codegen = codegen_open(kit, o->target, &o->codegen, &m, obj, o->mode == CC_ASSEMBLY ? &assembly : NULL);
    IrSink sink = {&u, take_function, take_data, take_file_asm};
    if (input->language == LANGUAGE_IR) {
        FileBytes file;
        ok = read_source(kit, input->text, &file) && ir_parse(&m, input->text, (const char *)file.data, (u32)file.size, &sink);
    } else {
        COptions c = o->c;
        c.cpp = cpp;
        ok = c_compile(kit, &c, input->text, &m, &sink);
    }
    ok = ok && kit->diag.errors == 0;
    if (ok && u.codegen) {
        double start = o->time_report ? seconds() : 0;
        codegen_close(u.codegen);
        if (o->time_report) o->times.codegen += seconds() - start;
        ok = kit->diag.errors == 0;
    }
    if (dump.len) fwrite(dump.data, 1, dump.len, stderr);
    if (ok && o->mode == CC_ASSEMBLY) {
        ok = cc_write(kit, output_path(kit, o, input, ".s"), assembly.data, assembly.len, 0666);
    } else if (ok && o->mode == CC_EMIT_IR) {
        Buf text = {0};
        ir_print_module(&m, &text);
        buf_bytes(&text, u.body.data, u.body.len);
        ok = cc_write(kit, output_path(kit, o, input, ".ir"), text.data, text.len, 0666);
        buf_free(&text);
    } else if (ok && o->mode != CC_SYNTAX) {
        ok = finish_object(kit, o, input, obj);
    }
    buf_free(&u.body);
    buf_free(&assembly);
    buf_free(&dump);
    module_free(&m);
    return ok;
}

static bool preprocess(Kit *kit, const CppOptions *cpp, const char *path, const PrintOptions *print, Buf *out)
{
    CPreprocessor *pp = pp_open(kit, cpp, path);
    if (!pp) return false;
    pp_print(pp, print, out);
    pp_close(pp);
    return kit->diag.errors == 0;
}

static bool assemble(Kit *kit, CcOptions *o, CcInput *input, const CppOptions *cpp)
{
    FileBytes file = {0};
    if (input->language == LANGUAGE_ASSEMBLY) {
        if (o->mode == CC_ASSEMBLY || o->mode == CC_EMIT_IR || o->mode == CC_SYNTAX) return true; /* it is assembly already */
        if (!read_source(kit, input->text, &file)) return false;
    } else {
        Buf text = {0};
        PrintOptions print = {0};
        if (!preprocess(kit, cpp, input->text, &print, &text)) return false;
        if (o->mode == CC_ASSEMBLY) {
            bool ok = cc_write(kit, output_path(kit, o, input, ".s"), text.data, text.len, 0666);
            buf_free(&text);
            return ok;
        }
        if (o->mode == CC_SYNTAX || o->mode == CC_EMIT_IR) return true;
        file.size = text.len;
        buf_fill(&text, 0, 64); /* the padding that a file would have */
        file.data = text.data;  /* kept until exit: the Obj's names point into it */
    }
    Obj *obj = arena_new(&kit->arena, Obj);
    obj_init(obj, kit, target_machine(o->target));
    if (!asm_run(kit, &o->assembler, input->text, (const char *)file.data, (u32)file.size, obj) || kit->diag.errors) return false;
    return finish_object(kit, o, input, obj);
}

static bool compile_source(Kit *kit, CcOptions *o, CcInput *input, u32 first_range)
{
    CppOptions cpp = o->c.cpp;
    const char *source = input->text;
    bool is_assembly = input->language == LANGUAGE_ASSEMBLY || input->language == LANGUAGE_ASSEMBLY_CPP;
    bool ok;
    if (is_assembly) cpp.assembler = true;
    if (input->language == LANGUAGE_C_PREPROCESSED) {
        /* Its macros are expanded already: nothing is predefined, nothing included. */
        cpp.no_builtin_macros = true;
        vec_clear(&cpp.macro);
        vec_clear(&cpp.include);
        vec_clear(&cpp.imacros);
    }
    bool wants_text = o->mode == CC_PREPROCESS || o->mode == CC_DEPENDENCIES;
    if (input->language == LANGUAGE_C_HEADER && !wants_text && o->mode != CC_SYNTAX) {
        diag_tool_error(&kit->diag, "cc", "'%s': precompiled headers are not supported", source);
        return false;
    }
    if (wants_text && (input->language == LANGUAGE_ASSEMBLY || input->language == LANGUAGE_IR)) {
        diag_tool_warn(&kit->diag, "cc", "'%s' is not preprocessed", source);
        return true;
    }
    if (o->mode == CC_PREPROCESS) {
        Buf text = {0};
        ok = preprocess(kit, &cpp, source, &o->print, &text) && cc_write(kit, o->output ? o->output : "-", text.data, text.len, 0666);
        buf_free(&text);
    } else if (o->mode == CC_DEPENDENCIES) {
        CPreprocessor *pp = pp_open(kit, &cpp, source);
        ok = pp != NULL;
        if (pp) {
            Token t;
            do pp_next(pp, &t);
            while (t.kind != TK_EOF);
            pp_close(pp);
            ok = kit->diag.errors == 0;
        }
    } else if (is_assembly) {
        ok = assemble(kit, o, input, &cpp);
    } else {
        ok = compile_unit(kit, o, input, cpp);
    }
    return ok && cc_write_dependencies(kit, o, source, first_range);
}

bool cc_compile(Kit *kit, CcOptions *o, CcInput *input)
{
    /* Each source counts its own errors, and what its pragmas do to warnings ends with it. */
    Diag *d = &kit->diag;
    Diag before = *d;
    double start = o->time_report ? seconds() : 0;
    d->errors = 0;
    bool ok = compile_source(kit, o, input, kit->sources.range.len);
    u32 errors = d->errors, warnings = d->warnings;
    *d = before;
    d->errors = before.errors + errors;
    d->warnings = warnings;
    if (o->time_report) o->times.total += seconds() - start;
    return ok && errors == 0;
}

void cc_time_report(const CcTimes *t)
{
    double front = t->total - t->optimizer - t->codegen - t->write;
    fprintf(stderr, "CPU seconds: front end %.3f, optimizer %.3f, code generation %.3f, writing %.3f, linking %.3f\n", front, t->optimizer, t->codegen, t->write, t->link);
}
