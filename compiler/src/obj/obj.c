/* The Obj model's few operations; see obj.h. */
#include "obj/obj.h"

void obj_init(Obj *obj, Kit *kit, ObjMachine machine)
{
    *obj = (Obj){0};
    obj->kit = kit;
    obj->machine = machine;
    ObjSection no_section = {0};
    no_section.align = 1;
    vec_push(&obj->section, no_section);
    ObjSymbol no_symbol = {0};
    vec_push(&obj->symbol, no_symbol);
}

void obj_free(Obj *obj)
{
    for (u32 i = 0; i < obj->section.len; i++) {
        ObjSection *s = &obj->section.at[i];
        if (s->bytes.cap) buf_free(&s->bytes); /* capacity 0: the bytes belong to the file that was read */
        vec_free(&s->reloc);
    }
    for (u32 i = 0; i < obj->group.len; i++) vec_free(&obj->group.at[i].member);
    vec_free(&obj->section);
    vec_free(&obj->symbol);
    vec_free(&obj->group);
}

ObjSectionId obj_add_section(Obj *obj, Str name, ObjSectionKind kind, u32 flags, u32 align)
{
    ObjSection s = {0};
    s.name = name;
    s.kind = (u8)kind;
    s.flags = flags;
    s.align = align ? align : 1;
    vec_push(&obj->section, s);
    return obj->section.len - 1;
}

ObjSymbolId obj_add_symbol(Obj *obj, const ObjSymbol *symbol)
{
    vec_push(&obj->symbol, *symbol);
    return obj->symbol.len - 1;
}

ObjSymbolId obj_section_symbol(Obj *obj, ObjSectionId section)
{
    ObjSection *s = &obj->section.at[section];
    if (!s->symbol) {
        ObjSymbol y = {0};
        y.kind = OBJ_SECTION;
        y.place = OBJ_DEFINED;
        y.section = section;
        s->symbol = obj_add_symbol(obj, &y);
    }
    return s->symbol;
}
