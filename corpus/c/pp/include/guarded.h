/* Included twice by include_forms.c: the guard keeps the second time empty. */
#ifndef GUARDED_H
#define GUARDED_H
static const int guarded_value = 5;
#endif
