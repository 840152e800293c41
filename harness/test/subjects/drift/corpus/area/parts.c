//! what: a function of another translation unit (C11 6.2.2)
//! with: part.c
int part(int x);

int main(void)
{
	return part(1) - 2;
}
