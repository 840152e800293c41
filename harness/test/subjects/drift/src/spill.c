/* A unit whose code depends on the constant. */
int before(int x)
{
	return x + 1;
}

int spill_slot(int x)
{
	x = before(x);
	return x * 3 + LEVEL;
}
