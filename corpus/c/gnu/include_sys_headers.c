//! what: the common headers of POSIX and Linux compile together and their inline functions work
#include "../check.h"
#include <arpa/inet.h>
#include <ctype.h>
#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <inttypes.h>
#include <limits.h>
#include <locale.h>
#include <math.h>
#include <netinet/in.h>
#include <poll.h>
#include <pthread.h>
#include <regex.h>
#include <setjmp.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/mman.h>
#include <sys/resource.h>
#include <sys/select.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/time.h>
#include <sys/types.h>
#include <sys/wait.h>
#include <termios.h>
#include <time.h>
#include <unistd.h>
#include <wchar.h>
#include <wctype.h>

int main(void)
{
    CHECK(htonl(0x01020304) == 0x04030201 && ntohs(0x1234) == 0x3412);
    CHECK(isalpha('a') && toupper('b') == 'B' && isdigit('5') && !isspace('x'));
    struct stat s;
    CHECK(stat("/", &s) == 0 && S_ISDIR(s.st_mode));
    fd_set set;
    FD_ZERO(&set);
    FD_SET(5, &set);
    CHECK(FD_ISSET(5, &set) && !FD_ISSET(6, &set));
    CHECK(WIFEXITED(0x100) && WEXITSTATUS(0x100) == 1);
    char buffer[32];
    snprintf(buffer, sizeof buffer, "%" PRIu64 " %" PRIx8, UINT64_C(18446744073709551615), (uint8_t)255);
    CHECK(strcmp(buffer, "18446744073709551615 ff") == 0);
    errno = ENOENT;
    CHECK(errno == 2 && strlen(strerror(errno)) > 0);
    struct in6_addr any = IN6ADDR_ANY_INIT;
    CHECK(IN6_IS_ADDR_UNSPECIFIED(&any));
    return 0;
}
