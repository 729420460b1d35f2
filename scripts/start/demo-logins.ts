/** A person of the demo city one can log in as. */
export type DemoLogin = {
  readonly role: 'customer' | 'kitchen' | 'driver' | 'support' | 'admin';
  readonly email: string;
};

/** Public on purpose: these accounts exist only where the demo city was seeded, on this machine. */
export const demoPassword = process.env['DEMO_PASSWORD'] || 'tiffin-demo';

export const demoAdministrator = 'admin@demo.example';
export const demoSupport = 'support@demo.example';

/** The accounts the demo city opens, one for each role. */
export const demoLogins: readonly DemoLogin[] = [
  { role: 'customer', email: 'customer@demo.example' },
  { role: 'kitchen', email: 'kitchen@demo.example' },
  { role: 'driver', email: 'driver@demo.example' },
  { role: 'support', email: demoSupport },
  { role: 'admin', email: demoAdministrator },
];
