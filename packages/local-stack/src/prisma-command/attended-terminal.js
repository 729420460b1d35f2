// Loaded before Prisma's CLI. `migrate dev` refuses to run without a terminal, although it asks only when data would be
// lost; without a terminal such a question meets the end of its input and is answered no.
process.stdin.isTTY ??= true;
delete process.env.CI;
