/* Included twice by include_forms.c: the pragma keeps the second time empty. */
#pragma once
static const int once_value = 6;
