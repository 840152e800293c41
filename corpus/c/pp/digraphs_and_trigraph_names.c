//! what: digraphs are other spellings of brackets, braces and # (C11 6.4.6p3)
#include "../check.h"
#include <string.h>

%:define CAT(a, b) a%:%:b
%:define STR(x) %:x

int main(void)
<%
    int a<:3:> = <% 1, 2, 3 %>;
    CHECK(a<:1:> == 2);
    CHECK(CAT(1, 2) == 12);
    CHECK(strcmp(STR(<:), "<:") == 0);
    return 0;
%>
