/*
 * Runs the statements of an SQL script against an SQLite database in memory and in a file, and prints every row.
 * In: the script's path, a path for the database file or nothing. Out: rows with their types on stdout, errors as text,
 * so that two builds of SQLite can be compared by their answers.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include "sqlite3.h"

static void print_value(sqlite3_stmt *statement, int column)
{
    switch (sqlite3_column_type(statement, column)) {
    case SQLITE_NULL: printf("null"); break;
    case SQLITE_INTEGER: printf("%lld", (long long)sqlite3_column_int64(statement, column)); break;
    case SQLITE_FLOAT: printf("%.15gf", sqlite3_column_double(statement, column)); break;
    case SQLITE_TEXT: printf("'%s'", (const char *)sqlite3_column_text(statement, column)); break;
    default: {
        const unsigned char *bytes = sqlite3_column_blob(statement, column);
        int size = sqlite3_column_bytes(statement, column);
        printf("x'");
        for (int i = 0; i < size; i++)
            printf("%02x", bytes[i]);
        printf("'");
    }
    }
}

static int run(sqlite3 *db, const char *sql)
{
    int statements = 0;
    while (*sql) {
        sqlite3_stmt *statement = NULL;
        const char *tail = NULL;
        if (sqlite3_prepare_v2(db, sql, -1, &statement, &tail) != SQLITE_OK) {
            printf("error: %s\n", sqlite3_errmsg(db));
            const char *end = strchr(sql, ';');
            if (!end)
                break;
            sql = end + 1;
            continue;
        }
        if (statement) {
            int code;
            statements++;
            while ((code = sqlite3_step(statement)) == SQLITE_ROW) {
                for (int i = 0; i < sqlite3_column_count(statement); i++) {
                    if (i)
                        putchar('|');
                    print_value(statement, i);
                }
                putchar('\n');
            }
            if (code != SQLITE_DONE)
                printf("error: %s\n", sqlite3_errmsg(db));
            sqlite3_finalize(statement);
        }
        sql = tail;
    }
    printf("%d statements, %d changes\n", statements, sqlite3_total_changes(db));
    return 0;
}

static void median_step(sqlite3_context *context, int count, sqlite3_value **values)
{
    double *sum = sqlite3_aggregate_context(context, 2 * sizeof *sum);
    if (sum && count == 1) {
        sum[0] += sqlite3_value_double(values[0]) * sqlite3_value_double(values[0]);
        sum[1] += 1;
    }
}

static void median_final(sqlite3_context *context)
{
    double *sum = sqlite3_aggregate_context(context, 0);
    sqlite3_result_double(context, sum ? sum[0] / sum[1] : 0);
}

static int by_length(void *unused, int a_size, const void *a, int b_size, const void *b)
{
    (void)unused;
    if (a_size != b_size)
        return a_size - b_size;
    return memcmp(a, b, (size_t)a_size);
}

int main(int argc, char **argv)
{
    if (argc < 2)
        return 2;
    FILE *file = fopen(argv[1], "rb");
    if (!file)
        return 2;
    fseek(file, 0, SEEK_END);
    long size = ftell(file);
    rewind(file);
    char *sql = malloc((size_t)size + 1);
    if (!sql || fread(sql, 1, (size_t)size, file) != (size_t)size)
        return 2;
    sql[size] = 0;
    fclose(file);
    sqlite3 *db = NULL;
    if (sqlite3_open(argc > 2 ? argv[2] : ":memory:", &db) != SQLITE_OK)
        return 3;
    sqlite3_create_function(db, "mean_square", 1, SQLITE_UTF8, NULL, NULL, median_step, median_final);
    sqlite3_create_collation(db, "by_length", SQLITE_UTF8, NULL, by_length);
    int failed = run(db, sql);
    free(sql);
    if (sqlite3_close(db) != SQLITE_OK)
        return 4;
    return failed;
}
