// flags: -Wno-unused-value -Wno-unused-variable
typedef int array[3];
typedef int function(void);
typedef const int constant;
typedef _Atomic int atomic;
struct pair { int a, b; };
_Atomic array a1; // error: '_Atomic' of array type 'int [3]'
_Atomic(array) a2; // error: '_Atomic' of array type 'int [3]'
_Atomic function f1; // error: '_Atomic' of function type 'int (void)'
_Atomic(function) f2; // error: '_Atomic' of function type 'int (void)'
_Atomic(constant) c1; // error: '_Atomic' of qualified type 'const int'
_Atomic(atomic) c2; // error: '_Atomic' of qualified type '_Atomic int'
_Atomic atomic fine; // the qualifier twice is once
struct fields { _Atomic int x : 3; }; // error: bit-field 'x' has atomic type '_Atomic int'
void one(_Atomic int x); // note: previous declaration of 'one' is here
void one(int x); // error: conflicting types for 'one': 'void (int)' after 'void (_Atomic int)'
_Atomic struct pair pair;
int *plain;
_Atomic int *shared;
const _Atomic int fixed; // note: declared here
float real;
struct pair apart;
void uses(void)
{
    pair.a = 1; // warning: accessing member 'a' of an atomic structure or union is undefined
    plain = shared; // warning: assignment from incompatible pointer type: expected 'int *' but got '_Atomic int *' [-Wincompatible-pointer-types]
    shared = plain; // warning: assignment from incompatible pointer type: expected '_Atomic int *' but got 'int *' [-Wincompatible-pointer-types]
    fixed = 1; // error: assignment of read-only variable 'fixed'
    __atomic_load_n(&apart, 5); // error: argument 1 of '__atomic_load_n' has type 'struct pair *', not a pointer to an integer or a pointer
    __atomic_load_n(&real, 5); // error: argument 1 of '__atomic_load_n' has type 'float *', not a pointer to an integer or a pointer
    __atomic_load_n(5, 5); // error: argument 1 of '__atomic_load_n' has type 'int', not a pointer
    __atomic_load_n(plain); // error: too few arguments to '__atomic_load_n': expected 2, have 1
    __atomic_load_n(plain, 3); // warning: memory order 3 makes no sense as argument 2 of '__atomic_load_n'
    __atomic_store_n(plain, 1, 2); // warning: memory order 2 makes no sense as argument 3 of '__atomic_store_n'
    __atomic_store_n(plain, apart, 0); // error: incompatible type for argument 2: expected 'int' but got 'struct pair'
    __atomic_exchange(plain, &apart, plain, 5); // error: argument 2 of '__atomic_exchange' has type 'struct pair *', not a pointer to an object of the size of the first argument's
    __atomic_fetch_add((_Bool *)plain, 1, 5); // error: argument 1 of '__atomic_fetch_add' has type '_Bool *', not a pointer to an integer that is no '_Bool'
    __atomic_fetch_add((void *)plain, 1, 5); // error: argument 1 of '__atomic_fetch_add' has type 'void *', not a pointer to a complete object type
    __c11_atomic_load(plain, 5); // error: argument 1 of '__c11_atomic_load' has type 'int *', not a pointer to an atomic type
    __atomic_frobnicate(plain); // error: '__atomic_frobnicate' is not supported yet
    __sync_fetch_and_add(plain); // error: too few arguments to '__sync_fetch_and_add': expected 2, have 1
    __sync_fetch_and_add(plain, 1, shared, fine);
}
