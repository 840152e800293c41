//! what: numerical programs: Newton, Simpson, Runge-Kutta, Fourier transform by definition
//! link: -lm
#include "../check.h"
#include <math.h>

static double newton(double (*f)(double), double (*df)(double), double x)
{
    for (int i = 0; i < 50; i++)
        x -= f(x) / df(x);
    return x;
}
static double cubic(double x) { return x * x * x - 2; }
static double cubic_slope(double x) { return 3 * x * x; }
static double simpson(double (*f)(double), double a, double b, int n)
{
    double h = (b - a) / n, s = f(a) + f(b);
    for (int i = 1; i < n; i++)
        s += f(a + i * h) * (i % 2 ? 4 : 2);
    return s * h / 3;
}
struct state { double x, v; };
static struct state derivative(struct state s) { return (struct state){ s.v, -s.x }; }
static struct state move(struct state s, struct state d, double h) { return (struct state){ s.x + d.x * h, s.v + d.v * h }; }
static struct state runge_kutta(struct state s, double h)
{
    struct state a = derivative(s), b = derivative(move(s, a, h / 2)), c = derivative(move(s, b, h / 2)), d = derivative(move(s, c, h));
    return (struct state){ s.x + h / 6 * (a.x + 2 * b.x + 2 * c.x + d.x), s.v + h / 6 * (a.v + 2 * b.v + 2 * c.v + d.v) };
}
static int close(double a, double b, double by) { return fabs(a - b) < by; }
int main(void)
{
    CHECK(close(newton(cubic, cubic_slope, 1), 1.2599210498948732, 1e-14));
    CHECK(close(simpson(sin, 0, 3.14159265358979323846, 1000), 2, 1e-11));
    struct state s = { 1, 0 };
    for (int i = 0; i < 6283; i++)
        s = runge_kutta(s, 0.001);
    CHECK(close(s.x, 1, 1e-6) && close(s.v, 0, 1e-3));
    double real[16], imaginary[16], energy = 0;
    for (int k = 0; k < 16; k++) {
        real[k] = imaginary[k] = 0;
        for (int t = 0; t < 16; t++) {
            double angle = -2 * 3.14159265358979323846 * k * t / 16, value = t < 4;
            real[k] += value * cos(angle);
            imaginary[k] += value * sin(angle);
        }
        energy += real[k] * real[k] + imaginary[k] * imaginary[k];
    }
    CHECK(close(real[0], 4, 1e-12) && close(energy, 64, 1e-9) && close(imaginary[8], 0, 1e-9));
    return 0;
}
