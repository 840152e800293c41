#embed limit // error: #embed expects "FILENAME" or <FILENAME>
#embed "embed.c" limit(-1) // error: the limit of #embed is negative
#embed "embed.c" limit(1 2) // error: expected ')' before token "2"
#embed "embed.c" limit(1) limit(2) // error: the embed parameter 'limit' is given twice
#embed "embed.c" what(1) // error: #embed with an unknown parameter
#embed "embed.c" prefix(1 // error: missing ')' of an embed parameter
#embed "embed.c" 5 // error: expected an embed parameter
#if __has_embed("embed.c" // error: missing ')' after "__has_embed" operand
#endif
#if __has_embed // error: missing '(' before "__has_embed" operand
#endif
#embed "no such file" // error: 'no such file' file not found
