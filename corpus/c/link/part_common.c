//! part
int shared;
int initialized_there = 9;
long array[10];
void set(void)
{
    shared = 5;
    array[9] = 7;
}
int *where(void) { return &shared; }
