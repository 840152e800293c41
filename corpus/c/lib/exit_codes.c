//! what: the value returned from main is the exit code (C11 5.1.2.2.3)
//! exit: 42
static int answer(void) { return 298; }

int main(void) { return answer(); }
