//! what: stdio on a temporary file: text, binary, seek, ungetc, feof (C11 7.21)
#include "../check.h"
#include <stdio.h>
#include <string.h>

struct record { int id; double value; char name[12]; };

int main(void)
{
    FILE *f = tmpfile();
    CHECK(f != 0);
    struct record records[3] = { { 1, 1.5, "one" }, { 2, 2.5, "two" }, { 3, 3.5, "three" } }, r;
    CHECK(fwrite(records, sizeof r, 3, f) == 3 && ftell(f) == 3 * (long)sizeof r);
    CHECK(fseek(f, sizeof r, SEEK_SET) == 0 && fread(&r, sizeof r, 1, f) == 1 && r.id == 2 && r.value == 2.5 && strcmp(r.name, "two") == 0);
    rewind(f);
    CHECK(fprintf(f, "%d %s\nsecond line\n", 42, "text") == 20);
    rewind(f);
    char line[64];
    int n;
    CHECK(fscanf(f, "%d %63s", &n, line) == 2 && n == 42 && strcmp(line, "text") == 0 && fgetc(f) == '\n');
    CHECK(fgets(line, sizeof line, f) == line && strcmp(line, "second line\n") == 0);
    int c = getc(f);
    CHECK(ungetc(c, f) == c && getc(f) == c);
    CHECK(fseek(f, 0, SEEK_END) == 0 && getc(f) == EOF && feof(f) && !ferror(f));
    CHECK(fclose(f) == 0);
    return 0;
}
