/* A unit that never differs. */
int other(int x)
{
	return x - 1;
}
